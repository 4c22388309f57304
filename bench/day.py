"""A municipality's Monday morning: `python -m bench.day [--cases N]`.

Seven people a case, all asked at 08:00, all of whom answer three questions; a digest at
08:30 for every case manager; on SQLite, in one process, on a network that takes all at
once. The figure is the processor: an hour has 3,600 seconds of it.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from bench._city import EIGHT, Crowd, all_answer, processor_of, town, until
from bot.app import Assistant
from tests.provision import databases
from tests.table import Table, at

CASES = 1000
QUESTIONS = 3
NINE = at("2026-11-30 09:00")


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.day")
    parser.add_argument("--cases", type=int, default=CASES)
    asyncio.run(_morning(parser.parse_args(arguments).cases))


async def _morning(cases: int) -> None:
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        folder = Path(name)
        url = databases.sqlite_url(folder)
        async with town(url, folder, cases) as (table, assistant, crowd):
            print(f"{cases} cases, SQLite, one process ({_memory():.0f} MB)")
            worked = await _played(table, assistant, crowd)
    print(f"  {_memory():.0f} MB in the end")
    share = worked / 3600
    print(
        f"  in all {worked:.0f} s of processor: {share:.1%} of one core for that hour"
    )
    if cases != CASES:
        print(f"  a sample: {CASES} cases at that cost, {share * CASES / cases:.0%}")


async def _played(table: Table, assistant: Assistant, crowd: Crowd) -> float:
    whole = time.process_time()
    await until(assistant, EIGHT, table)
    _print("prompts made and delivered", crowd.shown, whole)
    began, answers = time.process_time(), 0
    for _ in range(QUESTIONS):
        answers += await all_answer(assistant, crowd)
    _print("answers, with what they bring", answers, began)
    began, before = time.process_time(), crowd.shown
    await until(assistant, NINE, table)
    _print("digests and what else came by nine", crowd.shown - before, began)
    return processor_of(whole)


def _print(what: str, number: int, began: float) -> None:
    worked = processor_of(began)
    each = 1000 * worked / max(1, number)
    print(f"  {number} {what}: {worked:.0f} s of processor, {each:.0f} ms each")


def _memory() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
