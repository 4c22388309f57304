"""The page of an invitation: a look changes nothing, a post answers (check 7)."""

import asyncio
from uuid import uuid4

from aiohttp import web

from bot.languages import Words
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
from bot.networks.web.site import SITE, Site
from bot.wording.mails import zoned
from bot.wording.names import name_of
from bot.wording.refusals import reason
from casework.personal_code import holds_personal_code
from casework.refusals import HoldsPersonalCode, TooLong
from casework.roundtables import Reply
from casework.words import clean
from handlers import answering_page
from handlers.answering_page import Invited
from handlers.incoming import Incoming, PageAnswer
from storage.addresses import token_hash

LONGEST_NOTE = 500
_LONGEST_WAIT = 5
_LOOK_EVERY = 0.05


async def look(request: web.Request) -> web.Response:
    """Show an invitation; mail scanners only look, and nothing comes of it."""
    return _page(request, await _invited(request))


async def answer(request: web.Request) -> web.Response:
    """Take whether somebody comes, and show the page with what holds now."""
    check_origin(request)
    site, sent = request.app[SITE], await fields_of(request)
    invited = await _invited(request)
    hashed = token_hash(request.match_info["token"])
    if not site.limits.posts.take(hashed):
        raise TooMany
    note = sent.get("note", "").replace("\r\n", "\n")
    if notice := _notice(note, site.languages.of(invited.language)):
        return _page(request, invited, notice, note)
    given = PageAnswer(
        token_hash=hashed,
        reply=_reply(sent.get("reply", "")),
        sequence=_number(sent.get("sequence", "")),
        note=clean(note),
    )
    key = once(str(sent.get("key", "")))
    came = Incoming(network="web", key=f"page:{key}", address=hashed, answer=given)
    await site.receive(came)
    await _handled(site, given)
    return web.Response(status=303, headers={"Location": request.path})


def _notice(note: str, words: Words) -> str:
    """Return why the note cannot be kept, or nothing."""
    if len(note) > LONGEST_NOTE:
        data = {"length": len(note), "limit": LONGEST_NOTE}
        return reason(TooLong.__name__, data, words)
    if holds_personal_code(note):
        return reason(HoldsPersonalCode.__name__, {}, words)
    return ""


async def _invited(request: web.Request) -> Invited:
    refuse_guessing(request)
    hashed = token_hash(request.match_info["token"])
    async with request.app[SITE].reading() as turn:
        found = await answering_page.look(turn, hashed)
    if found is None:
        count_guess(request)
        raise Closed
    return found


async def _handled(site: Site, given: PageAnswer) -> None:
    """Wait until the answer holds, or something newer does."""
    for _ in range(int(_LONGEST_WAIT / _LOOK_EVERY)):
        async with site.reading() as turn:
            now = await answering_page.look(turn, given.token_hash)
        if now is None or now.reply is given.reply or not now.open:
            return
        if now.entry.sequence != given.sequence:
            return
        await asyncio.sleep(_LOOK_EVERY)


def _page(
    request: web.Request, invited: Invited, notice: str = "", note: str = ""
) -> web.Response:
    site = request.app[SITE]
    words = site.languages.of(invited.language)
    html = rendering.page(
        "invitation.html",
        words,
        invited=invited,
        moment=zoned(invited.entry.starts_at, words),
        length=name_of(f"length.{invited.entry.minutes_long}", words),
        purpose=name_of(f"purpose.{invited.purpose}", words),
        file=f"/calendar/{request.match_info['token']}.ics",
        key=uuid4().hex,
        notice=notice,
        note=note,
        longest=LONGEST_NOTE,
    )
    status = 422 if notice else 200
    return web.Response(text=html, content_type="text/html", status=status)


def _reply(given: str) -> Reply:
    try:
        return Reply(given)
    except ValueError as error:
        raise Closed from error


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < len("1000000") else -1
