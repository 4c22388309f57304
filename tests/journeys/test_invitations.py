"""Invitations: one link, one person; few taps for what is usual."""

import asyncio

import pytest

from bot.inbox import Inbox
from handlers.incoming import Incoming
from tests.journeys.test_joining import a_case, invited
from tests.table import Table


@pytest.mark.at_console
async def test_fifty_at_once_with_one_link_give_one_member(table: Table) -> None:
    await a_case(table)
    token = await invited(table)
    for number in range(50):
        network, address = table.phones.place(table, f"phone-{number}")
        await table.assistant.receive(
            Incoming(
                network=network,
                key=address,
                address=address,
                start=token,
                language="en",
            )
        )
    parts = table.assistant.parts
    doors = [Inbox(parts.database, parts.office, parts.clock) for _ in range(5)]
    await asyncio.gather(*(door.work() for door in doors))
    await table.settle()

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
    number = network.last("new phone").rpartition("number ")[2][:2]
    assert number in network.last("mari")
    await network.say("new phone", "/status")
    assert "K7-4F2Q" not in " ".join(network.texts("new phone"))
    await network.press("mari", f"Yes, it is {number}")
    assert "from now on you are reached here" in network.last("new phone").lower()
    network.clear()
    await network.say("kati", "/status")
    assert "by invitation" in network.last("kati")
    await network.say("new phone", "/status")
    assert "K7-4F2Q" in network.last("new phone")
