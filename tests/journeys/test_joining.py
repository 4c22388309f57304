"""Somebody gets into a network: from the invitation to the welcome."""

from datetime import timedelta

import pytest

from tests.table import Table

pytestmark = pytest.mark.on_phones


async def invited(table: Table) -> str:
    await table.say("mari", "/invite")
    await table.say("mari", "Kati Kask")
    for label in ("parent", "family and friends", "no organisation"):
        await table.press("mari", label)
    await table.press("mari", "knows the child best")
    for label in ("required", "English"):
        await table.press("mari", label)
    return table.last("mari").rpartition("/join/")[2]


async def a_case(table: Table) -> None:
    await table.manager("mari", "Mari Maasikas")
    await table.say("mari", "/newcase")


async def test_a_mother_joins_and_the_case_manager_hears_of_it(table: Table) -> None:
    await a_case(table)
    token = await invited(table)

    await table.say("kati", start=token)
    await table.press("kati", "In English")
    assert "K7-4F2Q" not in " ".join(table.texts("kati"))
    await table.press("kati", "I have read this and will keep to it")

    assert "K7-4F2Q" in table.last("kati")
    assert table.last("mari") == "K7-4F2Q: a new member has joined (parent)."


async def test_a_used_link_tells_a_stranger_nothing(table: Table) -> None:
    await a_case(table)
    token = await invited(table)
    await table.say("kati", start=token)

    await table.say("stranger", start=token)
    await table.say("nobody", start="never-made")

    assert table.texts("stranger") == table.texts("nobody")
    assert "by invitation" in table.last("stranger")


async def test_a_link_works_for_seven_days(table: Table) -> None:
    await a_case(table)
    token = await invited(table)
    table.clock.set(table.clock() + timedelta(days=7))

    await table.say("kati", start=token)

    assert "by invitation" in table.last("kati")
