"""What Telegram's updates mean to us, and what is too odd to mean anything."""

import json
from typing import Any

import pytest

from bot.networks.telegram import updates
from bot.networks.telegram.groups import Me, spared
from bot.networks.telegram.updates import OddUpdate
from handlers.incoming import Incoming
from tests.telegram_server.faults import POISON
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


@pytest.fixture
def world() -> TelegramWorld:
    return TelegramWorld()


@pytest.fixture
def kati(world: TelegramWorld) -> Person:
    return world.user("Kati <b>&</b>", lang="ru", started=True)


def told(world: TelegramWorld) -> Json:
    return world.updates.waiting()[-1].as_json()


def read(update: Json) -> Incoming | None:
    return updates.read(json.dumps(update).encode())


def heard(world: TelegramWorld) -> Incoming:
    incoming = read(told(world))
    assert incoming is not None
    return incoming


def test_words_come_with_where_they_were_said(
    world: TelegramWorld, kati: Person
) -> None:
    message = kati.send("Tere!")
    incoming = heard(world)
    assert (incoming.text, incoming.address) == ("Tere!", str(kati.id))
    assert incoming.ref == f"{kati.id}:{message.number}"
    assert incoming.language == "ru"


def test_a_reply_says_to_what(world: TelegramWorld, kati: Person) -> None:
    first = kati.send("one")
    kati.reply(first, "two")
    assert heard(world).reply_to == f"{kati.id}:{first.number}"


@pytest.mark.parametrize(
    "text",
    [
        "/start abc-DEF_9",
        "/start@umarlaud_bot abc-DEF_9",
        "https://t.me/umarlaud_bot?start=abc-DEF_9",
        "https://tugi.example/join/abc-DEF_9",
    ],
)
def test_an_invitation_is_understood_however_it_is_opened(
    world: TelegramWorld, kati: Person, text: str
) -> None:
    kati.send(text)
    assert heard(world).start == "abc-DEF_9"


def test_start_alone_is_a_command(world: TelegramWorld, kati: Person) -> None:
    kati.start()
    assert (heard(world).text, heard(world).start) == ("/start", "")


def test_an_edit_says_what_it_corrects(world: TelegramWorld, kati: Person) -> None:
    message = kati.send("hart")
    kati.edit(message, "hard")
    assert heard(world).edits == f"{kati.id}:{message.number}"
    assert heard(world).text == "hard"


@pytest.mark.parametrize(
    ("send", "media"),
    [
        (lambda kati: kati.send_voice(), "voice"),
        (lambda kati: kati.send_photo("look"), "picture"),
        (lambda kati: kati.send_sticker(), "sticker"),
        (lambda kati: kati.send_location(), "place"),
        (lambda kati: kati.send_contact("5550 0101"), "contact"),
        (lambda kati: kati.send_document(b"x", "x.pdf"), "file"),
        (lambda kati: kati.forward_from_elsewhere("Oleg", "words"), "forward"),
    ],
)
def test_what_holds_no_words_of_ones_own_is_named(
    world: TelegramWorld, kati: Person, send: Any, media: str
) -> None:
    send(kati)
    assert (heard(world).media, heard(world).text) == (media, "")


def test_a_block_and_its_end_are_news(world: TelegramWorld, kati: Person) -> None:
    kati.block()
    assert heard(world).reachable is False
    kati.unblock()
    assert heard(world).reachable is True


def test_words_among_people_are_not_ours_and_are_not_kept(
    world: TelegramWorld, kati: Person
) -> None:
    group = world.group("Team", owner=kati, bot="admin")
    kati.send("words among people", group)
    kept = spared(told(world))
    assert "words among people" not in json.dumps(kept)
    for update in (told(world), kept):
        incoming = read(update)
        assert incoming is not None
        assert incoming.room is not None
        assert (incoming.text, incoming.room.address) == ("", str(group.id))
    kati.send("/start@umarlaud_bot abcdef", group)
    incoming = heard(world)
    assert (incoming.start, incoming.address) == ("abcdef", str(kati.id))


def test_a_command_for_another_bot_is_not_ours(
    world: TelegramWorld, kati: Person
) -> None:
    group = world.group("Team", owner=kati, bot="admin")
    kati.send("/status@other_bot", group)
    me = Me(world.bot.id, "umarlaud_bot")
    incoming = updates.read(json.dumps(told(world)).encode(), me)
    assert incoming is not None
    assert incoming.text == ""


def test_of_a_command_nothing_is_kept_that_was_said_to_others(
    world: TelegramWorld, kati: Person
) -> None:
    group = world.group("Team", owner=kati, bot="admin")
    me = Me(world.bot.id, "umarlaud_bot")
    said = kati.send("between the two of us", group)
    kati.reply(said, "/status@umarlaud_bot")
    kept = spared(told(world), me)
    assert "between the two of us" in json.dumps(told(world))
    assert "between the two of us" not in json.dumps(kept)
    assert kept["message"]["text"] == "/status@umarlaud_bot"
    kati.send("/note@other_bot between the two of us", group)
    assert "between the two of us" not in json.dumps(spared(told(world), me))
    kati.edit(said, "/edited between the two of us")
    assert "between the two of us" not in json.dumps(spared(told(world), me))


def test_what_a_stranger_says_of_themselves_is_not_kept() -> None:
    asked = {"chat": {"id": -7, "type": "supergroup"}, "bio": "looks for work"}
    kept = spared({"update_id": 1, "chat_join_request": asked})
    assert kept == {"update_id": 1, "chat_join_request": {"chat": asked["chat"]}}


@pytest.mark.parametrize("name", sorted(POISON))
def test_an_odd_update_has_a_key_and_a_queue_and_fails_alone(
    world: TelegramWorld, kati: Person, name: str
) -> None:
    world.poison(name, kati.send("x"))
    update = told(world)
    assert updates.key(update).startswith(str(update["update_id"]))
    assert updates.queue(update) in {"", str(kati.id)}
    try:
        read(update)
    except OddUpdate:
        assert name in {
            "unknown_status",
            "unknown_kind",
            "unknown_chat_type",
            "not_an_object",
        }


def test_a_number_used_before_is_no_repeat(world: TelegramWorld, kati: Person) -> None:
    kati.send("before the quiet week")
    first = told(world)
    world.advance(8 * 24 * 3600)
    world.updates.jump(first["update_id"])
    kati.send("after it")
    assert told(world)["update_id"] == first["update_id"]
    assert updates.key(told(world)) != updates.key(first)


@pytest.mark.parametrize("odd", ["\ud800", "\x00", 7, None])
def test_a_press_that_cannot_be_answered_is_not_acknowledged(odd: object) -> None:
    press = {"id": odd, "from": {"language_code": "\udfff"}}
    assert updates.query({"update_id": 1, "callback_query": press}) is None
    answered = updates.query({"update_id": 1, "callback_query": {**press, "id": "7"}})
    assert answered is not None
    assert "".join(answered).encode()
