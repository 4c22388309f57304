"""Our program beside two bare echo bots, on one test server: `python -m bench telegram`.

Ours takes a pressed button of a check-in: fetched, told from a repeat, decided,
committed, the finger told, the old question frozen, the next one sent. The others send
back what they got. Each runs in a process of its own; the server and the people are here.
`python -m bench.telegram profile` says where our time goes.
"""

import asyncio
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil

from bench._on_telegram import laid_table
from casework.roles import Role
from tests.asked import begin_rhythm
from tests.table import MONDAY, Table, at
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

RUNS = 5
PEOPLE = 25
LABELS = ("Hard", "I manage", "Yes")
WORDS = ("good morning", *(f"good day {number}" for number in range(10)))
PATIENCE = 600
ASKED = at("2026-11-29 18:00")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run of one bot showed."""

    a_second: float
    processor: float
    """Milliseconds per answer."""
    memory: float
    start: float
    """Seconds of processor until it asks for updates: the wall says less."""


def main() -> None:
    """Print the medians; or, asked for it, where our time goes."""
    asyncio.run(_profile() if sys.argv[1:] == ["profile"] else _beside_each_other())


async def _beside_each_other() -> None:
    found: dict[str, list[Figures]] = {"ours": [], "aiogram": [], "ptb": []}
    async with _a_place() as place:
        for number in range(RUNS):
            for name, figures in found.items():
                figures.append(await place.measured(name, number))
    for name, figures in found.items():
        _print(name, figures)


async def _profile() -> None:
    async with _a_place() as place:
        await place.measured("profiled", 0)


def _print(name: str, runs: list[Figures]) -> None:
    def median(of: Callable[[Figures], float]) -> float:
        return statistics.median(map(of, runs))

    print(
        f"{name}: {median(lambda f: f.a_second):.0f} answers/s; per answer "
        f"{median(lambda f: f.processor):.1f} ms of processor; "
        f"{median(lambda f: f.memory):.0f} MB; "
        f"asks for updates after {median(lambda f: f.start):.1f} s of processor "
        f"(medians of {len(runs)})"
    )


@dataclass(slots=True)
class Place:
    """The server, the people, and our own database, laid before."""

    world: TelegramWorld
    server: TelegramServer
    table: Table
    folder: Path
    people: list[Person]

    async def measured(self, name: str, number: int) -> Figures:
        """Start a bot, let everybody write once to warm it up, and measure the rest."""
        moment = ASKED + timedelta(weeks=number)
        if name not in {"aiogram", "ptb"}:
            await self.table.assistant.live_until(moment, self.table.clock)
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench._bots", name, self.server.url),
            *(self.world.bot.token, str(self.folder), moment.isoformat()),
        )
        try:
            await self.world.until(lambda: self.world.polling.is_open, within=PATIENCE)
            start = _worked(psutil.Process(bot.pid))
            echoes = name in {"aiogram", "ptb"}
            first, *rounds = WORDS if echoes else LABELS
            await self._all_write(first)
            if name == "profiled":
                bot.send_signal(signal.SIGUSR1)
            return await self._measured(bot.pid, rounds, start)
        finally:
            bot.send_signal(signal.SIGTERM)
            await bot.wait()
            self.world.polling.end()

    async def _measured(self, pid: int, rounds: list[str], start: float) -> Figures:
        process = psutil.Process(pid)
        worked, began = _worked(process), time.perf_counter()
        for words in rounds:
            await self._all_write(words)
        answers = len(rounds) * len(self.people)
        seconds = time.perf_counter() - began
        return Figures(
            answers / seconds,
            1000 * (_worked(process) - worked) / answers,
            process.memory_info().rss / 1e6,
            start,
        )

    async def _all_write(self, words: str) -> None:
        """Let everybody press or write this, and wait until all have an answer."""
        before = {}
        for person in self.people:
            if words in LABELS:
                before[person] = _from_bot(person)
                person.press(person.last_from_bot(), words)
            else:
                person.send(words)
                before[person] = _from_bot(person)

        def all_answered() -> bool:
            for person in [p for p, had in before.items() if _from_bot(p) > had]:
                del before[person]
            return not before

        await self.world.until(all_answered, within=PATIENCE)


@asynccontextmanager
async def _a_place() -> AsyncIterator[Place]:
    world = TelegramWorld(floods=False)
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        async with TelegramServer(world) as server:
            token, folder = world.bot.token, Path(name)
            table, _, client = await laid_table(server.url, token, folder, MONDAY)
            people = await _seated(table, world)
            yield Place(world, server, table, folder, people)
            await client.close()
            await table.database.close()


async def _seated(table: Table, world: TelegramWorld) -> list[Person]:
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    people = []
    for number in range(PEOPLE):
        address = f"kati-{number}"
        person = await table.seat(address, "Kati Kask", case, Role.PARENT)
        await begin_rhythm(table, address)
        owner = world.user("Kati", started=True)
        async with table.database.transaction(table.clock()) as tx:
            await tx.addresses.bind("telegram", str(owner.id), person.id)
        people.append(owner)
    return people


def _from_bot(person: Person) -> int:
    bot = person.world.bot
    return sum(m.sender is bot for m in person.private_chat.messages.values())


def _worked(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


if __name__ == "__main__":
    main()
