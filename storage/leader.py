"""One process of several does what only one may: PostgreSQL knows which."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hashlib import sha256

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks whether the place is free, or still ours."""

_TAKE = text("SELECT pg_try_advisory_lock(:number)")
_STILL_THERE = text("SELECT 1")


async def alone(
    engine: AsyncEngine, name: str, work: Callable[[], Awaitable[None]]
) -> None:
    """Do the work for ever, but in one process at a time.

    Another takes over when ours dies or loses the database. On SQLite there is
    only one process.
    """
    if engine.dialect.name != "postgresql":
        await work()
        return
    while True:
        try:
            async with engine.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                await _until_ours(connection, _number(name))
                logger.info("leading")
                await _while_ours(connection, work)
        except (SQLAlchemyError, OSError) as error:
            logger.warning("no longer leading", extra={"why": type(error).__name__})
            await asyncio.sleep(LOOK_EVERY)


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)


async def _until_ours(connection: AsyncConnection, number: int) -> None:
    # Nobody can tell us across processes: the place is asked for, again and again.
    while not await connection.scalar(_TAKE, {"number": number}):  # noqa: ASYNC110
        await asyncio.sleep(LOOK_EVERY)


async def _while_ours(
    connection: AsyncConnection, work: Callable[[], Awaitable[None]]
) -> None:
    """Work until the connection that holds the place is lost."""
    working = asyncio.ensure_future(work())
    try:
        while not working.done():
            await connection.execute(_STILL_THERE)
            await asyncio.wait({working}, timeout=LOOK_EVERY)
        await working
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
