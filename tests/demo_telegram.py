"""The Telegram demo: `make demo-telegram`, the real adapter without Telegram.

The table of `umarlaud demo` sits in a test Bot API server; its page lets one be
the people and move the clock. The program's own pages are served beside, for what
must not stand on Telegram. Nothing is kept, and no account is needed.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import Assistant
from bot.demo import pages, story
from bot.demo.cast import GUESTS, MARI
from bot.demo.table import BEGINS, demo_settings, free_port, fresh_database
from bot.installation import assistant
from bot.languages import Languages
from bot.networks.telegram import menus
from bot.networks.telegram.client import Client
from bot.networks.telegram.door import Door
from bot.networks.telegram.network import Telegram, Timing
from bot.networks.telegram.pace import Pace
from bot.networks.telegram.polling import Polling
from bot.networks.web.network import Web
from bot.networks.web.server import make_app, serving
from bot.networks.web.site import Site
from handlers.turn import Turn
from scheduling.clock import SettableClock
from storage.database import Database
from tests.telegram_server.clock import LiveClock
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

PORT = 8081
TEAM = "Lapse tiim"
MOVES = ("hour", "morning", "monday")


class PassingClock(SettableClock):
    """A clock that goes on by itself from where it was put."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self._put_at = time.monotonic()

    def __call__(self) -> datetime:
        """Return the moment it has come to."""
        passed = time.monotonic() - self._put_at
        return super().__call__() + timedelta(seconds=passed)

    def set(self, moment: datetime, *, back: bool = False) -> None:
        """Put the clock on a moment, or leave it where it has passed it already."""
        self._moment, self._put_at = self(), time.monotonic()
        super().set(moment if back else max(moment, self._moment), back=back)


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo, put together: everybody's Telegram, and the program on it."""

    server: TelegramServer
    program: Assistant
    polling: Polling

    async def run(self) -> None:
        """Work until it is interrupted."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.program.run())
            group.create_task(self.polling.run())


@asynccontextmanager
async def laid(folder: Path, port: int) -> AsyncIterator[Demo]:
    """Lay the table on a Telegram of its own, which nothing survives."""
    clock = PassingClock(BEGINS)
    world = TelegramWorld(clock=LiveClock(clock))
    server = TelegramServer(world, port=port)
    settings = replace(
        demo_settings(folder, free_port(port + 1)), telegram_token=world.bot.token
    )
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(fresh_database(settings))
        client = Client(world.bot.token, f"http://{server.host}:{port}")
        stack.push_async_callback(client.close)
        languages, web = Languages(settings.zone), Web(database, clock)
        timing = Timing(lambda: clock().timestamp(), asyncio.sleep)
        network = Telegram(client, languages, timing, Pace())
        network.username = name = world.bot.username or ""
        program = assistant(settings, database, [web, network], clock, name)
        async with database.transaction(clock()) as tx:
            await seat(Turn(tx, clock(), program.parts.office), world)
        server.moves = {move: _mover(program, clock, move) for move in MOVES}
        await stack.enter_async_context(server)
        app = make_app(_site(program, web))
        await stack.enter_async_context(serving(app, "127.0.0.1", settings.web_port))
        await _show_menus(client, languages, database)
        door = Door(network, program.receive_raw)
        yield Demo(server, program, Polling(client, door, asyncio.sleep))


async def seat(turn: Turn, world: TelegramWorld) -> None:
    """Tell what has happened so far, and give everybody a phone with Telegram."""
    table, owners = await story.lay(turn), []
    for each in (MARI, *GUESTS):
        owner = world.user(each.name, lang=each.language, started=True)
        owners.append(owner)
        person = table.people[each.key]
        await turn.tx.addresses.unbind("web", str(person.id))
        await turn.tx.addresses.bind("telegram", str(owner.id), person.id)
    group = world.supergroup(TEAM, owner=owners[0], members=owners[1:], bot=None)
    group.visible_history = False


def _site(program: Assistant, web: Web) -> Site:
    parts = program.parts
    return Site(
        database=parts.database,
        office=parts.office,
        clock=parts.clock,
        network=web,
        receive=program.receive,
        places=parts.places,
        languages=Languages(parts.office.zone),
    )


def _mover(
    program: Assistant, clock: PassingClock, to: str
) -> Callable[[], Awaitable[None]]:
    async def move() -> None:
        there = pages.later(clock().astimezone(BEGINS.tzinfo), to)
        assert there is not None
        await program.live_until(there, clock)

    return move


async def _show_menus(client: Client, languages: Languages, database: Database) -> None:
    async def leading() -> menus.Menu:
        async with database.reading(BEGINS) as tx:
            return await menus.managers(tx)

    await menus.publish(client, languages)
    await menus.ManagersMenus(client, languages, leading).look()


async def main(port: int = PORT) -> None:
    """Serve the demo until it is interrupted."""
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as folder:
        async with laid(Path(folder), free_port(port)) as demo:
            sys.stdout.write(f"Be the people: {demo.server.url}/\n")
            sys.stdout.write("Ctrl-C ends the demo.\n")
            sys.stdout.flush()
            await demo.run()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
