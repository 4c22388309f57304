"""All at eight: `python -m bench.prompts [--people N] [--charged]`.

Everybody has a prompt due at 08:00, on Telegram, through the limits of the test server,
in virtual time: the real postman, outbox, pace and adapter, no HTTP. Prints which share
of the 30 a second that Telegram allows was used, what was refused, and the memory.
With `--charged` the processor that the program uses passes as time, too.
"""

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import psutil

from bench._people import FIRST_CHAT, with_prompts
from bench._wire import Wire, client_on
from bot.app import Assistant, Parts
from bot.languages import Languages
from bot.networks.telegram.network import Telegram, Timing
from bot.networks.telegram.pace import Pace
from bot.wording.places import Places
from casework.privacy import Privacy
from storage.database import Database
from storage.keys import MasterKeys
from tests.provision import databases
from tests.table import a_table, an_office, at
from tests.virtual_time import VirtualLoop

PEOPLE = 50_000
ALLOWED = 30.0
"""Calls a second that Telegram lets through for one token."""
EIGHT = at("2026-11-30 08:00")
_LOOKS = 20
"""How often the memory is looked at while they leave."""


@dataclass(slots=True)
class Figures:
    """What one run has shown."""

    people: int
    came: list[float] = field(default_factory=list)
    refused: int = 0
    chats_too_fast: int = 0
    processor: float = 0.0
    memory: list[float] = field(default_factory=list)

    @property
    def lasted(self) -> float:
        """Seconds of virtual time from the first to the last."""
        return self.came[-1] - self.came[0]

    @property
    def share(self) -> float:
        """Which part of the allowed rate was used over the whole time."""
        return (len(self.came) - 1) / self.lasted / ALLOWED

    @property
    def worst_minute(self) -> float:
        """The same in the minute in which the fewest left."""
        first, last = self.came[0], self.came[-1]
        starts = [first + 60 * n for n in range(int((last - first) // 60))]
        counts = [
            bisect_left(self.came, t + 60) - bisect_left(self.came, t) for t in starts
        ]
        return min(counts, default=0) / 60 / ALLOWED


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.prompts")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--charged", action="store_true")
    wish = parser.parse_args(arguments)
    _print(measured(wish.people, charged=wish.charged))


def measured(people: int, *, charged: bool = False) -> Figures:
    """Lay a database in a process of its own, let all prompts leave, and measure."""
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn) as other:
            other.submit(lay, name, people).result()
        return play(name, Figures(people), charged=charged)


def lay(folder: str, people: int) -> None:
    """Lay a database of so many people with a prompt each."""

    async def laid() -> None:
        table = await a_table(*_urls(Path(folder)), now=EIGHT - timedelta(days=1))
        await with_prompts(table, people, EIGHT)
        await table.database.close()

    asyncio.run(laid())


def play(
    folder: str,
    figures: Figures,
    pauses: Mapping[int, int] = MappingProxyType({}),
    *,
    charged: bool = False,
) -> Figures:
    """Let everything leave that waits in the database of a folder, from 08:00 on."""
    loop = VirtualLoop(charged=charged)
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        wire = Wire(range(FIRST_CHAT, FIRST_CHAT + figures.people), pauses)
        runner.run(_measure(loop, Path(folder), wire, figures))
    figures.came = wire.came
    figures.refused = sum(wire.too_many_in.values())
    figures.chats_too_fast = len(wire.too_many_in)
    return figures


def _urls(folder: Path) -> tuple[str, str]:
    return databases.sqlite_url(folder), f"sqlite+aiosqlite:///{folder / 'keys.db'}"


async def _measure(
    loop: VirtualLoop, folder: Path, wire: Wire, figures: Figures
) -> None:
    database = Database.at(*_urls(folder), MasterKeys({1: b"k" * 32}))
    loop.watch(database.engine)
    loop.watch(database.keys.engine)
    await database.prepare()
    timing = Timing(loop.time, asyncio.sleep)
    languages = Languages(ZoneInfo("Europe/Tallinn"))
    parts = Parts(
        database=database,
        office=replace(an_office(), privacy={"telegram": Privacy.OPEN}),
        places=Places("https://laud.example"),
        networks=[Telegram(client_on(wire), languages, timing, Pace())],
        clock=loop.clock(EIGHT),
    )
    began = time.process_time()
    running = asyncio.create_task(Assistant(parts).run())
    await _until_all_came(wire, figures)
    figures.processor = time.process_time() - began
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await database.close()


async def _until_all_came(wire: Wire, figures: Figures) -> None:
    """Wait until everybody has theirs, looking at the memory on the way."""
    process = psutil.Process()
    step = max(1, figures.people // _LOOKS)
    while wire.count < figures.people:
        await asyncio.sleep(1)
        while len(figures.memory) <= wire.count // step:
            figures.memory.append(process.memory_info().rss / 1e6)


def _print(figures: Figures) -> None:
    memory = figures.memory
    middle = memory[len(memory) // 2]
    a_prompt = 1000 * figures.processor / figures.people
    print(
        f"{figures.people} prompts, all left after {figures.lasted:.0f} s of virtual time"
    )
    print(
        f"  {figures.share:.2%} of the allowed rate over the whole time (aim 99 %), "
        f"{figures.worst_minute:.2%} in the slowest minute"
    )
    print(
        f"  {figures.refused} refused as too many (aim 0), "
        f"in {figures.chats_too_fast} chats (aim 0)"
    )
    print(f"  {figures.processor:.0f} s of processor, {a_prompt:.1f} ms a prompt")
    print(
        f"  memory {memory[1]:.0f} MB once begun, {middle:.0f} MB in the middle, "
        f"{memory[-1]:.0f} MB in the end"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
