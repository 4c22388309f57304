"""How long the next message is looked for: `python -m bench.claiming [rows] [URL]`.

300,000 messages wait for another day; a claim of eight looks for what may leave now, in
the order of each reader. The aim (reliability, gate 5): 99 of 100 within 10 ms. Counted
in milliseconds of processor on SQLite; on PostgreSQL, with its URL, by the wall too.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

from sqlalchemy import insert, select

from casework.ids import PersonId, new_id
from casework.notices import ShowHelp
from storage.tables import OutboxRow
from tests.provision import databases
from tests.table import Table, a_table

ROWS = 300_000
CLAIMS = 300
_AT_ONCE = 10_000


def main(rows: int = ROWS, url: str = "") -> None:
    """Print the figures."""
    asyncio.run(_measure(rows, url))


async def _measure(rows: int, url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        folder = Path(name)
        keys_url = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
        table = await a_table(url or databases.sqlite_url(folder), keys_url)
        await _fill(table, rows)
        await _print(f"{rows} for another day, none for now", table)
        async with table.database.transaction(table.clock()) as tx:
            for _ in range(CLAIMS):
                await tx.outbox.add(_to_somebody())
        await _print(f"{rows} for another day, {CLAIMS} for now", table)
        await table.database.close()


def _to_somebody() -> ShowHelp:
    return ShowHelp(to=PersonId(new_id()), leads=False, in_network=True)


async def _fill(table: Table, rows: int) -> None:
    """Let one message that waits for tomorrow wait for each of so many readers."""
    tomorrow = table.clock() + timedelta(days=1)
    async with table.database.transaction(table.clock()) as tx:
        await tx.outbox.add(_to_somebody(), tomorrow)
    async with table.database.engine.begin() as connection:
        found = await connection.execute(select(*OutboxRow.__table__.columns))
        one = dict(found.mappings().one())
        del one["id"]
        for first in range(1, rows, _AT_ONCE):
            more = range(first, min(first + _AT_ONCE, rows))
            await connection.execute(
                insert(OutboxRow),
                [{**one, "ref": uuid4(), "queue": f"p:{uuid4()}"} for _ in more],
            )


async def _print(what: str, table: Table) -> None:
    async def claim() -> None:
        async with table.database.reading(table.clock()) as tx:
            await tx.outbox.due(table.clock(), 8)

    processor, wall = await _timed(claim)
    print(
        f"{what}: processor p50 {processor[49]:.1f} ms, p99 {processor[98]:.1f}; "
        f"wall p50 {wall[49]:.1f} ms, p99 {wall[98]:.1f}"
    )


async def _timed(do: Callable[[], Awaitable[None]]) -> tuple[list[float], list[float]]:
    processor, wall = [], []
    for _ in range(CLAIMS):
        began, at = time.process_time(), time.perf_counter()
        await do()
        processor.append(1000 * (time.process_time() - began))
        wall.append(1000 * (time.perf_counter() - at))
    return quantiles(processor, n=100), quantiles(wall, n=100)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROWS, *sys.argv[2:])
