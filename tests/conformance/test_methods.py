"""Every method the server answers, called by both clients."""

from typing import Any

import aiohttp

from tests.conformance.clients import Client, Document
from tests.telegram_server.people import Person
from tests.telegram_server.registry import METHODS
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]

KEYBOARD = {"inline_keyboard": [[{"text": "Jah", "callback_data": "y"}]]}


OURS = frozenset(
    [
        "getMe",
        "getUpdates",
        "setWebhook",
        "deleteWebhook",
        "getWebhookInfo",
        "sendMessage",
        "sendDocument",
        "sendPoll",
        "stopPoll",
        "sendChatAction",
        "editMessageText",
        "editMessageReplyMarkup",
        "deleteMessage",
        "deleteMessages",
        "answerCallbackQuery",
        "pinChatMessage",
        "unpinChatMessage",
        "setMessageReaction",
        "getFile",
        "setMyCommands",
        "getMyCommands",
        "deleteMyCommands",
        "getChat",
        "getChatMember",
        "getChatAdministrators",
        "getChatMemberCount",
        "createChatInviteLink",
        "revokeChatInviteLink",
        "approveChatJoinRequest",
        "declineChatJoinRequest",
        "createForumTopic",
        "setChatMemberTag",
        "banChatMember",
        "unbanChatMember",
        "leaveChat",
        "editEphemeralMessageText",
        "editEphemeralMessageReplyMarkup",
        "deleteEphemeralMessage",
        "logOut",
        "close",
    ]
)
"""The forty of section 4.3 of telegram.md."""


def test_all_forty_methods_and_pictures_are_answered() -> None:
    assert len(OURS) == 40
    assert OURS | {"sendPhoto"} <= METHODS.keys()


