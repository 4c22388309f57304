"""Threat 16: what one parent sees does not depend on what the other one does.

Two worlds that differ in everything of the father that is not shared by the table
(what he writes for the case manager, presses, reads, where he is reached, whether he
is there at all) are played side by side; the mother's must be the same to the byte.
"""

import re
from dataclasses import replace
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from casework.disclosure import Audience
from casework.people import Hours
from casework.roles import Role
from handlers import feeds
from handlers.turn import Turn
from tests import happened
from tests.asked import begin_rhythm, change_person
from tests.provision import databases
from tests.table import Table, a_table, at

LOOKS = (
    "/status",
    "/summary",
    "/network",
    "/plan",
    "/readers",
    "/tasks",
    "/minutes",
    "/mydata",
    "/settings",
    "/where",
    "/calendar",
)


async def a_family(folder: Path) -> Table:
    keys = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
    folder.mkdir()  # noqa: ASYNC240 - once, before anything runs
    table = await a_table(databases.sqlite_url(folder), keys)
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("kati", "Kati Kask", case, Role.PARENT)
    await table.seat("peeter", "Peeter Kask", case, Role.PARENT)
    await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
    for who in ("kati", "peeter", "jaan"):
        await begin_rhythm(table, who)
    goal = happened.a_goal(table.members["mari"], "Reads aloud", at("2026-11-02 10:00"))
    jaan = table.members["jaan"]
    update = happened.an_update(jaan, goal, at("2026-11-12 15:00"), "Two pages today")
    await happened.keep(table, goal, update)
    return table


async def busy_father(table: Table) -> None:
    """He writes, for the case manager; he is elsewhere, and hurt."""
    peeter = table.members["peeter"]
    told = at("2026-11-21 19:00")
    await change_person(
        table,
        "peeter",
        phone="5550 1111",
        email="peeter@example.com",
        organisation="Harbour",
        language="ru",
        hours=replace(Hours(), opens=Hours().closes.replace(hour=9)),
    )
    await happened.keep(
        table,
        happened.an_answer(peeter, told, "I will not come home", Audience.MANAGER),
        happened.an_obstacle(
            peeter, told, "They shut me out", audience=Audience.MANAGER
        ),
    )
    for command in ("/summary", "/readers", "/network", "/away 1.12.2026"):
        await table.say("peeter", command)


async def mothers_days(table: Table) -> list[bytes]:
    """Return everything that reaches the mother in ten days in which she looks."""
    for moment in ("2026-11-27 12:00", "2026-12-04 12:00"):
        await table.until(at(moment))
        for look in LOOKS:
            await table.say("kati", look)
    shown = [repr(replace(b.text, buttons=())) for b in table.screen("kati")]
    buttons = [[x.label for x in b.text.buttons] for b in table.screen("kati")]
    async with table.database.reading(table.clock()) as tx:
        secret = table.last("kati").rpartition("/feed/")[2].partition(".ics")[0]
        turn = Turn(tx, table.clock(), table.assistant.parts.office)
        feed = await feeds.feed(turn, secret) if secret else b""
    await table.database.close()
    # The two digits that prove who asks for their data are drawn.
    told = [re.sub(r"number \d\d", "number", each) for each in shown]
    return [*(each.encode() for each in told), repr(buttons).encode(), feed or b""]


def _id(number: int) -> UUID:
    return UUID(int=number)


async def test_threat_16_nothing_of_one_parent_shows_in_what_the_other_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for is_busy in (False, True):
        # In what order names are listed depends on ids, which are drawn.
        monkeypatch.setattr("casework.ids.uuid4", map(_id, count(1)).__next__)
        table = await a_family(tmp_path / f"busy-{is_busy}")
        if is_busy:
            await busy_father(table)
        shown.append(await mothers_days(table))
    alone, beside = shown

    assert len(alone) > len(LOOKS)
    assert alone == beside
