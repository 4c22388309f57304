"""Two processes under one token: one works, and the other takes over when it dies."""

import asyncio
import time
from pathlib import Path

from tests.telegram_network.program import make_key, running
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

STRANGERS = 6
STARTS = 150
"""Seconds two programs may take to start on a busy machine."""
TAKES_OVER = 30
"""Seconds; it looks every second, and begins with the menus."""
LEADING = '"what": "leading"'


def answered(person: Person) -> int:
    return sum("by invitation" in text for text in person.texts())


async def ask(world: TelegramWorld, people: list[Person], within: float) -> None:
    for person in people:
        person.start("not-an-invitation")
    await world.until(lambda: all(map(answered, people)), within=within)


async def test_one_of_two_works_and_the_other_takes_over_when_it_is_killed(
    tmp_path: Path, postgresql_url: str
) -> None:
    world = TelegramWorld(floods=False)
    key = await make_key(tmp_path)
    people = [world.user(f"Stranger {n}", lang="en") for n in range(2 * STRANGERS)]
    shared = {"UMARLAUD_DATABASE_URL": postgresql_url}
    async with (
        TelegramServer(world) as server,
        running(server, tmp_path, key, **shared) as first,
        running(server, tmp_path, key, **shared) as second,
    ):
        both = (first, second)
        await asyncio.gather(*(each.logs('"started"', STARTS) for each in both))
        await ask(world, people[:STRANGERS], STARTS)
        leader, other = both if LEADING in first.log else (second, first)
        assert LEADING not in other.log

        leader.process.kill()
        killed_at = time.monotonic()
        await ask(world, people[STRANGERS:], TAKES_OVER)
        print(f"taken over in {time.monotonic() - killed_at:.1f} s")

        await other.logs(LEADING, within=1)
        assert "CONFLICT" not in (first.log + second.log).upper()
    assert [answered(person) for person in people] == [1] * (2 * STRANGERS)
