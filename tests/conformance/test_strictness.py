"""Requests that are wrong: answered as Telegram does, and noted as failures."""

from typing import Any

import aiohttp
import pytest

from tests.conformance.conftest import Raw
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


def button(data: str) -> Json:
    return {"inline_keyboard": [[{"text": "Jah", "callback_data": data}]]}


WRONG: dict[str, tuple[str, Json, str]] = {
    "no text": ("sendMessage", {}, "message text is empty"),
    "only spaces": ("sendMessage", {"text": " \n "}, "message text is empty"),
    "4097 letters": ("sendMessage", {"text": "õ" * 4097}, "message is too long"),
    "4097 emoji": ("sendMessage", {"text": "😀" * 4097}, "message is too long"),
    "callback data of 65 bytes": (
        "sendMessage",
        {"text": "?", "reply_markup": button("õ" * 32 + "x")},
        "BUTTON_DATA_INVALID",
    ),
    "a button without action": (
        "sendMessage",
        {"text": "?", "reply_markup": {"inline_keyboard": [[{"text": "Jah"}]]}},
        "exactly one of",
    ),
    "a button with two actions": (
        "sendMessage",
        {
            "text": "?",
            "reply_markup": {
                "inline_keyboard": [
                    [{"text": "J", "callback_data": "y", "url": "https://example.ee"}]
                ]
            },
        },
        "exactly one of",
    ),
    "a number for a text": ("sendMessage", {"text": 5}, "is no String"),
    "words for a number": (
        "deleteMessage",
        {"message_id": "see"},
        "is no Integer",
    ),
    "an entity past the end": (
        "sendMessage",
        {"text": "😀", "entities": [{"type": "bold", "offset": 0, "length": 3}]},
        "ENTITY_BOUNDS_INVALID",
    ),
    "an entity without a type": (
        "sendMessage",
        {"text": "a", "entities": [{"offset": 0, "length": 1}]},
        "'type' is missing",
    ),
    "parse mode beside entities": (
        "sendMessage",
        {
            "text": "a",
            "parse_mode": "HTML",
            "entities": [{"type": "bold", "offset": 0, "length": 1}],
        },
        "exclude each other",
    ),
    "HTML left open": (
        "sendMessage",
        {"text": "<b>a", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "HTML that is none": (
        "sendMessage",
        {"text": "õ <3", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "" at byte offset 3',
    ),
    "HTML closed crosswise": (
        "sendMessage",
        {"text": "<b><i>a</b></i>", "parse_mode": "HTML"},
        "can't parse entities: Unexpected end tag",
    ),
    "a thirteenth option": (
        "sendPoll",
        {"question": "?", "options": [str(n) for n in range(13)]},
        "13 items, not 1-12",
    ),
    "an option of 101 letters": (
        "sendPoll",
        {"question": "?", "options": [{"text": "a" * 101}]},
        "101 characters, not 1-100",
    ),
    "a question of 301 letters": (
        "sendPoll",
        {"question": "a" * 301, "options": ["a"]},
        "poll question length must not exceed 300",
    ),
    "an end beside a length": (
        "sendPoll",
        {"question": "?", "options": ["a"], "open_period": 60, "close_date": 1},
        "exclude each other",
    ),
    "a link name of 33 letters": (
        "createChatInviteLink",
        {"name": "a" * 33},
        "33 characters, not 0-32",
    ),
    "a tag with an emoji": (
        "setChatMemberTag",
        {"user_id": 1, "tag": "õpetaja🎓"},
        "emoji are not allowed",
    ),
    "101 messages to delete": (
        "deleteMessages",
        {"message_ids": list(range(101))},
        "101 items, not 1-100",
    ),
    "a chat action that is none": (
        "sendChatAction",
        {"action": "dancing"},
        "wrong parameter action",
    ),
    "two targets of an edit": (
        "editMessageText",
        {"message_id": 1, "inline_message_id": "x", "text": "a"},
        "chat_id and message_id, or inline_message_id",
    ),
    "a scope that does not exist": (
        "setMyCommands",
        {"commands": [], "scope": {"type": "everywhere"}},
        "must be",
    ),
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_request_is_refused_and_noted(
    world: TelegramWorld, raw: Raw, mari: Person, name: str
) -> None:
    method, given, words = WRONG[name]
    place = {} if method == "setMyCommands" else {"chat_id": mari.id}
    answer = await raw(method, **place, **given)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert words in answer["description"]
    assert world.failures
    assert mari.texts() == []
    world.failures.clear()


async def test_what_just_fits_is_let_through(raw: Raw, mari: Person) -> None:
    for text in ("õ" * 4096, "😀" * 4096, f"<b>{'a' * 4096}</b>"):
        mode = {"parse_mode": "HTML"} if "<" in text else {}
        sent = await raw("sendMessage", chat_id=mari.id, text=text, **mode)
        assert sent["ok"]
    fits = await raw(
        "sendMessage", chat_id=mari.id, text="?", reply_markup=button("õ" * 32)
    )
    assert fits["ok"]


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendCarrierPigeon", {}),
        ("sendVoice", {"chat_id": 1, "voice": "x"}),
    ],
)
async def test_a_method_that_is_not_there(
    world: TelegramWorld, raw: Raw, method: str, given: Json
) -> None:
    answer = await raw(method, **given)
    assert (answer["error_code"], len(world.failures)) == (404, 1)
    world.failures.clear()


async def test_unknown_parameters_do_no_harm_but_are_noted(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    markup = {
        "inline_keyboard": [[{"text": "J", "callback_data": "y", "colour": "red"}]]
    }
    sent = await raw(
        "sendMessage", chat_id=mari.id, text="tere", txt="tere", reply_markup=markup
    )
    assert sent["ok"]
    assert world.failures == [
        "sendMessage: unknown 'txt'",
        "sendMessage.reply_markup.inline_keyboard[0][0]: unknown 'colour'",
    ]
    world.failures.clear()


async def test_unknown_kinds_of_updates_are_noted(
    world: TelegramWorld, raw: Raw
) -> None:
    await raw("getUpdates", allowed_updates=["message", "mesage"])
    assert world.failures == ["allowed_updates: unknown ['mesage']"]
    world.failures.clear()


async def test_leaving_the_server_raises_what_was_noted(world: TelegramWorld) -> None:
    with pytest.raises(AssertionError, match="sendMessage: unknown 'txt'"):
        async with TelegramServer(world):
            world.failures.append("sendMessage: unknown 'txt'")


async def test_what_the_server_itself_says_is_checked(
    world: TelegramWorld, mari: Person
) -> None:
    world.tell("message", {"message_id": 1, "date": "today"}, "chat 1")
    assert [f for f in world.failures if "'chat' is missing" in f]
    assert [f for f in world.failures if "'today' is no Integer" in f]


async def test_a_request_in_every_form_telegram_takes(
    world: TelegramWorld, server: TelegramServer, mari: Person
) -> None:
    url = f"{server.url}/bot{world.bot.token}"
    given = {"chat_id": str(mari.id), "text": "tere", "protect_content": "true"}
    async with aiohttp.ClientSession() as http:
        with aiohttp.MultipartWriter("form-data") as form:
            for name, value in given.items():
                part = form.append(value)
                part.set_content_disposition("form-data", name=name)
        answers = [
            await http.get(f"{url}/SENDMESSAGE", params=given),
            await http.post(f"{url}/sendmessage", data=given),
            await http.post(
                f"{url}/sendMessage", json=given | {"protect_content": True}
            ),
            await http.post(f"{url}/sendMessage", data=form),
            await http.post(f"{url}/getMe"),
        ]
        assert [answer.status for answer in answers] == [200] * 5
    assert [seen.protected for seen in mari.sees()] == [True] * 4
