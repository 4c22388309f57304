"""How many answers a second one process handles: `python -m bench.answers`.

An answer is a pressed button or written words of a check-in, all the way:
received, kept, told from a repeat, decided, committed, the next question put
into the outbox, and that delivered to the console.
"""

import asyncio
import time
from dataclasses import dataclass

from bench._places import tables
from casework.roles import Role
from handlers.incoming import Incoming
from tests.asked import begin_rhythm
from tests.table import Table, at

PARENTS = 25
LABELS = ("Hard", "I manage", "Yes")


def main() -> None:
    """Print the figures."""
    asyncio.run(_measure())


async def _measure() -> None:
    async with tables() as found:
        for engine, table in found.items():
            await _seat(table)
            await table.until(at("2026-11-29 18:00"))
            (await _one_at_a_time(table)).print(f"{engine}, one at a time")
            await table.until(at("2026-12-06 18:00"))
            (await _all_at_once(table)).print(f"{engine}, {PARENTS} waiting at once")


async def _seat(table: Table) -> None:
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    for number in range(PARENTS):
        address = f"kati-{number}"
        await table.seat(address, "Kati Kask", case, Role.PARENT)
        await begin_rhythm(table, address)


async def _one_at_a_time(table: Table) -> "Stopwatch":
    watch = Stopwatch()
    for number in range(PARENTS):
        for label in LABELS:
            await table.receive(_press(table, f"kati-{number}", label))
            watch.answers += 1
    watch.stop()
    return watch


async def _all_at_once(table: Table) -> "Stopwatch":
    watch = Stopwatch()
    for label in LABELS:
        for number in range(PARENTS):
            address = f"kati-{number}"
            await table.assistant.receive(_press(table, address, label))
            watch.answers += 1
        await table.assistant.settle()
    watch.stop()
    return watch


def _press(table: Table, address: str, label: str) -> Incoming:
    bubble = next(b for b in reversed(table.screen(address)) if b.tokens)
    labels = [b.label for b in bubble.text.buttons if b.action]
    token = bubble.tokens[labels.index(label)]
    return Incoming(network="console", key=token, address=address, pressed=token)


@dataclass(slots=True)
class Stopwatch:
    """Time on the wall and on the processor since it was made."""

    answers: int = 0
    wall: float = 0
    processor: float = 0

    def __post_init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        """Keep what has passed."""
        self.wall = time.perf_counter() - self.wall
        self.processor = time.process_time() - self.processor

    def print(self, what: str) -> None:
        """Print answers per second and the milliseconds that one takes."""
        print(
            f"{what}: {self.answers / self.wall:.0f} answers/s; per answer "
            f"{1000 * self.processor / self.answers:.1f} ms of processor, "
            f"{1000 * self.wall / self.answers:.1f} ms in all"
        )


if __name__ == "__main__":
    main()
