"""The rules bots break on, in Telegram's words, as both clients hear them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.conformance.clients import Client, Refused
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


async def refused(client: Client, method: str, **given: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        await client.call(method, **given)
    return caught.value


async def test_a_person_out_of_reach(
    world: TelegramWorld, client: Client, mari: Person, jaan: Person
) -> None:
    to_jaan = await refused(client, "sendMessage", chat_id=jaan.id, text="tere")
    assert to_jaan.code == 403
    assert "bot can't initiate conversation with a user" in to_jaan.description
    mari.block()
    to_mari = await refused(client, "sendMessage", chat_id=mari.id, text="tere")
    assert to_mari.code == 403
    assert "bot was blocked by the user" in to_mari.description
    mari.unblock()
    mari.delete_account()
    gone = await refused(client, "sendMessage", chat_id=mari.id, text="tere")
    assert gone.code == 403
    assert "user is deactivated" in gone.description
    nobody = await refused(client, "sendMessage", chat_id=42, text="tere")
    assert nobody.code == 400
    assert "chat not found" in nobody.description.lower()
    assert mari.texts() == []


async def test_a_group_out_of_reach(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    group = world.group("Meeskond", owner=mari)
    group.remove(world.bot)
    kicked = await refused(client, "sendMessage", chat_id=group.id, text="tere")
    assert kicked.code == 403
    assert "bot was kicked from the group chat" in kicked.description
    other = world.group("Võõras", owner=mari, bot=None)
    unknown = await refused(client, "getChat", chat_id=other.id)
    assert "chat not found" in unknown.description.lower()


async def test_a_group_that_moved(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    group = world.group("Meeskond", owner=mari)
    after = group.migrate()
    moved = await refused(client, "sendMessage", chat_id=group.id, text="tere")
    assert (moved.code, moved.migrate_to) == (400, after.id)
    await client.call("sendMessage", chat_id=after.id, text="tere")
    assert mari.texts(after)[-1] == "tere"


@pytest.mark.parametrize(
    "deed",
    [
        ("createChatInviteLink", {}, "can_invite_users"),
        ("banChatMember", {"user_id": "kati"}, "can_restrict_members"),
        ("setChatMemberTag", {"user_id": "kati", "tag": "ema"}, "can_manage_tags"),
        ("createForumTopic", {"name": "Mall"}, "can_manage_topics"),
        ("pinChatMessage", {"message_id": "said"}, "can_pin_messages"),
    ],
)
async def test_each_deed_needs_its_own_right(
    world: TelegramWorld,
    client: Client,
    mari: Person,
    kati: Person,
    deed: tuple[str, dict[str, Any], str],
) -> None:
    method, given, right = deed
    group = world.supergroup("Meeskond", owner=mari, members=[kati])
    group.is_forum = True
    names = {"kati": kati.id, "said": kati.send("tere", group).id}
    real = {key: names.get(value, value) for key, value in given.items()}
    group.promote(world.bot, *({"delete_messages", "invite_users"} - {right[4:]}))
    no = await refused(client, method, chat_id=group.id, **real)
    assert "not enough rights" in no.description.lower()
    group.promote(world.bot, right)
    await client.call(method, chat_id=group.id, **real)


async def test_a_group_where_members_may_not_write(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari)
    group.permissions.discard("can_send_messages")
    no = await refused(client, "sendMessage", chat_id=group.id, text="tere")
    assert "not enough rights to send text messages" in no.description.lower()


async def test_an_edit_that_changes_nothing(client: Client, mari: Person) -> None:
    sent = await client.call("sendMessage", chat_id=mari.id, text="sama")
    where = {"chat_id": mari.id, "message_id": sent["message_id"]}
    same = await refused(client, "editMessageText", **where, text="sama")
    assert "message is not modified: specified new" in same.description.lower()
    foreign = mari.send("minu")
    theirs = await refused(
        client, "editMessageText", chat_id=mari.id, message_id=foreign.id, text="x"
    )
    assert "message can't be edited" in theirs.description.lower()


async def test_a_late_or_second_answer_to_a_press(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Jah", "callback_data": "y"}]]}
    await client.call("sendMessage", chat_id=mari.id, text="?", reply_markup=keyboard)
    query = mari.press(mari.last(), "Jah")
    await client.call("answerCallbackQuery", callback_query_id=query.id)
    again = await refused(client, "answerCallbackQuery", callback_query_id=query.id)
    assert "query is too old and response timeout expired" in again.description.lower()
    late = mari.press(mari.last(), "Jah")
    world.advance(16)
    no = await refused(client, "answerCallbackQuery", callback_query_id=late.id)
    assert "query is too old" in no.description.lower()


async def test_deleting_after_two_days(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    sent = await client.call("sendMessage", chat_id=mari.id, text="vana")
    world.advance(timedelta(hours=48))
    where = {"chat_id": mari.id, "message_id": sent["message_id"]}
    no = await refused(client, "deleteMessage", **where)
    assert "message can't be deleted" in no.description.lower()
    assert mari.texts() == ["vana"]


async def test_deleting_others_words_needs_a_right(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari)
    said = mari.send("/tere@umarlaud_bot", group)
    where = {"chat_id": group.id, "message_id": said.id}
    no = await refused(client, "deleteMessage", **where)
    assert "message can't be deleted" in no.description.lower()


async def test_too_much_at_once(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    for number in range(5):
        await client.call("sendMessage", chat_id=mari.id, text=str(number))
    flood = await refused(client, "sendMessage", chat_id=mari.id, text="6")
    assert (flood.code, flood.retry_after) == (429, 5)
    world.advance(5)
    await client.call("sendMessage", chat_id=mari.id, text="6")


async def test_a_wrong_token(world: TelegramWorld, client: Client) -> None:
    world.bot.token = "7000000001:another"
    assert (await refused(client, "getMe")).code == 401


async def test_nothing_more_after_logging_out(client: Client, mari: Person) -> None:
    await client.call("logOut")
    no = await refused(client, "sendMessage", chat_id=mari.id, text="tere")
    assert "logged out" in no.description.lower()
