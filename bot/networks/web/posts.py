"""What people send from their page: words and presses."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.networks.web.fields import fields_of
from bot.networks.web.guard import (
    Closed,
    TooMany,
    check_csrf,
    check_origin,
    entered,
    once,
)
from bot.networks.web.pages import ASIDE, Typed, chat_page
from bot.networks.web.site import SITE, Site
from bot.wording.refusals import reason
from casework.personal_code import holds_personal_code
from casework.pins import looks_like_one
from casework.refusals import NamesSomebody, NoWords, TooLong
from casework.words import MAX_WORDS, clean
from handlers import team
from handlers.incoming import Incoming
from handlers.web_chats import Room
from storage.transaction import Transaction
from storage.web_chats import Bubble


@dataclass(frozen=True, slots=True)
class Posted:
    """A post that came from our page, by somebody who may post there."""

    room: Room
    base: str
    key: str
    fields: dict[str, str]

    @property
    def incoming(self) -> dict[str, Any]:
        """What words and presses have in common."""
        person = self.room.viewer.person.id
        return {
            "network": "web",
            "key": f"{person}:{self.key}",
            "address": str(person),
            "team": None if self.room.team is None else self.room.team.id,
        }

    @property
    def is_aside(self) -> bool:
        """Whether it asks the program in the team chat; the answer is private."""
        words = self.fields.get("text", "")
        return self.room.team is not None and words.startswith("/")


async def message(request: web.Request) -> web.Response:
    """Take the words that somebody wrote."""
    site, posted = request.app[SITE], await _posted(request)
    text = posted.fields.get("text", "")
    said = refusal(text) or await _names_somebody(site, posted, text)
    if said is not None:
        return await _refuse(request, text, said)
    await _take_words(site, posted, text)
    return _taken(request, posted)


async def press(request: web.Request) -> web.Response:
    """Take the press of a button."""
    posted = await _posted(request)
    pressed = posted.fields.get("token", "")[:100]
    await request.app[SITE].receive(Incoming(**posted.incoming, pressed=pressed))
    return _taken(request, posted)


def refusal(text: str) -> tuple[str, dict[str, Any]] | None:
    """Return why these words cannot be kept, or None when they can."""
    if len(text) > MAX_WORDS:
        return TooLong.__name__, {"length": len(text), "limit": MAX_WORDS}
    return None if clean(text) else (NoWords.__name__, {})


async def _names_somebody(
    site: Site, posted: Posted, text: str
) -> tuple[str, dict[str, Any]] | None:
    case = posted.room.team
    if case is None or posted.is_aside:
        return None
    async with site.reading() as turn:
        try:
            await team.check_words(turn, case.id, text)
        except NamesSomebody as named:
            return type(named).__name__, {}
    return None


async def _posted(request: web.Request) -> Posted:
    """Return what was posted.

    Raises:
        Closed: by somebody who may not. NotFromHere: not from our page.
        TooMany: too fast.
    """
    check_origin(request)
    sent = await fields_of(request)
    # A browser sends line ends as two characters; they count as one.
    fields = {name: said.replace("\r\n", "\n") for name, said in sent.items()}
    async with entered(request) as someone:
        if someone.room.viewer.left_at is not None:
            raise Closed
        check_csrf(fields.get("csrf", ""), someone.csrf)
        if not request.app[SITE].limits.posts.take(someone.link):
            raise TooMany
        return Posted(someone.room, someone.base, once(fields.get("key", "")), fields)


async def _take_words(site: Site, posted: Posted, text: str) -> None:
    incoming = Incoming(**posted.incoming, text=text)
    bubble = _own(site, posted, text)
    owner = bubble.case or posted.room.viewer.person.id

    async def show(tx: Transaction) -> None:
        await tx.web_chats.add(bubble, owner)

    viewer, team_chat = posted.room.viewer, posted.room.team is not None
    secret = viewer.person.case_manager and looks_like_one(text)
    # Behind a PIN it may be anybody: their words are not the case manager's there.
    shut = team_chat and viewer.shut_since is not None
    hidden = "quiet" in posted.fields or posted.is_aside or secret or shut
    await site.receive(incoming, None if hidden else show)
    site.network.bell.ring(bubble.chat)


def _own(site: Site, posted: Posted, text: str) -> Bubble:
    room = posted.room
    withheld = holds_personal_code(text)
    case = room.viewer.only_case if room.team is None else room.team.id
    role = room.viewer.members[room.team.id].role if room.team else ""
    return Bubble(
        chat=room.chat,
        ref=f"said:{posted.incoming['key']}",
        at=site.clock(),
        body="" if withheld else clean(text),
        withheld=withheld,
        writer=room.viewer.person.id,
        role=role,
        case=case,
    )


async def _refuse(
    request: web.Request, text: str, said: tuple[str, dict[str, Any]]
) -> web.Response:
    """Say why the words were not taken, and leave them where they were typed."""
    async with entered(request) as someone:
        notice = reason(*said, someone.words)
        if wants_json(request):
            return web.json_response({"notice": notice}, status=422)
        html = await chat_page(request, someone, Typed(text, notice))
        return web.Response(text=html, content_type="text/html", status=422)


def _taken(request: web.Request, posted: Posted) -> web.Response:
    if wants_json(request):
        return web.json_response({})
    query = f"?{ASIDE}=yes" if posted.is_aside else ""
    where = f"{posted.base}{query}#say"
    return web.Response(status=303, headers={"Location": where})


def wants_json(request: web.Request) -> bool:
    """Say whether the page's script is asking, and not a form without it."""
    return "application/json" in request.headers.get("Accept", "")
