"""Formatting, as Telegram parses it, and Mini Apps, as Telegram signs for them."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data

from tests.conformance.conftest import Raw
from tests.telegram_server.actor import CannotDo
from tests.telegram_server.entities import format_text
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


def mark(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>õ</b> 😀<i>ä</i>", "õ 😀ä", [mark("bold", 0, 1), mark("italic", 4, 1)]),
        ("<b>a<u>b</u></b>", "ab", [mark("bold", 0, 2), mark("underline", 1, 1)]),
        ("&lt;b&gt; &amp;amp; &#33;", "<b> &amp; !", []),
        (
            '<a href="https://example.ee/?a=1&amp;b=2">siit</a>',
            "siit",
            [mark("text_link", 0, 4, url="https://example.ee/?a=1&b=2")],
        ),
        (
            '<tg-time unix="1795420800" format="wDT">E 10.00</tg-time>',
            "E 10.00",
            [mark("date_time", 0, 7, unix_time=1795420800, date_time_format="wDT")],
        ),
        (
            "<blockquote expandable>tsitaat</blockquote>",
            "tsitaat",
            [mark("expandable_blockquote", 0, 7)],
        ),
        ("  <b> tere </b>  ", "tere", [mark("bold", 0, 4)]),
        (
            "/seis@umarlaud_bot ja #laps",
            "/seis@umarlaud_bot ja #laps",
            [mark("bot_command", 0, 18), mark("hashtag", 22, 5)],
        ),
    ],
)
def test_html_becomes_text_with_marks(
    source: str, text: str, entities: list[dict[str, Any]]
) -> None:
    found = format_text(source, "HTML", None)
    assert (found["text"], found.get("entities", [])) == (text, entities)


async def test_a_mini_app_is_told_who_opened_it(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    button = {"text": "Vasta", "web_app": {"url": "https://example.ee/app"}}
    keyboard = {"inline_keyboard": [[button]]}
    await raw("sendMessage", chat_id=mari.id, text="?", reply_markup=keyboard)
    opened = mari.open_app(mari.last(), "Vasta")
    told = safe_parse_webapp_init_data(world.bot.token, opened.init_data)
    assert told.user is not None
    assert (opened.url, told.user.id) == ("https://example.ee/app", mari.id)
    assert told.auth_date == world.clock.now()
    old = mari.open_app(mari.last(), "Vasta", age=timedelta(days=2))
    told = safe_parse_webapp_init_data(world.bot.token, old.init_data)
    assert told.auth_date == world.clock.now() - timedelta(days=2)
    forged = mari.open_app(mari.last(), "Vasta", signed_for="1:other")
    with pytest.raises(ValueError, match="Invalid init data signature"):
        safe_parse_webapp_init_data(world.bot.token, forged.init_data)


async def test_nobody_presses_what_is_not_there(
    world: TelegramWorld, raw: Raw, mari: Person, kati: Person
) -> None:
    frozen = {"inline_keyboard": [[{"text": "Jah", "disabled": {}}]]}
    await raw(
        "sendMessage",
        chat_id=mari.id,
        text="?",
        reply_markup=frozen,
        protect_content=True,
    )
    asked = mari.last()
    with pytest.raises(CannotDo, match="sends nothing"):
        mari.press(asked, "Jah")
    with pytest.raises(CannotDo, match="no button"):
        mari.press(asked, "Ei")
    with pytest.raises(CannotDo, match="does not see"):
        kati.press(asked, "Jah")
    with pytest.raises(CannotDo, match="protected"):
        mari.forward(asked)