async def test_who_the_bot_is(world: TelegramWorld, client: Client) -> None:
    me = await client.call("getMe")
    assert (me["id"], me["username"]) == (world.bot.id, "umarlaud_bot")
    info = await client.call("getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert await client.call("close") is True
    assert await client.call("logOut") is True


async def test_a_message_its_edits_and_its_end(client: Client, mari: Person) -> None:
    sent = await client.call(
        "sendMessage",
        chat_id=mari.id,
        text="<b>Tere</b>, Mari &lt;3",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        protect_content=True,
    )
    assert sent["text"] == "Tere, Mari <3"
    assert sent["entities"][0]["type"] == "bold"
    where = {"chat_id": mari.id, "message_id": sent["message_id"]}
    assert mari.last().buttons == ["Jah"]
    await client.call("editMessageText", **where, text="Aitäh!")
    assert (mari.last().text, mari.last().buttons) == ("Aitäh!", [])
    frozen = {"inline_keyboard": [[{"text": "Jah ✓", "disabled": {}}]]}
    await client.call("editMessageReplyMarkup", **where, reply_markup=frozen)
    assert mari.last().frozen_buttons == ["Jah ✓"]
    assert mari.last().protected
    await client.call(
        "setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    assert mari.last().reactions == ["👍"]
    await client.call("pinChatMessage", **where)
    await client.call("unpinChatMessage", **where)
    await client.call("deleteMessage", **where)
    assert "Aitäh!" not in mari.texts()


async def test_entities_given_and_replies(client: Client, mari: Person) -> None:
    asked = mari.send("Mis kell?")
    entity = {
        "type": "date_time",
        "offset": 3,
        "length": 5,
        "unix_time": 1795420800,
        "date_time_format": "wDT",
    }
    answer = await client.call(
        "sendMessage",
        chat_id=mari.id,
        text="🕗 kell 8",
        entities=[entity],
        reply_parameters={"message_id": asked.id},
    )
    assert answer["reply_to_message"]["text"] == "Mis kell?"
    assert answer["entities"][0]["date_time_format"] == "wDT"
    seen = mari.last().reply_to
    assert seen is not None
    assert seen.text == "Mis kell?"


async def test_a_document_there_and_back(
    world: TelegramWorld, server: TelegramServer, client: Client, mari: Person
) -> None:
    invite = Document(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "ümarlaud.ics")
    sent = await client.call(
        "sendDocument", chat_id=mari.id, document=invite, caption="Kutse"
    )
    assert mari.last().file == "ümarlaud.ics"
    file_id = sent["document"]["file_id"]
    again = await client.call("sendDocument", chat_id=mari.id, document=file_id)
    assert again["document"]["file_id"] == file_id
    file = await client.call("getFile", file_id=file_id)
    path = file["file_path"].removeprefix(f"{server.url}/file/bot{world.bot.token}/")
    url = f"{server.url}/file/bot{world.bot.token}/{path}"
    async with aiohttp.ClientSession() as http:
        async with http.get(url) as fetched:
            assert await fetched.read() == invite.data
        world.advance(3600)
        async with http.get(url) as late:
            assert late.status == 404
    await client.call("sendChatAction", chat_id=mari.id, action="typing")


async def test_a_poll_from_question_to_end(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    sent = await client.call(
        "sendPoll",
        chat_id=mari.id,
        question="Millal?",
        options=["Esmaspäev", "Teisipäev"],
        is_anonymous=False,
        allows_multiple_answers=True,
    )
    mari.vote(mari.last(), "Esmaspäev", "Teisipäev")
    stopped = await client.call(
        "stopPoll", chat_id=mari.id, message_id=sent["message_id"]
    )
    assert [option["voter_count"] for option in stopped["options"]] == [1, 1]
    assert stopped["is_closed"]


async def test_a_press_answered(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    await client.call("sendMessage", chat_id=mari.id, text="?", reply_markup=KEYBOARD)
    query = mari.press(mari.last(), "Jah")
    await client.call(
        "answerCallbackQuery",
        callback_query_id=query.id,
        text="Kirjas",
        show_alert=True,
    )
    assert (mari.alerts, query.alert) == (["Kirjas"], True)
    assert world.who_saw("Kirjas") == {"Mari"}


async def test_commands_by_scope_and_language(
    world: TelegramWorld, client: Client, mari: Person, kati: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, members=[kati])
    status = {"command": "status", "description": "Seis"}
    hidden = {"command": "seis", "description": "Seis", "is_ephemeral": True}
    scope = {"type": "all_private_chats"}
    await client.call("setMyCommands", commands=[status])
    await client.call(
        "setMyCommands", commands=[hidden], scope=scope, language_code="et"
    )
    found = await client.call("getMyCommands", scope=scope, language_code="et")
    assert [command["command"] for command in found] == ["seis"]
    assert mari.menu() == {"seis": "Seis"}
    assert kati.menu() == mari.menu(group) == {"status": "Seis"}
    await client.call("deleteMyCommands", scope=scope, language_code="et")
    assert mari.menu() == {"status": "Seis"}


async def test_reading_a_chat(
    world: TelegramWorld, client: Client, mari: Person, kati: Person, jaan: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, members=[kati], bot="admin")
    group.restrict(kati, "can_send_messages")
    group.settings |= {
        "has_protected_content": True,
        "message_auto_delete_time": 86400,
        "join_by_request": True,
        "linked_chat_id": -1001,
        "community": {"id": 5, "name": "Kool"},
        "guard_bot": world.bot.as_user(),
    }
    chat = await client.call("getChat", chat_id=group.id)
    assert chat["title"] == "Meeskond"
    assert chat["has_visible_history"]
    assert (await client.call("getChat", chat_id=mari.id))["first_name"] == "Mari"
    people = [mari, kati, jaan, world.bot]
    members = [
        await client.call("getChatMember", chat_id=group.id, user_id=person.id)
        for person in people
    ]
    statuses = [member["status"] for member in members]
    assert statuses == ["creator", "restricted", "left", "administrator"]
    admins = await client.call("getChatAdministrators", chat_id=group.id)
    assert [admin["user"]["id"] for admin in admins] == [mari.id, world.bot.id]
    assert await client.call("getChatMemberCount", chat_id=group.id) == 3


async def test_links_requests_and_members(
    world: TelegramWorld, client: Client, mari: Person, jaan: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, bot="admin")
    link = await client.call(
        "createChatInviteLink", chat_id=group.id, name="Jaan", creates_join_request=True
    )
    jaan.join(link["invite_link"])
    asked = {"chat_id": group.id, "user_id": jaan.id}
    await client.call("sendMessage", chat_id=jaan.id, text="Kes Te olete?")
    await client.call("declineChatJoinRequest", **asked)
    jaan.join(link["invite_link"])
    await client.call("approveChatJoinRequest", **asked)
    await client.call("setChatMemberTag", **asked, tag="klassiõpetaja")
    assert jaan.send("tere", group).draft.extra["sender_tag"] == "klassiõpetaja"
    revoked = await client.call(
        "revokeChatInviteLink", chat_id=group.id, invite_link=link["invite_link"]
    )
    assert revoked["is_revoked"]
    await client.call("banChatMember", **asked)
    assert jaan.sees(group) == []
    await client.call("unbanChatMember", **asked, only_if_banned=True)
    assert group.member(jaan).status == "left"
    await client.call("leaveChat", chat_id=group.id)
    assert not group.member(world.bot).present


async def test_topics(world: TelegramWorld, client: Client, mari: Person) -> None:
    world.bot.topics_in_private = True
    topic = await client.call("createForumTopic", chat_id=mari.id, name="Juhtum A")
    sent = await client.call(
        "sendMessage",
        chat_id=mari.id,
        text="siin",
        message_thread_id=topic["message_thread_id"],
    )
    assert sent["is_topic_message"]


async def test_many_messages_deleted_at_once(client: Client, mari: Person) -> None:
    sent = [mari.send(str(number)).id for number in range(3)]
    await client.call("deleteMessages", chat_id=mari.id, message_ids=[*sent[:2], 999])
    assert mari.texts() == ["2"]


async def test_an_ephemeral_message_changed_and_taken_away(
    world: TelegramWorld, client: Client, mari: Person, kati: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, members=[kati], bot="admin")
    sent = await client.call(
        "sendMessage",
        chat_id=group.id,
        text="ainult Katile",
        ephemeral_message_parameters={"receiver_user_id": kati.id},
    )
    which = {
        "chat_id": group.id,
        "receiver_user_id": kati.id,
        "ephemeral_message_id": world_number(sent, group),
    }
    await client.call("editEphemeralMessageText", **which, text="uus")
    await client.call("editEphemeralMessageReplyMarkup", **which, reply_markup=KEYBOARD)
    assert [(s.text, s.buttons) for s in kati.sees_alone(group)] == [("uus", ["Jah"])]
    assert mari.sees_alone(group) == []
    await client.call("deleteEphemeralMessage", **which)
    assert kati.sees_alone(group) == []
    assert world.who_saw("ainult Katile") == {"Kati"}


def world_number(sent: Json, group: Any) -> int:
    """Return the ephemeral id; the older client does not show it."""
    return int(sent.get("ephemeral_message_id") or next(reversed(group.ephemeral)))
