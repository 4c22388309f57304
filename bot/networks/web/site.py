"""What the web pages are served with, and the moment at which they are looked at."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from aiohttp import web

from bot.languages import Languages, Words
from bot.networks.web.limits import Limits
from bot.networks.web.network import Web
from bot.wording.places import Places
from handlers.incoming import Incoming
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage.database import Database
from storage.transaction import Transaction


class Receive(Protocol):
    """Takes in what came, with what the page keeps of it, in one transaction."""

    async def __call__(
        self,
        incoming: Incoming,
        beside: Callable[[Transaction], Awaitable[None]] | None = None,
    ) -> bool:
        """Store what came in; False: it had come in before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The parts of the program that the pages need."""

    database: Database
    office: Office
    clock: Clock
    network: Web
    receive: Receive
    places: Places
    languages: Languages
    limits: Limits = field(default_factory=Limits)
    framed: bool = False
    """The demo shows the pages side by side, in frames of its own."""
    behind_proxy: bool = False
    """A proxy of ours stands in front and says who is calling."""

    vouch: Callable[[str, datetime], tuple[str, str] | None] | None = None
    """Says for whom another network's app opens the page: the network, the address."""

    @property
    def secure(self) -> bool:
        """Say whether people reach the pages over HTTPS."""
        return self.places.web.startswith("https://")

    @property
    def policy(self) -> str:
        """Return what a page may load and where it may send to: ours alone."""
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            "connect-src 'self'; frame-src 'self'; form-action 'self'; "
            "base-uri 'none'; "
        )

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Turn]:
        """Look at what is kept, now, without changing anything."""
        now = self.clock()
        async with self.database.reading(now) as tx:
            yield Turn(tx, now, self.office)


SITE = web.AppKey("site", Site)


def caller(request: web.Request) -> str:
    """Return the network address that is calling."""
    if request.app[SITE].behind_proxy:
        forwarded = request.headers.get("X-Forwarded-For", "")
        return forwarded.rpartition(",")[2].strip() or "unknown"
    return request.remote or "unknown"


def spoken(request: web.Request) -> Words:
    """Return the language of whoever is calling, as far as the request tells."""
    site = request.app[SITE]
    known = request.cookies.get("language", "")
    if known in {"et", "ru", "en"}:
        return site.languages.of(known)
    wanted = request.headers.get("Accept-Language", "")
    first = wanted.partition(",")[0].partition(";")[0].strip()[:2].lower()
    return site.languages.of(first)
