"""The database: SQLite in a file, or PostgreSQL; opens transactions."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    create_async_engine,
)

from storage import sqlite
from storage.conflicts import Conflict, Unavailable
from storage.keys import KeyStore, MasterKeys
from storage.session import Session
from storage.tables import METADATA
from storage.transaction import Transaction

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=20000",
)
_SERIALIZATION = {"40001", "40P01"}
_OUR_FAULT = (DataError, NotSupportedError, ProgrammingError)
_OUR_STATES = ("22", "42")
"""A wrong statement or value; whatever else a driver says, the database cannot be used."""


class Database:
    """Opens transactions, each committed whole or not at all."""

    def __init__(
        self, engine: AsyncEngine, keys: KeyStore, *, held: bool = False
    ) -> None:
        self.engine = engine
        self.keys = keys
        self._held = held
        """Nothing that is said in its transactions leaves by itself."""
        # SQLite lets one write at a time; waiting here is shorter than asking it.
        one_writes = engine.dialect.name == "sqlite"
        self._turn = asyncio.Lock() if one_writes else nullcontext()

    @classmethod
    def at(
        cls,
        url: str,
        keys_url: str,
        masters: MasterKeys,
        reload: Callable[[], MasterKeys] | None = None,
        *,
        held: bool = False,
    ) -> "Database":
        """Open the database and its key store at their URLs.

        `reload` reads the master keys anew, when one was added meanwhile; `held`
        keeps whatever is said in its transactions from leaving.
        """
        keys = KeyStore(open_engine(keys_url), masters, reload)
        return cls(open_engine(url), keys, held=held)

    async def prepare(self) -> None:
        """Make ready to work: the key store must open with the master key."""
        await self.keys.prepare()

    async def create_tables(self) -> None:
        """Create every table; for tests, where migrations are not under test."""
        async with self.engine.begin() as connection:
            await connection.run_sync(METADATA.create_all)

    @asynccontextmanager
    async def transaction(self, now: datetime) -> AsyncIterator[Transaction]:
        """Open a transaction that commits on leaving and rolls back on any error.

        Raises:
            Conflict: another turn changed the same thing; try once more.
            Unavailable: the database cannot be used now.
        """
        try:
            async with self._turn, _begun(self.engine) as connection:
                tx = Transaction(Session(connection), self.keys, now, held=self._held)
                yield tx
                await tx.journal.write()
                await connection.commit()
        except IntegrityError as error:
            raise Conflict from error
        except DBAPIError as error:
            raise _ours(error) from error

    @asynccontextmanager
    async def reading(self, now: datetime) -> AsyncIterator[Transaction]:
        """Open a transaction that only reads, and holds up nobody who writes."""
        try:
            async with _begun(self.engine, reads_only=True) as connection:
                yield Transaction(Session(connection), self.keys, now)
        except DBAPIError as error:
            raise _ours(error) from error

    async def close(self) -> None:
        """Close every connection and forget every key."""
        await self.engine.dispose()
        await self.keys.close()


@asynccontextmanager
async def _begun(
    engine: AsyncEngine, **options: bool
) -> AsyncIterator[AsyncConnection]:
    """Begin, so that whatever keeps us from it is told apart from what comes after."""
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(engine.connect())
            await connection.execution_options(**options)
            await connection.begin()
        except Exception as error:
            raise Unavailable(type(error).__name__) from error
        yield connection


def open_engine(url: str) -> AsyncEngine:
    """Return an engine for the URL, set up so that nothing committed is lost."""
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True)
    engine = create_async_engine(url, connect_args={"async_creator_fn": sqlite.connect})
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that no turn fails half-way for it."""
    reads_only = connection.get_execution_options().get("reads_only", False)
    driver: Any = connection.connection.driver_connection
    if not driver.begin_at_once(to_write=not reads_only):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _ours(error: DBAPIError) -> Exception:
    sqlstate = getattr(error.orig, "sqlstate", None) or ""
    if sqlstate in _SERIALIZATION:
        return Conflict()
    ours = isinstance(error, _OUR_FAULT) or sqlstate.startswith(_OUR_STATES)
    if ours and not error.connection_invalidated:
        return error
    return Unavailable(type(error.orig).__name__)
