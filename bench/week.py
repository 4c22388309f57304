"""Memory over a week of casework: `python -m bench.week [--cases N]`.

Everybody is asked on Monday at eight; every second person answers, the others are
reminded and become tasks. Nobody restarts the program.
"""

import argparse
import asyncio
import gc
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import psutil

from bench._city import EIGHT, Crowd, all_answer, town, until
from bot.app import Assistant
from tests.provision import databases

CASES = 100
DAYS = 8
QUESTIONS = 3


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.week")
    parser.add_argument("--cases", type=int, default=CASES)
    asyncio.run(_week(parser.parse_args(arguments).cases))


async def _week(cases: int) -> None:
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        folder = Path(name)
        url = databases.sqlite_url(folder)
        async with town(url, folder, cases) as (table, assistant, crowd):
            _print("Monday before eight", crowd.shown)
            for day in range(DAYS):
                await until(assistant, EIGHT + timedelta(days=day), table)
                await _half_answers(assistant, crowd)
                await until(assistant, EIGHT + timedelta(days=day, hours=12), table)
                _print(f"evening of day {day + 1}", crowd.shown)


async def _half_answers(assistant: Assistant, crowd: Crowd) -> None:
    for address in sorted(crowd.tokens)[1::2]:
        del crowd.tokens[address]
    for _ in range(QUESTIONS):
        await all_answer(assistant, crowd)


def _print(when: str, shown: int) -> None:
    gc.collect()
    megabytes = psutil.Process().memory_info().rss / 1e6
    print(f"  {when}: {megabytes:.0f} MB, {shown} messages so far")


if __name__ == "__main__":
    main(sys.argv[1:])
