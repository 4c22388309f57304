"""What comes in while a page is open."""

import json

import aiohttp
import pytest

from tests.phones.http import HttpPhone
from tests.table import Table


def socket_url(phone: HttpPhone, since: int = 0) -> str:
    return f"{phone.url}/live?since={since}".replace("http:", "ws:")


async def event(answer: aiohttp.ClientResponse) -> tuple[int, dict[str, str]]:
    """Return the next event that carries something."""
    number = 0
    async for raw in answer.content:
        line = raw.decode().strip()
        if line.startswith("id: "):
            number = int(line.removeprefix("id: "))
        if line.startswith("data: "):
            return number, json.loads(line.removeprefix("data: "))
    raise AssertionError("the stream has ended")


async def test_a_message_comes_by_web_socket(laid: Table, kati: HttpPhone) -> None:
    async with kati.session.ws_connect(socket_url(kati)) as socket:
        await laid.say("kati", "/help")
        own = await socket.receive_json(timeout=5)
        answer = await socket.receive_json(timeout=5)
    assert "/help" in own["html"]
    assert "All commands" in answer["html"]
    assert answer["change"] > own["change"]


async def test_a_page_that_was_away_gets_what_it_missed_and_no_more(
    laid: Table, kati: HttpPhone
) -> None:
    await laid.say("kati", "/help")
    answer = await kati.session.get(f"{kati.url}/events")
    assert answer.content_type == "text/event-stream"
    first, _ = await event(answer)
    answer.close()

    again = await kati.session.get(
        f"{kati.url}/events", headers={"Last-Event-ID": str(first)}
    )
    second, missed = await event(again)
    again.close()
    assert second == first + 1
    assert "All commands" in missed["html"]


async def test_a_page_of_another_site_cannot_listen(kati: HttpPhone) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await kati.session.ws_connect(
            socket_url(kati), headers={"Origin": "https://elsewhere.example"}
        )
    assert refused.value.status == 403


async def test_an_open_page_closes_when_the_link_is_revoked(
    laid: Table, kati: HttpPhone
) -> None:
    async with kati.session.ws_connect(socket_url(kati)) as socket:
        async with laid.database.transaction(laid.clock()) as tx:
            await tx.addresses.revoke_links(laid.people["kati"].id)
        network = laid.assistant.parts.networks[0]
        network.bell.ring(str(laid.people["kati"].id))  # type: ignore[attr-defined]
        closed = await socket.receive(timeout=5)
    assert closed.type is aiohttp.WSMsgType.CLOSE
    assert closed.data == 4001


async def test_an_open_page_forgets_what_may_not_be_seen_any_more(
    laid: Table, kati: HttpPhone
) -> None:
    async with kati.session.ws_connect(socket_url(kati)) as socket:
        await laid.say("kati", "/leave")
        await socket.receive(timeout=5)
        await socket.receive(timeout=5)
        await laid.press("kati", "Yes, leave")
        message = await socket.receive(timeout=5)
        while message.type is aiohttp.WSMsgType.TEXT:
            message = await socket.receive(timeout=5)
    assert message.data == 4001
