"""The demo put together: the real program, a clock of its own, a place to look."""

import errno
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.app import Assistant
from bot.demo import pages, story
from bot.installation import assistant
from bot.languages import Languages
from bot.networks.web.limits import Limit, Limits
from bot.networks.web.network import Web
from bot.networks.web.server import make_app, serving
from bot.networks.web.site import Site
from bot.settings import Settings, read
from handlers.turn import Turn
from scheduling.clock import SettableClock
from storage.database import Database
from storage.keys import MasterKeys

TALLINN = ZoneInfo("Europe/Tallinn")
BEGINS = datetime(2026, 11, 20, 10, 0, tzinfo=TALLINN)
"""A Friday morning with no holiday near: much is due in the days that follow."""
_PORTS = 50


@dataclass(frozen=True, slots=True)
class Laid:
    """The table, laid: the program, its clock, and who sits there."""

    program: Assistant
    clock: SettableClock
    table: story.Table
    app: web.Application


async def run(port: int, show: Callable[[str], None]) -> None:
    """Serve the demo on this port or the next free one, until it is interrupted."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="umarlaud-"))
        port = free_port(port)
        laid = await stack.enter_async_context(lay(Path(folder), port))
        await stack.enter_async_context(serving(laid.app, "127.0.0.1", port))
        show(f"http://127.0.0.1:{port}/")
        await laid.program.run()


@asynccontextmanager
async def lay(folder: Path, port: int) -> AsyncIterator[Laid]:
    """Lay the table on a database of its own, which nothing survives."""
    settings = demo_settings(folder, port)
    async with fresh_database(settings) as database:
        yield await _put_together(settings, database)


@asynccontextmanager
async def fresh_database(settings: Settings) -> AsyncIterator[Database]:
    """Make an empty database with a key that is kept nowhere."""
    masters = MasterKeys({1: os.urandom(32)})
    database = Database.at(settings.database_url, settings.keys_url, masters)
    try:
        await database.prepare()
        await database.create_tables()
        yield database
    finally:
        await database.close()


async def _put_together(settings: Settings, database: Database) -> Laid:
    clock = SettableClock(BEGINS)
    network = Web(database, clock)
    program = assistant(settings, database, [network], clock)
    parts = program.parts
    async with database.transaction(clock()) as tx:
        table = await story.lay(Turn(tx, clock(), parts.office))
    site = Site(
        database=database,
        office=parts.office,
        clock=clock,
        network=network,
        receive=program.receive,
        places=parts.places,
        languages=Languages(parts.office.zone),
        limits=Limits(posts=Limit(100, 10)),
        framed=True,
    )
    app = make_app(site, pages.front)
    pages.add(app, program, clock, table)
    return Laid(program, clock, table, app)


def demo_settings(folder: Path, port: int) -> Settings:
    """Return the settings of a demo in this folder."""
    return read(
        {
            "UMARLAUD_DATA": str(folder),
            "UMARLAUD_MUNICIPALITY": "Põhjala vald",
            "UMARLAUD_WEB_URL": f"http://127.0.0.1:{port}",
            "UMARLAUD_WEB_PORT": str(port),
        }
    )


def free_port(wanted: int) -> int:
    """Return this port, or the next one on which nothing listens.

    Raises:
        OSError: none of the next ports is free.
    """
    for port in range(wanted, wanted + _PORTS):
        if _is_free(port):
            return port
    raise OSError(errno.EADDRINUSE, f"no free port from {wanted} on")


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
