"""A round of outside work, done for ever beside everything else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from storage.conflicts import Unavailable

logger = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds between two rounds."""


async def for_ever(work: Callable[[], Awaitable[None]], name: str) -> None:
    """Do a round again and again: a slow server holds up nobody, an error one round."""
    while True:
        try:
            await work()
        except Unavailable as error:
            logger.warning("database unavailable", extra={"why": str(error)})
        except Exception:
            logger.exception("round failed", extra={"round": name})
        await asyncio.sleep(PAUSE)
