"""What Telegram is asked to tell us: what we handle, and nothing else."""

import json

import pytest

from bot.networks.telegram import updates
from bot.networks.telegram.updates import ALLOWED, OddUpdate
from tests.phones.telegram import TelegramPhones
from tests.table import Table
from tests.telegram_server.people import Person
from tests.telegram_server.updates import KINDS, Update
from tests.telegram_server.world import TelegramWorld


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_telegram_tells_only_what_we_asked_for(
    chats: Table, phones: TelegramPhones, world: TelegramWorld, kati: Person
) -> None:
    await chats.say("kati", "/help")
    assert world.updates.allowed == set(ALLOWED)
    told = world.updates.all_ever

    kati.react(kati.last_from_bot(), "👍")
    assert world.updates.all_ever == told
    kati.block()
    assert world.updates.all_ever == told + 1
    await phones.look(chats)
    assert world.updates.waiting() == []


def test_every_kind_that_means_something_to_us_is_asked_for() -> None:
    world = TelegramWorld()
    world.updates.allow(KINDS)
    kati = world.user("Kati", started=True)
    jaan = world.user("Jaan")
    group = world.supergroup("Team", owner=kati, bot="admin")
    world.tell("callback_query", a_press(kati), str(kati.id))
    kati.edit(kati.send("hart"), "hard")
    kati.react(kati.send("good"), "👍")
    kati.block()
    jaan.join(group.invite_link(by_request=True))
    group.add(jaan)

    told = world.updates.waiting()
    assert {each.kind for each in told} > set(ALLOWED)
    assert {each.kind for each in told if means_something(each)} == set(ALLOWED)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(ALLOWED)))
def test_a_kind_that_was_not_asked_for_means_nothing(kind: str) -> None:
    kati = TelegramWorld().user("Kati", started=True)
    message = {**kati.send("tere").as_json(), "from": kati.as_user()}
    with pytest.raises(OddUpdate):
        updates.read(json.dumps({"update_id": 1, kind: message}).encode())


def means_something(update: Update) -> bool:
    try:
        return updates.read(json.dumps(update.as_json()).encode()) is not None
    except OddUpdate:
        return False


def a_press(kati: Person) -> dict[str, object]:
    return {
        "id": "1",
        "from": kati.as_user(),
        "chat_instance": "1",
        "data": "token",
        "message": kati.send("as if the bot's").as_json(),
    }
