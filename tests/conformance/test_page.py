"""The page on which one can be the people."""

import re
from typing import Any

import aiohttp

from tests.conformance.conftest import Raw
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]
PARTS = ("/", "/play/page.css", "/play/page.js")
KEYBOARD = {"inline_keyboard": [[{"text": "Jah", "callback_data": "y"}]]}


async def test_being_somebody(
    world: TelegramWorld,
    server: TelegramServer,
    raw: Raw,
    mari: Person,
    kati: Person,
) -> None:
    group = world.supergroup("Meeskond", owner=kati, members=[mari], bot="admin")
    async with aiohttp.ClientSession(server.url) as http:

        async def act(**wish: Any) -> int:
            given = {"person": mari.id, "chat": mari.id} | wish
            return (await http.post("/play/do", json=given)).status

        assert await act(do="send", text="tere") == 200
        assert await act(do="send", text="kõigile", chat=group.id) == 200
        assert await act(do="voice") == 200
        await raw("sendMessage", chat_id=mari.id, text="Kas?", reply_markup=KEYBOARD)
        asked = mari.last().message.number
        assert await act(do="press", number=asked, text="Jah") == 200
        assert await act(do="reply", number=asked, text="jah") == 200
        await raw("sendPoll", chat_id=mari.id, question="Millal?", options=["E"])
        poll = mari.last().message.number
        assert await act(do="vote", number=poll, text="E") == 200
        whisper = {"receiver_user_id": mari.id}
        await raw(
            "sendMessage",
            chat_id=group.id,
            text="sosin",
            ephemeral_message_parameters=whisper,
        )
        assert await act(do="block") == 200
        assert await act(do="send", text="?") == 400
        assert await act(do="arrive", text="Liis", lang="en") == 200
        assert await act(do="dance") == 400
        state = await (await http.get("/play/state")).json()
    shown, other, _ = state["people"]
    assert texts(shown["chats"][0]) == ["tere", "[voice]", "Kas?", "jah", "Millal?"]
    assert shown["blocked"]
    assert "sosin" in texts(shown["chats"][1])
    assert "sosin" not in texts(other["chats"][1])
    assert [
        update["callback_query"]["data"]
        for update in await raw.updates()
        if "callback_query" in update
    ] == ["y"]


def texts(chat: Json) -> list[str]:
    return [message["text"] for message in chat["messages"]]


async def test_the_page_needs_nothing_from_outside(server: TelegramServer) -> None:
    async with aiohttp.ClientSession(server.url) as http:
        answers = [await http.get(where) for where in PARTS]
        parts = [await answer.text() for answer in answers]
    page, style, script = parts
    assert set(re.findall(r'(?:src|href)="([^"]*)"', page)) == {"data:,", *PARTS[1:]}
    assert "url(" not in style
    assert set(re.findall(r'fetch\("([^"]*)"', script)) == {"/play/do", "/play/state"}
    policy = answers[0].headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")


async def test_what_was_sent_can_be_looked_at(
    server: TelegramServer, mari: Person
) -> None:
    mari.send_photo("Nädalad")
    async with aiohttp.ClientSession(server.url) as http:
        state = await (await http.get("/play/state")).json()
        (shown,) = state["people"][0]["chats"][0]["messages"]
        (file,) = shown["files"]
        assert (shown["text"], file["picture"]) == ("Nädalad", True)
        answer = await http.get(file["url"])
        assert answer.content_type == "image/png"
        assert (await answer.read()).startswith(b"\x89PNG")
        assert (await http.get("/play/file/none")).status == 404


async def test_links_to_the_bot_are_followed_on_the_page(
    world: TelegramWorld, server: TelegramServer, mari: Person, kati: Person
) -> None:
    asked = "https://t.me/umarlaud_bot?startgroup=abc&admin=invite_users"
    async with aiohttp.ClientSession(server.url) as http:

        async def act(**wish: Any) -> int:
            given = {"person": mari.id, "chat": mari.id} | wish
            return (await http.post("/play/do", json=given)).status

        assert await act(do="found", text="Meie tiim", link=asked) == 200
        (group,) = [chat for chat in world.chats.values() if chat.id < 0]
        assert await act(do="bring", who=kati.id, chat=group.id) == 200
        assert await act(do="send", text="tere", chat=group.id, person=kati.id) == 200
        assert await act(do="leave", chat=group.id, person=kati.id) == 200
        assert await act(do="add", text=asked, chat=mari.id) == 400
        assert await act(do="arrive", text="Liis", start="abc") == 200
    assert kati not in group.readers()
    said = [m.text for m in group.messages.values() if m.text]
    assert said == ["/start@umarlaud_bot abc", "tere"]
    liis = next(p for p in world.people.values() if p.first_name == "Liis")
    assert liis.texts() == ["/start abc"]
