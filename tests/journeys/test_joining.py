"""Somebody gets into a network: from the invitation to the welcome."""

import asyncio
from datetime import timedelta

import pytest

from bot.inbox import Inbox
from handlers.incoming import Incoming
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
    await table.press("kati", "I have read this and agree")

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


async def test_fifty_at_once_with_one_link_give_one_member(table: Table) -> None:
    await a_case(table)
    token = await invited(table)
    for number in range(50):
        address = f"phone-{number}"
        await table.assistant.receive(
            Incoming(network="console", key=address, address=address, start=token)
        )
    parts = table.assistant.parts
    doors = [Inbox(parts.database, parts.office, parts.clock) for _ in range(5)]
    await asyncio.gather(*(door.work() for door in doors))
    await table.assistant.settle()

    screens = [" ".join(table.texts(f"phone-{number}")) for number in range(50)]
    assert sum("Which language" in screen for screen in screens) == 1
    assert sum("by invitation" in screen for screen in screens) == 49


async def test_what_a_manager_often_writes_becomes_a_button(table: Table) -> None:
    await a_case(table)
    for name in ("Jaan Jõgi", "Liis Lepik"):
        await table.say("mari", "/invite")
        await table.say("mari", name)
        for label in ("class teacher", "education"):
            await table.press("mari", label)
        if name == "Jaan Jõgi":
            await table.say("mari", "Põhjala kool")
        else:
            assert table.labels("mari")[:2] == ["Põhjala kool", "no organisation"]
            await table.press("mari", "Põhjala kool")
        assert table.labels("mari")[:2] == [
            "sees the child every day",
            "supports learning",
        ]
        await table.press("mari", "supports learning")
        for label in ("required", "Estonian"):
            await table.press("mari", label)
    await table.say("mari", "/network")
    assert table.last("mari").count("class teacher, Põhjala kool") == 2


async def test_a_new_link_ends_the_older_one(table: Table) -> None:
    await a_case(table)
    first = await invited(table)
    await table.say("mari", "/network")
    await table.press("mari", "Kati Kask")
    await table.press("mari", "New link")
    second = table.last("mari").rpartition("/join/")[2]
    await table.say("stranger", start=first)
    await table.say("kati", start=second)
    assert "by invitation" in table.last("stranger")
    assert "Which language" in table.last("kati")


async def test_who_comes_back_with_a_new_phone_needs_a_new_link(network: Table) -> None:
    await network.say("new phone", "Hello, it is Kati")
    assert "by invitation" in network.last("new phone")
    await network.say("mari", "/network")
    await network.press("mari", "Kati Kask")
    await network.press("mari", "New link")
    token = network.last("mari").rpartition("/join/")[2]
    await network.say("new phone", start=token)
    await network.press("new phone", "In English")
    assert "K7-4F2Q" not in " ".join(network.texts("new phone"))
    await network.press("new phone", "I have read this and agree")
    assert "K7-4F2Q" in " ".join(network.texts("new phone"))
