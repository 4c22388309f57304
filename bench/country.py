"""A country's eight o'clock on PostgreSQL: `python -m bench.country [--cases N] [1 2 4]`.

Seven people a case, all asked at 08:00, by one, two and four processes that share one
database. Each run has a database of its own. With fewer cores than processes and a
server beside them, more processes cannot help: the processor per prompt says what one
more machine would bring, the wall what this one does.
"""

import argparse
import asyncio
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench._city import EIGHT, Crowd, lay
from bench._places import folder_for_servers
from bot.app import Assistant
from tests.provision import NotHere, databases, postgres
from tests.table import a_table

CASES = 10_000
PROCESSES = (1, 2, 4)
_IDLE = 3
"""Looks in a row without anything due after which a process believes it is over."""


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.country")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("processes", type=int, nargs="*", default=PROCESSES)
    wish = parser.parse_args(arguments)
    sample = "" if wish.cases == CASES else f", a sample of {CASES}"
    print(f"{wish.cases} cases{sample}, PostgreSQL, {os.cpu_count()} cores")
    with folder_for_servers() as folder:
        try:
            server = postgres.find_url(folder)
        except NotHere as reason:
            print(reason)
            return
        try:
            for processes in wish.processes:
                asyncio.run(_shared(server, folder, wish.cases, processes))
        finally:
            postgres.stop(folder)


async def _shared(server: str, folder: Path, cases: int, processes: int) -> None:
    keys = f"sqlite+aiosqlite:///{folder / f'keys-{processes}.db'}"
    async with databases.fresh_postgresql(server) as url:
        table = await a_table(url, keys)
        await lay(table, cases)
        await table.database.close()
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
            gate = time.time() + 10 + 5 * processes  # noqa: TID251 - for all the same
            loop = asyncio.get_running_loop()
            parts = await asyncio.gather(
                *(
                    loop.run_in_executor(pool, part_of, url, keys, gate)
                    for _ in range(processes)
                )
            )
    _print(processes, parts)


def part_of(url: str, keys: str, gate: float) -> tuple[int, float, float]:
    """Be one of the processes; return what it delivered, its processor, its wall."""
    return asyncio.run(_part(url, keys, gate))


async def _part(url: str, keys: str, gate: float) -> tuple[int, float, float]:
    table, crowd = await a_table(url, keys, now=EIGHT), Crowd()
    assistant = Assistant(replace(table.assistant.parts, networks=[crowd]))
    await asyncio.sleep(max(0.0, gate - time.time()))  # noqa: TID251 - likewise
    worked, began, idle = time.process_time(), time.perf_counter(), 0
    ended = began
    while idle < _IDLE:
        before = crowd.shown
        await assistant.settle()
        idle = 0 if crowd.shown > before else idle + 1
        ended = ended if idle else time.perf_counter()
        await asyncio.sleep(0.05 * idle)
    await table.database.close()
    return crowd.shown, time.process_time() - worked, ended - began


def _print(processes: int, parts: list[tuple[int, float, float]]) -> None:
    shown = sum(part[0] for part in parts)
    wall = max(part[2] for part in parts)
    worked = 1000 * sum(part[1] for part in parts) / shown
    each = ", ".join(f"{n / max(t, 0.001):.1f}" for n, _, t in parts)
    print(
        f"  {processes} process(es): {shown} prompts, {shown / wall:.1f} a second on the "
        f"wall ({each}), {worked:.0f} ms of processor each, the server's not counted"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
