"""Who gets to know what: privacy mode, rights, allowed updates, each person's view."""

from tests.conformance.conftest import Raw
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


def heard(world: TelegramWorld) -> list[str]:
    found = [
        u.payload.get("text") for u in world.updates.waiting() if u.kind == "message"
    ]
    world.updates.clear()
    return [text for text in found if text is not None]


async def test_in_privacy_mode_only_what_is_meant_for_the_bot(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari)
    mari.send("niisama jutt", group)
    mari.send("/status", group)
    mari.send("/status@umarlaud_bot", group)
    mari.send("/status@teine_bot", group)
    assert heard(world) == ["/status@umarlaud_bot"]
    await raw("sendMessage", chat_id=group.id, text="Kuidas läheb?")
    mari.send("/status", group)
    answered = mari.reply(mari.last_from_bot(group), "hästi")
    mari.reply(answered, "edasi")
    mari.edit(answered, "väga hästi")
    assert heard(world) == ["/status", "hästi"]


async def test_an_admin_bot_and_a_bot_without_privacy_hear_everything(
    world: TelegramWorld, mari: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, bot="admin")
    mari.send("jutt", group)
    assert heard(world) == ["jutt"]
    other = world.group("Teine", owner=mari)
    world.bot.privacy_mode = False
    mari.send("jutt", other)
    assert heard(world) == ["jutt"]
    other.remove(world.bot)
    mari.send("seljataga", other)
    assert heard(world) == []


async def test_service_messages_come_through_privacy_mode(
    world: TelegramWorld, mari: Person, kati: Person
) -> None:
    group = world.group("Meeskond", owner=mari)
    world.updates.clear()
    group.add(kati)
    kati.leave(group)
    kinds = [list(u.payload)[-1] for u in world.updates.waiting()]
    assert kinds == ["new_chat_members", "left_chat_member"]


async def test_members_changes_reach_only_an_admin_who_asked(
    world: TelegramWorld, mari: Person, kati: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, bot="admin")
    group.add(kati)
    assert "chat_member" not in [u.kind for u in world.updates.waiting()]
    world.updates.allow(["chat_member", "message"])
    group.remove(kati)
    assert "chat_member" in [u.kind for u in world.updates.waiting()]
    world.updates.clear()
    group.demote(world.bot)
    group.add(kati)
    assert "chat_member" not in [u.kind for u in world.updates.waiting()]


async def test_the_list_of_allowed_updates_is_kept(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    await raw.updates(allowed_updates=["callback_query"])
    mari.send("tere")
    assert await raw.updates() == []
    await raw.updates(allowed_updates=[])
    mari.send("tere jälle")
    assert [u["message"]["text"] for u in await raw.updates()] == ["tere jälle"]


async def test_only_those_inside_see_a_group(
    world: TelegramWorld, raw: Raw, mari: Person, kati: Person, jaan: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, members=[kati])
    await raw("sendMessage", chat_id=group.id, text="Mall on haige")
    assert world.who_saw("Mall on haige") == {"Mari", "Kati"}
    group.visible_history = False
    group.add(jaan)
    world.advance(1)
    await raw("sendMessage", chat_id=group.id, text="Mall on terve")
    assert jaan.texts(group)[-1] == "Mall on terve"
    assert not jaan.has_seen("haige")
    assert "Mall on haige" not in jaan.texts(group)
    group.remove(kati)
    await raw("sendMessage", chat_id=group.id, text="Ainult meile")
    assert kati.sees(group) == []
    assert world.who_saw("Ainult meile") == {"Mari", "Jaan"}


async def test_who_comes_later_reads_a_visible_history(
    world: TelegramWorld, raw: Raw, mari: Person, jaan: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari)
    await raw("sendMessage", chat_id=group.id, text="Mall on haige")
    group.add(jaan)
    assert jaan.has_seen("haige")


async def test_what_was_edited_or_deleted_stays_seen(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    sent = (await raw("sendMessage", chat_id=mari.id, text="saladus"))["result"]
    where = {"chat_id": mari.id, "message_id": sent["message_id"]}
    await raw("editMessageText", **where, text="-")
    await raw("deleteMessage", **where)
    assert mari.texts() == []
    assert world.who_saw("saladus") == {"Mari"}
    assert world.told_telegram("saladus")
    assert not world.told_telegram("saladus, mida keegi ei öelnud")


async def test_an_anonymous_admins_press_carries_the_real_id(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, bot="admin")
    group.hide_owner()
    world.updates.clear()
    mari.send("/seo", group)
    keyboard = {"inline_keyboard": [[{"text": "Jah", "callback_data": "y"}]]}
    await raw("sendMessage", chat_id=group.id, text="?", reply_markup=keyboard)
    mari.press(mari.last(group), "Jah")
    said, pressed = await raw.updates()
    assert said["message"]["from"]["username"] == "GroupAnonymousBot"
    assert said["message"]["sender_chat"]["id"] == group.id
    assert pressed["callback_query"]["from"]["id"] == mari.id
