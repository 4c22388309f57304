"""How long /status and the Monday digest take: `python -m bench.reading [cases …]`.

For a case manager of 40 cases, in a database of 100 and of 10,000 cases with a
year of weekly answers. The second should take at most twice the first. Counted
in milliseconds of processor, which a busy machine disturbs less than the wall.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

from bench._town import build
from tests.provision import databases
from tests.table import Table, a_table, at

RUNS = 5


def main(sizes: tuple[int, ...] = (100, 10_000)) -> None:
    """Print the figures."""
    for cases in sizes:
        asyncio.run(_measure(cases))


async def _measure(cases: int) -> None:
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        folder = Path(name)
        keys_url = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
        table = await a_table(databases.sqlite_url(folder), keys_url)
        began = time.perf_counter()
        await build(table, cases)
        size = _megabytes(folder)
        made = time.perf_counter() - began
        print(f"{cases} cases: made in {made:.0f} s, {size:.0f} MB")
        await table.say("mari", "/start")
        await _print("/status, all cases", lambda: table.say("mari", "/status"))
        await _print("/status, one case", lambda: table.say("mari", "/status 000007"))
        await _print("/help, for comparison", lambda: table.say("mari", "/help"))
        await _digest(table)
        await table.database.close()


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


async def _digest(table: Table) -> None:
    table.clock.set(at("2026-11-30 08:29"))
    await table.assistant.settle()
    before = len(table.texts("mari"))
    began = time.process_time()
    await table.until(at("2026-11-30 08:31"))
    taken = 1000 * (time.process_time() - began)
    came = len(table.texts("mari")) - before
    print(f"  Monday digest ({came} message): {taken:.0f} ms")


async def _print(what: str, do: Callable[[], Awaitable[object]]) -> None:
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        await do()
        taken.append(1000 * (time.process_time() - began))
    print(f"  {what}: median {median(taken):.0f} ms, first {taken[0]:.0f} ms")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (100, 10_000))
