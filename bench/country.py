"""A country's eight o'clock on PostgreSQL: `python -m bench.country [--cases N] [1 2 4]`.

Seven people a case, all asked at 08:00. One, two and four processes take turns at that one
heap of prompts, each turn ending after so many seconds, so that each works on a database
of the full size. With fewer cores than processes and a server beside them, more processes
cannot help: the processor per prompt, the server's counted too, says what another machine
would bring, the wall what this one does.
"""

import argparse
import asyncio
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import psutil

from bench._city import EIGHT, IN_A_CASE, Crowd, lay
from bench._places import folder_for_servers
from bot.app import Assistant
from tests.provision import NotHere, databases, postgres
from tests.table import a_table

CASES = 10_000
PROCESSES = (1, 2, 4)
SECONDS = 60.0
_ROUNDS = 2
_IDLE = 3
"""Looks in a row without anything due after which a process believes it is over."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one process delivered in its turn, and what it took."""

    shown: int
    worked: float
    wall: float


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.country")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each turn")
    parser.add_argument("processes", type=int, nargs="*", default=PROCESSES)
    wish = parser.parse_args(arguments)
    with folder_for_servers() as folder:
        try:
            server = postgres.find_url(folder)
        except NotHere as reason:
            print(reason)
            return
        try:
            asyncio.run(_country(server, folder, wish))
        finally:
            postgres.stop(folder)


async def _country(server: str, folder: Path, wish: argparse.Namespace) -> None:
    keys = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
    async with databases.fresh_postgresql(server) as url:
        began = time.process_time()
        table = await a_table(url, keys)
        await lay(table, wish.cases)
        await table.database.close()
        taken = time.process_time() - began
        due = wish.cases * IN_A_CASE
        print(f"{wish.cases} cases, PostgreSQL, {os.cpu_count()} cores; {due} due")
        print(f"  laid in {taken:.0f} s of processor", flush=True)
        for _ in range(_ROUNDS):
            for processes in wish.processes:
                await _turn(processes, url, keys, wish.seconds)


async def _turn(processes: int, url: str, keys: str, seconds: float) -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
        gate = time.time() + 5 + 3 * processes  # noqa: TID251 - for all the same
        before = _of_server()
        loop = asyncio.get_running_loop()
        part = partial(part_of, url, keys, gate, seconds)
        parts = await asyncio.gather(
            *(loop.run_in_executor(pool, part) for _ in range(processes))
        )
    _print(parts, _of_server() - before)


def _of_server() -> float:
    """Return the seconds of processor that PostgreSQL's processes have used so far.

    Those that have ended are counted with their parent.
    """
    return sum(
        sum(each.cpu_times()[:4])
        for each in psutil.process_iter(["name"])
        if each.info["name"] == "postgres"
    )


def part_of(url: str, keys: str, gate: float, seconds: float) -> Part:
    """Be one of the processes, from a moment on, for so many seconds."""
    return asyncio.run(_part(url, keys, gate, seconds))


async def _part(url: str, keys: str, gate: float, seconds: float) -> Part:
    table, crowd = await a_table(url, keys, now=EIGHT), Crowd()
    assistant = Assistant(replace(table.assistant.parts, networks=[crowd]))
    await asyncio.sleep(max(0.0, gate - time.time()))  # noqa: TID251 - likewise
    worked, began = time.process_time(), time.perf_counter()
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await _until_over(assistant, crowd)
    part = Part(crowd.shown, time.process_time() - worked, time.perf_counter() - began)
    await table.database.close()
    return part


async def _until_over(assistant: Assistant, crowd: Crowd) -> None:
    idle = 0
    while idle < _IDLE:
        before = crowd.shown
        await assistant.settle()
        idle = 0 if crowd.shown > before else idle + 1
        await asyncio.sleep(0.05 * idle)


def _print(parts: list[Part], server: float) -> None:
    shown = sum(part.shown for part in parts)
    if not shown:
        print("  nothing was due any more")
        return
    wall = max(part.wall for part in parts)
    ours = sum(part.worked for part in parts)
    print(
        f"  {len(parts)} process(es): {shown} prompts, {shown / wall:.1f} a second on the "
        f"wall; of processor each {1000 * ours / shown:.0f} ms ours, "
        f"{1000 * server / shown:.0f} ms the server's",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
