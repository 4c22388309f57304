"""Links: the invitation that lets somebody in once, and the personal link."""

import asyncio
from uuid import uuid4

from aiohttp import web

from bot.networks.web import rendering
from bot.networks.web.guard import (
    Closed,
    TooMany,
    check_origin,
    count_guess,
    give_link,
    once,
    refuse_guessing,
)
from bot.networks.web.site import SITE, Site, caller, spoken
from casework.ids import PersonId
from casework.invitations import Invitation, check_usable
from casework.refusals import InvitationUnknown
from handlers import web_chats
from handlers.incoming import Incoming
from storage.addresses import token_hash

_LONGEST_WAIT = 10
_LOOK_EVERY = 0.05


async def personal_link(request: web.Request) -> web.Response:
    """Open a personal link: the browser keeps it, and the address bar forgets it.

    A page that goes on by itself, and no redirect: a redirect from another
    site's link would come without the cookie just set.
    """
    refuse_guessing(request)
    link = request.match_info["token"]
    async with request.app[SITE].reading() as turn:
        viewer = await web_chats.viewer(turn, link)
    if viewer is None:
        count_guess(request)
        raise Closed
    return _open(request, link, viewer.person.id)


async def look(request: web.Request) -> web.Response:
    """Show an invitation without using it up: link scanners only look."""
    await _usable(request)
    words = spoken(request)
    html = rendering.page("join.html", words, key=uuid4().hex)
    return web.Response(text=html, content_type="text/html")


async def join(request: web.Request) -> web.Response:
    """Use an invitation, in the language chosen, and open the new chat.

    The new personal link is derived from the invitation and the page's key: a
    repeat of the same post, its answer having been lost, opens the same chat.
    """
    check_origin(request)
    site, sent = request.app[SITE], await request.post()
    key, speaks = once(str(sent.get("key", ""))), str(sent.get("speaks", ""))
    refuse_guessing(request)
    token = request.match_info["token"]
    link = site.database.keys.blind(f"session:{token}:{key}")
    person = await _holder(site, link)
    if person is None:
        invitation = await _usable(request)
        if not site.limits.posts.take(caller(request)):
            raise TooMany
        await site.receive(
            Incoming(
                network="web",
                key=f"join:{token_hash(token)[:32]}:{key}",
                address=str(invitation.person),
                start=token,
                session=link,
                speaks=speaks,
            )
        )
        person = await _let_in(site, link)
    return _open(request, link, person)


async def _usable(request: web.Request) -> Invitation:
    refuse_guessing(request)
    hashed = token_hash(request.match_info["token"])
    async with request.app[SITE].reading() as turn:
        found = await turn.tx.invitations.by_token(hashed)
        try:
            return check_usable(found, turn.now)
        except InvitationUnknown:
            count_guess(request)
            raise


async def _let_in(site: Site, link: str) -> PersonId:
    """Wait until the invitation has been handled.

    Raises:
        InvitationUnknown: somebody else used it in the same moment.
    """
    for _ in range(int(_LONGEST_WAIT / _LOOK_EVERY)):
        person = await _holder(site, link)
        if person is not None:
            return person
        await asyncio.sleep(_LOOK_EVERY)
    raise InvitationUnknown


async def _holder(site: Site, link: str) -> PersonId | None:
    async with site.reading() as turn:
        return await turn.tx.addresses.person_by_link(link)


def _open(request: web.Request, link: str, person: PersonId) -> web.Response:
    there = f"/chat/{person}"
    html = rendering.page("opening.html", spoken(request), there=there)
    response = web.Response(text=html, content_type="text/html")
    give_link(response, request.app[SITE], link, person)
    return response
