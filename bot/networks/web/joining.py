"""Links: the invitation that lets somebody in once, and the personal link."""

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
    give_link,
    once,
    refuse_guessing,
)
from bot.networks.web.site import SITE, Site, caller, spoken
from bot.wording.verifying import number_to_tell
from casework.ids import PersonId
from casework.invitations import Invitation, check_usable
from casework.refusals import InvitationUnknown
from casework.verifying import ChannelRequest
from handlers import web_chats
from handlers.incoming import Incoming
from handlers.turn import Turn
from storage.addresses import token_hash

LONGEST_WAIT = 10
LOOK_EVERY = 0.05


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
    return open_chat(request, link, viewer.person.id)


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
    site, sent = request.app[SITE], await fields_of(request)
    key, speaks = once(sent.get("key", "")), sent.get("speaks", "")
    refuse_guessing(request)
    token = request.match_info["token"]
    link = site.database.keys.blind(f"session:{token}:{key}")
    person = await holder(site, link)
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
        found = await _let_in(site, link, invitation)
        if isinstance(found, ChannelRequest):
            return _wait(request, found, key)
        person = found
    return open_chat(request, link, person)


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


async def _let_in(
    site: Site, link: str, invitation: Invitation
) -> PersonId | ChannelRequest:
    """Wait until the invitation has been handled: it opens, or somebody is asked.

    Raises:
        InvitationUnknown: somebody else used it in the same moment.
    """
    for _ in range(int(LONGEST_WAIT / LOOK_EVERY)):
        async with site.reading() as turn:
            let_in = await _outcome(turn, link, invitation)
        if let_in is not None:
            return let_in
        await asyncio.sleep(LOOK_EVERY)
    raise InvitationUnknown


async def _outcome(
    turn: Turn, link: str, invitation: Invitation
) -> PersonId | ChannelRequest | None:
    """Return who is in by this link or what is asked about it; None: not handled yet.

    Raises:
        InvitationUnknown: somebody else used it in the same moment.
    """
    person = await turn.tx.addresses.person_by_link(link)
    if person is not None:
        return person
    for request in await turn.tx.channel_requests.of(invitation.person):
        if request.session == link and request.waits(turn.now):
            return request
    if await _is_taken(turn, link, invitation):
        raise InvitationUnknown
    return None


async def _is_taken(turn: Turn, link: str, invitation: Invitation) -> bool:
    """Say whether another phone has opened this invitation before."""
    requests = await turn.tx.channel_requests.of(invitation.person)
    return any(
        each.invitation == invitation.id and each.session != link for each in requests
    )


def _wait(request: web.Request, asked: ChannelRequest, key: str) -> web.Response:
    """Show the number that the case manager has to hear before anything opens."""
    words = request.app[SITE].languages.of(asked.speaks or spoken(request).language)
    html = rendering.page(
        "waiting.html",
        words,
        number=asked.number,
        said=number_to_tell(asked.number, words),
        key=key,
        speaks=asked.speaks,
    )
    return web.Response(text=html, content_type="text/html")


async def holder(site: Site, link: str) -> PersonId | None:
    """Return whose link this is, while it works."""
    async with site.reading() as turn:
        return await turn.tx.addresses.person_by_link(link)


def open_chat(request: web.Request, link: str, person: PersonId) -> web.Response:
    """Let the browser keep a link, and go on to the chat it opens."""
    there = f"/chat/{person}"
    html = rendering.page("opening.html", spoken(request), there=there)
    response = web.Response(text=html, content_type="text/html")
    give_link(response, request.app[SITE], link, person)
    return response
