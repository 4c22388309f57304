"""Every update the world makes, read by both clients."""

from datetime import timedelta
from typing import Any

from tests.conformance.clients import Client
from tests.telegram_server.people import Person
from tests.telegram_server.updates import KINDS
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


def everything(world: TelegramWorld, client: Client) -> list[Json]:
    found = [client.parse(update.as_json()) for update in world.updates.waiting()]
    world.updates.clear()
    return found


async def test_what_a_person_can_say(
    world: TelegramWorld, client: Client, mari: Person, kati: Person
) -> None:
    first = mari.start("abc123")
    mari.edit(first, "tere, /seis @kati_t #laps https://example.ee a@b.ee")
    mari.reply(first, "vastus")
    mari.send_voice()
    mari.send_photo("pilt")
    mari.send_sticker()
    mari.send_location()
    mari.send_contact("+3725550000")
    mari.send_document(b"BEGIN:VCALENDAR", "aeg.ics", mime="text/calendar")
    mari.forward(first)
    mari.forward(first, hidden=True)
    mari.forward_from_elsewhere("Naabrinaine", "kuulsin, et...")
    mari.react(first, "👍")
    world.updates.allow(KINDS)
    mari.react(first)
    kinds = [
        next(k for k in found if k != "update_id")
        for found in everything(world, client)
    ]
    assert kinds == ["message", "edited_message", *["message"] * 10, "message_reaction"]


async def test_what_happens_in_a_group(
    world: TelegramWorld, client: Client, mari: Person, kati: Person, jaan: Person
) -> None:
    world.updates.allow(KINDS)
    group = world.supergroup("Meeskond", owner=mari, members=[kati], bot="admin")
    group.is_forum = True
    topic = group.open_topic("Mall")
    kati.send("tere", group, topic=topic)
    group.add(jaan)
    group.promote(jaan, "pin_messages", anonymous=True, title="õpetaja")
    said = jaan.send("nimetu", group)
    kati.react(said, "❤")
    group.restrict(kati, "can_send_messages")
    group.demote(jaan)
    group.remove(jaan)
    kati.leave(group)
    kati.join(group.invite_link())
    kati.leave(group)
    kati.join(group.invite_link(by_request=True))
    group.auto_delete(timedelta(days=1))
    group.rename("Meeskond 2")
    group.remove(world.bot)
    found = everything(world, client)
    assert {k for u in found for k in u} == {
        "update_id",
        "message",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "message_reaction",
    }
    anonymous = [u["message"] for u in found if "sender_chat" in u.get("message", {})]
    assert [m["from"]["id"] for m in anonymous] == [1087968824]
    assert anonymous[0]["author_signature"] == "õpetaja"


async def test_a_group_that_becomes_a_supergroup(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    group = world.group("Meeskond", owner=mari)
    after = group.migrate()
    found = [u["message"] for u in everything(world, client) if "message" in u]
    assert found[-2]["migrate_to_chat_id"] == after.id
    assert found[-1]["migrate_from_chat_id"] == group.id


async def test_presses_votes_and_blocks(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Jah", "callback_data": "y"}]]}
    await client.call(
        "sendMessage", chat_id=mari.id, text="Kas?", reply_markup=keyboard
    )
    pressed = mari.last()
    mari.press(pressed, "Jah")
    await client.call(
        "sendPoll",
        chat_id=mari.id,
        question="Millal?",
        options=["E", "T"],
        is_anonymous=False,
    )
    mari.vote(mari.last(), "T")
    mari.vote(mari.last())
    await client.call("deleteMessage", chat_id=mari.id, message_id=pressed.message.id)
    mari.forge(pressed, "old")
    mari.block()
    mari.unblock()
    found = everything(world, client)
    press = found[0]["callback_query"]
    assert (press["from"]["id"], press["data"]) == (mari.id, "y")
    assert press["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Jah"
    answers = [
        u["poll_answer"].get("option_ids", []) for u in found if "poll_answer" in u
    ]
    assert [list(options) for options in answers] == [[1], []]
    statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in found[-2:]]
    assert statuses == ["kicked", "member"]


async def test_an_ephemeral_command_and_a_press_on_its_answer(
    world: TelegramWorld, client: Client, mari: Person, kati: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, members=[kati])
    await client.call(
        "setMyCommands",
        commands=[{"command": "status", "description": "Seis", "is_ephemeral": True}],
        scope={"type": "all_group_chats"},
    )
    kati.send("/status", group)
    keyboard = {"inline_keyboard": [[{"text": "Veel", "callback_data": "more"}]]}
    await client.call(
        "sendMessage",
        chat_id=group.id,
        text="Kõik on hästi",
        reply_markup=keyboard,
        ephemeral_message_parameters={"receiver_user_id": kati.id},
    )
    kati.press(kati.sees_alone(group)[-1], "Veel")
    found = everything(world, client)
    command, press = found[-2]["message"], found[-1]["callback_query"]
    assert command["message_id"] == press["message"]["message_id"] == 0
    assert command["ephemeral_message_id"] != press["message"]["ephemeral_message_id"]
    assert press["message"]["receiver_user"]["id"] == kati.id
