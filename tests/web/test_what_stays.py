"""A page asks anew what may still be seen there, as delivery would: of all of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.cases import CaseStatus
from casework.disclosure import InfoClass
from casework.roles import Role
from tests import happened
from tests.phones.http import HttpShop
from tests.phones.pages import a_table_of_pages
from tests.provision import databases
from tests.table import Table, at


@pytest.fixture
async def pages(tmp_path: Path) -> AsyncIterator[Table]:
    """A case manager, a mother and a teacher with a task, each before their own page."""
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    url = databases.sqlite_url(tmp_path)
    async with a_table_of_pages(url, keys_url, HttpShop()) as table:
        await table.manager("mari", "Mari Maasikas")
        case = await table.case("mari")
        await table.seat("kati", "Kati Kask", case, Role.PARENT)
        await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
        goal = happened.a_goal(
            table.members["mari"], "Reads aloud", at("2026-11-02 10:00")
        )
        day = at("2026-12-20 10:00").date()
        task = happened.an_activity(table.members["jaan"], goal, "Reading corner", day)
        await happened.keep(table, goal, task)
        yield table
        await table.database.close()


async def limited(table: Table, who: str, *kinds: InfoClass) -> None:
    """Something is kept from somebody from now on."""
    async with table.database.reading(table.clock()) as tx:
        member = await tx.members.get(table.members[who].id)
    await happened.keep(table, replace(member, sharing_limit=frozenset(kinds)))
    await table.phones.look(table)


async def test_a_plan_goes_from_the_page_with_the_right_to_others_activities(
    pages: Table,
) -> None:
    for kind in (InfoClass.TASKS_ALL, InfoClass.NETWORK):
        await limited(pages, "kati")
        await pages.say("kati", "/plan")
        assert "Reading corner" in pages.last("kati")
        assert "Jaan Jõgi" in pages.last("kati")

        await limited(pages, "kati", kind)

        assert "Reading corner" not in " ".join(pages.texts("kati"))
        assert "Jaan Jõgi" not in " ".join(pages.texts("kati"))
    await pages.say("kati", "/plan")
    assert "Reads aloud" in pages.last("kati")


async def test_of_a_closed_case_a_page_shows_nothing_but_to_who_led_it(
    pages: Table,
) -> None:
    for who in ("mari", "kati", "jaan"):
        await pages.say(who, "/status K7-4F2Q")
        assert "Reads aloud" in pages.last(who)
    async with pages.database.reading(pages.clock()) as tx:
        case = await tx.cases.get(pages.members["mari"].case)

    # As if the closing had let nobody go yet.
    await happened.keep(pages, replace(case, status=CaseStatus.CLOSED))
    await pages.phones.look(pages)

    assert "Reads aloud" in " ".join(pages.texts("mari"))
    for who in ("kati", "jaan"):
        assert "Reads aloud" not in " ".join(pages.texts(who))


async def test_the_overview_goes_from_the_page_of_who_leads_a_case_no_longer(
    pages: Table,
) -> None:
    await pages.manager("piret", "Piret Pihlak")
    await pages.case("piret", "B3-9XWM")
    other = pages.members["piret"].case
    async with pages.database.reading(pages.clock()) as tx:
        case = await tx.cases.get(other)
    await pages._join("mari", case, pages.people["mari"], Role.DEPUTY)
    deputy = pages.members["mari"]
    await pages.say("mari", "/status")
    assert "B3-9XWM" in pages.last("mari")

    await happened.keep(pages, replace(deputy, role=Role.CHILD_PROTECTION_WORKER))
    await pages.phones.look(pages)

    assert "B3-9XWM" not in " ".join(pages.texts("mari"))
