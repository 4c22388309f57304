"""Who may open a page and who may post from it."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import urlsplit
from uuid import UUID

from aiohttp import web

from bot.languages import Words
from bot.networks.web.site import SITE, Site, caller
from casework.ids import CaseId, PersonId
from handlers import web_chats
from handlers.turn import Turn
from handlers.web_chats import Room
from storage.addresses import token_hash
from storage.keys import KeyStore

COOKIE = "umarlaud"
_DIGITS = 9
_COOKIE_LASTS = 180 * 24 * 3600
_KEY = re.compile(r"[A-Za-z0-9-]{16,64}")


class Closed(Exception):
    """The page is not for who asks, or it is not there: one answer for both."""


class TooMany(Exception):
    """Too many tries in a short time."""


class NotFromHere(Exception):
    """The post was not sent from the page it pretends to come from."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody in a room, with the moment, their language and their page's secret."""

    turn: Turn
    room: Room
    words: Words
    link: str
    csrf: str

    @property
    def base(self) -> str:
        """The path of the page."""
        path = f"/chat/{self.room.viewer.person.id}"
        return path if self.room.team is None else f"{path}/team/{self.room.team.id}"


@asynccontextmanager
async def entered(request: web.Request) -> AsyncIterator[Entered]:
    """Let in who holds the link of this page.

    Raises:
        Closed: the link is another's, revoked, expired or missing.
        TooMany: there were too many wrong tries from this address.
    """
    site = request.app[SITE]
    refuse_guessing(request)
    link = request.cookies.get(COOKIE, "")
    async with site.reading() as turn:
        room = await _room(turn, link, request.match_info)
        if room is None:
            count_guess(request)
            raise Closed
        words = site.languages.of(room.viewer.person.language)
        csrf = csrf_token(turn.tx.keys, link)
        yield Entered(turn, room, words, token_hash(link), csrf)


async def _room(turn: Turn, link: str, path: Mapping[str, str]) -> Room | None:
    viewer = await web_chats.viewer(turn, link)
    if viewer is None or viewer.person.id != PersonId(UUID(path["person"])):
        return None
    if "case" in path:
        return await web_chats.team_room(turn, viewer, CaseId(UUID(path["case"])))
    return Room(viewer=viewer)


def csrf_token(keys: KeyStore, link: str) -> str:
    """Return what only a page opened with this link can know."""
    return keys.blind(f"csrf:{token_hash(link)}")


def refuse_guessing(request: web.Request) -> None:
    """Refuse whoever has tried too many links that do not work.

    Raises:
        TooMany: they have.
    """
    if request.app[SITE].limits.guesses.is_spent(caller(request)):
        raise TooMany


def count_guess(request: web.Request) -> None:
    """Remember that a link did not work."""
    request.app[SITE].limits.guesses.take(caller(request))


def check_origin(request: web.Request) -> None:
    """Refuse a post that another site's page has sent.

    A browser that sends no origin at all is held by the page's secret alone.

    Raises:
        NotFromHere: it comes from elsewhere.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise NotFromHere
    origin = request.headers.get("Origin", "null")
    if origin != "null" and urlsplit(origin).netloc != request.host:
        raise NotFromHere


def check_csrf(sent: str, expected: str) -> None:
    """Refuse a post that does not know the page's secret.

    Raises:
        NotFromHere: it does not.
    """
    if not compare_digest(sent.encode("utf-8", "replace"), expected.encode()):
        raise NotFromHere


def once(sent: str) -> str:
    """Return the key by which a repeat of this post is known.

    Raises:
        NotFromHere: no page of ours makes such a key.
    """
    if not _KEY.fullmatch(sent):
        raise NotFromHere
    return sent


def give_link(
    response: web.StreamResponse, site: Site, link: str, person: UUID
) -> None:
    """Let the browser keep a link for the pages of this person alone."""
    response.set_cookie(
        COOKIE,
        link,
        path=f"/chat/{person}",
        max_age=_COOKIE_LASTS,
        secure=site.secure,
        httponly=True,
        samesite="Strict",
    )


def number(text: str) -> int | None:
    """Return the place or count that an address names, or None."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
