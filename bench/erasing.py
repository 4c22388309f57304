"""How long a case takes to be erased: `python -m bench.erasing [weeks …]`.

A case of one year and one of ten, each with its family, among ninety-nine others. Its
key is destroyed and its rows are dropped; the aim is 100 ms. Counted in milliseconds of
processor, of the database's file too, and by the wall, which a busy machine disturbs.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from uuid import UUID

from bench._town import build
from bot.cli_erase import Order, erase_case
from storage import erasing
from tests.provision import databases
from tests.table import Table, a_table

Erase = Callable[[Table, str], Awaitable[None]]
CASES = 100
ERASED = 9
ORDER = Order("the schedule of a bench", "bench")


def main(weeks: tuple[int, ...] = (52, 520)) -> None:
    """Print the figures."""
    for each in weeks:
        asyncio.run(_measure(each))


async def _measure(weeks: int) -> None:
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        folder = Path(name)
        keys_url = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
        table = await a_table(databases.sqlite_url(folder), keys_url)
        await build(table, CASES, weeks)
        print(f"{CASES} cases of {weeks} weeks")
        await _print("erased by hand, with its audit", table, 1, _by_hand)
        await _print("the key and the rows alone", table, 1 + ERASED, _rows)
        await table.database.close()


async def _by_hand(table: Table, code: str) -> None:
    await erase_case(table.database, code, ORDER)


async def _rows(table: Table, code: str) -> None:
    async with table.database.reading(table.clock()) as tx:
        case = await tx.cases.by_code(code)
        owners: list[UUID] = [*await erasing.only_here(tx, case.id), case.id]
    await erasing.destroy(table.database, owners, table.clock())


async def _print(what: str, table: Table, first: int, erase: Erase) -> None:
    processor, wall = [], []
    for number in range(first, first + ERASED):
        began, at = time.process_time(), time.perf_counter()
        await erase(table, f"{number:06}")
        processor.append(1000 * (time.process_time() - began))
        wall.append(1000 * (time.perf_counter() - at))
    print(
        f"  {what}: processor median {median(processor):.0f} ms, most "
        f"{max(processor):.0f}; wall median {median(wall):.0f} ms, most {max(wall):.0f}"
    )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (52, 520))
