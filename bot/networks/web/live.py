"""What changes on a page while it is open: by web socket, or by server-sent events.

A browser opens at most six connections to one place, but web sockets do not
count; server-sent events are for networks that let no web socket through.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, web

from bot.networks.web.guard import Closed, TooMany, check_origin, entered, number
from bot.networks.web.network import TEAM
from bot.networks.web.rendering import Shelf
from bot.networks.web.site import SITE
from casework.disclosure import Right
from handlers import web_chats
from storage.conflicts import Unavailable

Change = dict[str, str | int]
"""One change: the place of the bubble and its HTML; empty as a sign of life."""

_SECONDS = 20
"""A sign of life at least so often; and changes made by another process show."""


async def socket(request: web.Request) -> web.WebSocketResponse:
    """Send what changes over a web socket; the page says what it has seen."""
    check_origin(request)
    async with entered(request):
        pass
    response = web.WebSocketResponse(heartbeat=_SECONDS)
    await response.prepare(request)
    request.app[OPEN].now.add(response)
    sending = asyncio.create_task(_send(request, response))
    try:
        async for _ in response:
            pass  # the page only listens
    finally:
        request.app[OPEN].now.discard(response)
        sending.cancel()
    return response


@dataclass(frozen=True, slots=True)
class Sockets:
    """The web sockets that are open now."""

    now: set[web.WebSocketResponse] = field(default_factory=set)


OPEN = web.AppKey("open", Sockets)


async def close_all(app: web.Application) -> None:
    """Say goodbye to every open page, so that stopping takes no time."""
    for response in list(app[OPEN].now):
        await response.close(code=WSCloseCode.GOING_AWAY)


async def _send(request: web.Request, response: web.WebSocketResponse) -> None:
    async for change, data in _changes(request):
        if response.closed:
            return
        if data:
            await response.send_str(json.dumps({"change": change, **data}))
    await response.close(code=4001)


async def events(request: web.Request) -> web.StreamResponse:
    """Send what changes as server-sent events, from the last one that arrived on."""
    async with entered(request):
        pass
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    async for change, data in _changes(request):
        line = f"id: {change}\ndata: {json.dumps(data)}\n\n" if data else ": \n\n"
        await response.write(line.encode())
    await response.write(b"event: closed\ndata: {}\n\n")
    return response


async def _changes(request: web.Request) -> AsyncIterator[tuple[int, Change]]:
    """Give each change since the last one seen, and now and then a sign of life.

    Ends when the page must be closed or opened anew. The right to see it is
    asked again for every batch.
    """
    seen, rights = _since(request), frozenset[Right]()
    with request.app[SITE].network.bell.listening(_chat(request)) as heard:
        while True:
            heard.clear()
            try:
                now, batch = await _batch(request, seen)
            except (Closed, TooMany):
                return
            except Unavailable:
                await asyncio.sleep(2)
                continue
            if not rights <= now:
                return  # what stands there already may not stand there any more
            rights = now
            for change, data in batch or [(seen, {})]:
                seen = change
                yield change, data
            await _wait(heard)


async def _wait(heard: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_SECONDS):
            await heard.wait()


async def _batch(
    request: web.Request, seen: int
) -> tuple[frozenset[Right], list[tuple[int, Change]]]:
    async with entered(request) as someone:
        if someone.room.viewer.left_at is not None:
            raise Closed
        shelf = Shelf(someone, request.app[SITE].places.web)
        changed = await web_chats.changes(someone.turn, someone.room, seen)
        return someone.room.viewer.rights, [
            (bubble.change, {"place": bubble.place, "html": shelf.one(bubble)})
            for bubble in changed
        ]


def _chat(request: web.Request) -> str:
    path = request.match_info
    return f"{TEAM}{path['case']}" if "case" in path else path["person"]


def _since(request: web.Request) -> int:
    text = request.headers.get("Last-Event-ID") or request.query.get("since", "0")
    return number(text) or 0
