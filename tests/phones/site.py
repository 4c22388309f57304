"""The web pages of a test: served in this process, on a port of their own."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.languages import Languages
from bot.networks.web.limits import Limit, Limits
from bot.networks.web.network import Web
from bot.networks.web.server import make_app
from bot.networks.web.site import Site
from handlers.incoming import Incoming
from storage.transaction import Transaction

if TYPE_CHECKING:
    from tests.table import Table


def patient() -> Limits:
    """Return limits that no journey reaches."""
    return Limits(posts=Limit(10_000, 1000), guesses=Limit(10_000, 1000))


@dataclass(slots=True)
class Pages:
    """The pages of one table, and where they are."""

    socket: socket.socket
    site: Site | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"


def a_place() -> Pages:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return Pages(listening)


@asynccontextmanager
async def serving(
    table: "Table",
    network: Web,
    pages: Pages,
    vouch: Callable[[str, datetime], tuple[str, str] | None] | None = None,
    web_url: str = "",
) -> AsyncIterator[Pages]:
    """Serve the pages; whatever is posted has been handled when it is answered."""

    async def receive(
        incoming: Incoming,
        beside: Callable[[Transaction], Awaitable[None]] | None = None,
    ) -> bool:
        new = await table.assistant.receive(incoming, beside)
        await table.assistant.settle()
        return new

    parts = table.assistant.parts
    pages.site = Site(
        database=table.database,
        office=parts.office,
        clock=table.clock,
        network=network,
        receive=receive,
        places=replace(parts.places, web=web_url or parts.places.web),
        languages=Languages(parts.office.zone),
        limits=patient(),
        vouch=vouch,
    )
    runner = web.AppRunner(make_app(pages.site), shutdown_timeout=1)
    await runner.setup()
    await web.SockSite(runner, pages.socket).start()
    try:
        yield pages
    finally:
        await runner.cleanup()
        pages.socket.close()
