"""The page on which one can be the people."""

from typing import Any

import aiohttp

from tests.conformance.conftest import Raw
from tests.telegram_server.page import TEMPLATE
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]
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
        page = await (await http.get("/")).text()
    assert page == TEMPLATE.read_text(encoding="utf-8")
    assert "src=" not in page
    assert page.count("href=") == page.count(chr(34) + "data:,") == 1
