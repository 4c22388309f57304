"""Two processes at once on PostgreSQL: each message once, each answer once."""

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.app import Assistant
from casework.notices import Apologise
from handlers.incoming import Incoming
from storage.database import Database
from storage.keys import MasterKeys
from tests.faults.points import Points, Screen
from tests.table import a_table

PEOPLE = 12


async def test_two_at_once_say_and_handle_everything_once(
    postgresql_url: str, tmp_path: Path
) -> None:
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    table = await a_table(postgresql_url, keys_url)
    people = [f"mari-{number}" for number in range(PEOPLE)]
    for who in people:
        await table.manager(who, "Mari Maasikas")
        async with table.database.transaction(table.clock()) as tx:
            for _ in range(3):
                await tx.outbox.add(Apologise(to=table.people[who].id))
        for text in ("/help", "/back"):
            await table.assistant.receive(
                Incoming(network="console", key=f"{who}{text}", address=who, text=text)
            )
    screen = Screen(Points(), shows_once=False)
    other = Database.at(postgresql_url, keys_url, MasterKeys({1: b"k" * 32}))
    await other.prepare()
    parts = replace(table.assistant.parts, networks=[screen])
    both = Assistant(parts), Assistant(replace(parts, database=other))

    await asyncio.gather(*(each.settle() for each in both))

    ids = [number for _, number, _ in screen.shown]
    assert len(ids) == len(set(ids)) == PEOPLE * 5
    for who in people:
        mine = [number for to, number, _ in screen.shown if to == who]
        assert mine == sorted(mine)
    await other.close()
    await table.database.close()
