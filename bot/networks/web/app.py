"""The page as a chat elsewhere opens it, and as a link opens it that works once.

The chat's app says in the address who opens the page; a small script of ours
hands that on, and whoever vouches for it says whose it is. No script of anyone
else's is loaded.
"""

import asyncio
from uuid import uuid4

from aiohttp import web

from bot.networks.web import rendering
from bot.networks.web.fields import fields_of
from bot.networks.web.guard import (
    Closed,
    TooMany,
    check_origin,
    count_guess,
    once,
    refuse_guessing,
)
from bot.networks.web.joining import LONGEST_WAIT, LOOK_EVERY, holder, open_chat
from bot.networks.web.site import SITE, Site, caller, spoken
from casework.channels import Ticket
from casework.ids import PersonId
from handlers import channels, web_chats
from handlers.incoming import Incoming
from handlers.turn import Turn
from storage.addresses import token_hash
from storage.conflicts import Conflict

_FRAMED_BY = "https://web.telegram.org"
"""Telegram's page for browsers shows ours in a frame; there it asks for a click."""


async def look(request: web.Request) -> web.Response:
    """Give the page whose script hands on who has opened it."""
    html = rendering.page("app.html", spoken(request))
    policy = f"{request.app[SITE].policy}frame-ancestors {_FRAMED_BY}"
    return web.Response(
        text=html,
        content_type="text/html",
        headers={"Content-Security-Policy": policy},
    )


async def enter(request: web.Request) -> web.Response:
    """Open the chat of whoever the app of another network vouches for.

    Raises:
        Closed: nobody vouches, it is too old or was used, or they are nobody here.
    """
    refuse_guessing(request)
    check_origin(request)
    site = request.app[SITE]
    told = (await fields_of(request)).get("told", "")
    place = site.vouch(told, site.clock()) if site.vouch else None
    link = site.database.keys.blind(f"app:{told}")
    person = None if place is None else await _person(site, place, link)
    if person is None:
        count_guess(request)
        raise Closed
    return open_chat(request, link, person)


async def _person(site: Site, place: tuple[str, str], link: str) -> PersonId | None:
    """Open a page for somebody, once for each time they were vouched for."""
    now = site.clock()
    try:
        async with site.database.transaction(now) as tx:
            turn = Turn(tx, now, site.office)
            person = await tx.addresses.person_at(*place)
            if person is None or await tx.addresses.link_exists(link):
                return None
            if (await web_chats.of_person(turn, person)).left_at is not None:
                return None
            await channels.open_page(turn, person, link, through=place)
            return person
    except Conflict:
        return None  # opened twice in the same moment


async def look_once(request: web.Request) -> web.Response:
    """Show a link that works once without using it up: link scanners only look."""
    await _usable(request)
    html = rendering.page("once.html", spoken(request), key=uuid4().hex)
    return web.Response(text=html, content_type="text/html")


async def open_once(request: web.Request) -> web.Response:
    """Use a link that works once, and open the chat; a repeat opens the same one."""
    check_origin(request)
    site, sent = request.app[SITE], await fields_of(request)
    key, token = once(sent.get("key", "")), request.match_info["token"]
    link = site.database.keys.blind(f"session:{token}:{key}")
    person = await holder(site, link)
    if person is None:
        ticket = await _usable(request)
        if not site.limits.posts.take(caller(request)):
            raise TooMany
        await site.receive(
            Incoming(
                network=site.office.web,
                key=f"once:{token_hash(token)[:32]}:{key}",
                address=str(ticket.person),
                start=token,
                session=link,
            )
        )
        person = await _let_in(site, link)
    return open_chat(request, link, person)


async def _usable(request: web.Request) -> Ticket:
    refuse_guessing(request)
    hashed = token_hash(request.match_info["token"])
    async with request.app[SITE].reading() as turn:
        found = await turn.tx.tickets.by_token(hashed)
        web_name = turn.office.web
        if found is None or not found.works(web_name, turn.now):
            count_guess(request)
            raise Closed
        return found


async def _let_in(site: Site, link: str) -> PersonId:
    for _ in range(int(LONGEST_WAIT / LOOK_EVERY)):
        person = await holder(site, link)
        if person is not None:
            return person
        await asyncio.sleep(LOOK_EVERY)
    raise Closed
