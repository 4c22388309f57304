"""Ephemeral messages: who may be whispered to, for how long, and who sees it."""

import pytest

from tests.conformance.conftest import Raw
from tests.telegram_server.groups import Group
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld

KEYBOARD = {"inline_keyboard": [[{"text": "Seis", "callback_data": "status"}]]}


@pytest.fixture
def group(world: TelegramWorld, mari: Person, kati: Person) -> Group:
    return world.supergroup("Meeskond", owner=mari, members=[kati])


async def test_within_fifteen_seconds_of_a_press(
    world: TelegramWorld, raw: Raw, group: Group, mari: Person, kati: Person
) -> None:
    await raw("sendMessage", chat_id=group.id, text="Küsi", reply_markup=KEYBOARD)
    query = kati.press(kati.last(group), "Seis")
    to_kati = {"receiver_user_id": kati.id, "callback_query_id": query.id}
    say = {"chat_id": group.id, "text": "vaikselt"}
    world.advance(15)
    sent = await raw("sendMessage", **say, ephemeral_message_parameters=to_kati)
    assert sent["result"]["message_id"] == 0
    to_mari = {"receiver_user_id": mari.id, "callback_query_id": query.id}
    other = await raw("sendMessage", **say, ephemeral_message_parameters=to_mari)
    assert other["error_code"] == 400
    world.advance(1)
    late = await raw("sendMessage", **say, ephemeral_message_parameters=to_kati)
    assert late["error_code"] == 400
    assert world.who_saw("vaikselt") == {"Kati"}
    assert [seen.text for seen in kati.sees_alone(group)] == ["vaikselt"]
    assert "vaikselt" not in kati.texts(group)


async def test_an_ephemeral_command_is_seen_by_nobody_else(
    world: TelegramWorld, raw: Raw, group: Group, mari: Person, kati: Person
) -> None:
    status = {"command": "status", "description": "Seis", "is_ephemeral": True}
    await raw("setMyCommands", commands=[status])
    kati.send("/status", group)
    assert "/status" not in mari.texts(group)
    assert [seen.text for seen in kati.sees_alone(group)] == ["/status"]
    heard = (await raw.updates())[-1]["message"]
    answer = await raw(
        "sendMessage",
        chat_id=group.id,
        text="hästi",
        reply_parameters={"ephemeral_message_id": heard["ephemeral_message_id"]},
        ephemeral_message_parameters={"receiver_user_id": kati.id},
    )
    assert answer["ok"]


async def test_in_place_of_the_message_pressed(
    world: TelegramWorld, raw: Raw, group: Group, mari: Person, kati: Person
) -> None:
    await raw("sendMessage", chat_id=group.id, text="Küsi", reply_markup=KEYBOARD)
    query = kati.press(kati.last(group), "Seis")
    instead = {
        "receiver_user_id": kati.id,
        "callback_query_id": query.id,
        "replace_callback_query_message": True,
    }
    say = {"chat_id": group.id, "text": "sulle"}
    await raw("sendMessage", **say, ephemeral_message_parameters=instead)
    assert "Küsi" not in kati.texts(group)
    assert "Küsi" in mari.texts(group)


async def test_delivery_is_not_guaranteed(
    world: TelegramWorld, raw: Raw, group: Group, kati: Person
) -> None:
    group.promote(world.bot)
    kati.offline = True
    to_kati = {"receiver_user_id": kati.id}
    sent = await raw(
        "sendMessage",
        chat_id=group.id,
        text="kadus",
        ephemeral_message_parameters=to_kati,
    )
    assert sent["ok"]
    assert kati.sees_alone(group) == []
    assert world.who_saw("kadus") == set()


async def test_not_in_private_chats_and_not_for_polls(
    world: TelegramWorld, raw: Raw, group: Group, kati: Person
) -> None:
    to_kati = {"receiver_user_id": kati.id}
    private = await raw(
        "sendMessage", chat_id=kati.id, text="?", ephemeral_message_parameters=to_kati
    )
    poll = await raw(
        "sendPoll",
        chat_id=group.id,
        question="?",
        options=["a"],
        ephemeral_message_parameters=to_kati,
    )
    assert not private["ok"]
    assert poll["ok"], "the real server ignores what it does not know"
    assert len(world.failures) == 2
    world.failures.clear()
