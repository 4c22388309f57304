"""The database is locked, read-only, full or gone: nothing acknowledged is lost."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from handlers.incoming import Incoming
from storage.conflicts import Unavailable
from tests.table import MONDAY, Table, a_table

pytestmark = pytest.mark.breaks_off


def from_kati(words: str) -> Incoming:
    return Incoming(network="console", key=words, address="kati", text=words)


@pytest.fixture
async def small(tmp_path: Path) -> Table:
    """A table over SQLite that does not wait long for a lock."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'umarlaud.db'}"
    table = await a_table(url, f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}")
    await table.manager("kati", "Kati Kask")
    await table.database.engine.dispose()
    event.listen(table.database.engine.sync_engine, "connect", _impatient)
    return table


def _impatient(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=10").close()


async def run_pragma(table: Table, pragma: str) -> int:
    """Set something on the one connection that is used."""
    async with table.database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        cursor = await raw.driver_connection.execute(pragma)  # type: ignore[union-attr]
        found = await cursor.fetchone()
        return int(found[0]) if found else 0


async def read_only(table: Table) -> Callable[[], Awaitable[object]]:
    await run_pragma(table, "PRAGMA query_only=ON")
    return lambda: run_pragma(table, "PRAGMA query_only=OFF")


async def full(table: Table) -> Callable[[], Awaitable[object]]:
    pages = await run_pragma(table, "PRAGMA page_count")
    await run_pragma(table, f"PRAGMA max_page_count={pages}")
    return lambda: run_pragma(table, "PRAGMA max_page_count=1000000")


async def locked(table: Table) -> Callable[[], Awaitable[object]]:
    other = sqlite3.connect(table.database.engine.url.database or "")
    other.execute("BEGIN IMMEDIATE")

    async def free() -> None:
        other.close()

    return free


async def flood(table: Table) -> None:
    """Send more than the room left in the last pages of a full file."""
    for number in range(30):
        await table.assistant.receive(from_kati(f"{number} " + "x" * 4000))


@pytest.mark.parametrize("breaks", [locked, read_only, full])
async def test_what_is_refused_is_not_acknowledged_and_what_was_kept_is_answered(
    small: Table, breaks: Callable[[Table], Awaitable[Callable[[], Awaitable[object]]]]
) -> None:
    await small.assistant.receive(from_kati("/help"))

    mend = await breaks(small)
    with pytest.raises(Unavailable):
        await flood(small)
    with suppress(Unavailable):
        await small.assistant.settle()
    await mend()

    await small.receive(from_kati("/start"))
    assert any("network together" in told for told in small.texts("kati"))
    async with small.database.reading(MONDAY) as tx:
        assert await tx.inbox.aside() == []
    await small.database.close()


async def test_the_loop_outlives_a_locked_database(small: Table) -> None:
    answered = asyncio.Event()
    small.assistant.parts.networks[0].show = lambda _address, _bubble: answered.set()
    mend = await locked(small)
    working = asyncio.create_task(small.assistant.run())
    with pytest.raises(Unavailable):
        await small.assistant.receive(from_kati("/help"))
    await mend()
    await small.assistant.receive(from_kati("/help"))

    async with asyncio.timeout(20):
        await answered.wait()

    assert not working.done()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    await small.database.close()


async def test_postgresql_that_ends_every_connection_is_found_again(
    postgresql_url: str, tmp_path: Path
) -> None:
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    table = await a_table(postgresql_url, keys_url)
    await table.manager("kati", "Kati Kask")
    await table.assistant.receive(from_kati("/help"))
    engine = create_async_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as other:
        with pytest.raises(Unavailable):
            await _cut_off(table, other)
    await engine.dispose()

    await table.assistant.settle()

    assert "network together" in table.last("kati")
    await table.database.close()


async def _cut_off(table: Table, other: AsyncConnection) -> None:
    async with table.database.transaction(MONDAY) as tx:
        await tx.inbox.waiting(1)
        await other.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        await tx.inbox.waiting(1)
