"""The Telegram demo: `make demo-telegram`, the real adapter without Telegram.

The table of `umarlaud demo` sits in a test Bot API server; its page lets one be
the people. Nothing is kept, and no account is needed.
"""

import asyncio
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from bot.demo import story
from bot.demo.cast import GUESTS, MARI
from bot.installation import assistant
from bot.languages import Languages
from bot.networks.telegram import menus
from bot.networks.telegram.client import Client
from bot.networks.telegram.door import Door
from bot.networks.telegram.network import Telegram, real_timing
from bot.networks.telegram.pace import Pace
from bot.networks.telegram.polling import Polling
from bot.settings import Settings, read
from handlers.turn import Turn
from scheduling.clock import utc_now
from storage.database import Database
from storage.keys import MasterKeys
from tests.telegram_server.clock import LiveClock
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

PORT = 8081


def settings_in(folder: Path) -> Settings:
    return read({"UMARLAUD_DATA": str(folder), "UMARLAUD_MUNICIPALITY": "Põhjala vald"})


async def opened(stack: AsyncExitStack, settings: Settings) -> Database:
    masters = MasterKeys({1: os.urandom(32)})
    database = Database.at(settings.database_url, settings.keys_url, masters)
    stack.push_async_callback(database.close)
    await database.prepare()
    await database.create_tables()
    return database


async def seat(turn: Turn, world: TelegramWorld) -> None:
    """Tell what has happened so far, and give everybody a phone with Telegram."""
    table = await story.lay(turn)
    for each in (MARI, *GUESTS):
        owner = world.user(each.name, lang=each.language, started=True)
        person = table.people[each.key]
        await turn.tx.addresses.bind("telegram", str(owner.id), person.id)


async def main(port: int = PORT) -> None:
    """Serve the demo until it is interrupted."""
    world = TelegramWorld(clock=LiveClock(utc_now))
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="umarlaud-"))
        server = TelegramServer(world, port=port)
        await server.start()
        stack.push_async_callback(server.stop)
        settings = settings_in(Path(folder))
        database = await opened(stack, settings)
        client = Client(world.bot.token, server.url)
        stack.push_async_callback(client.close)
        languages = Languages(settings.zone)
        network = Telegram(client, languages, real_timing(time.monotonic), Pace())
        network.username = name = world.bot.username or ""
        program = assistant(settings, database, [network], utc_now, name)
        async with database.transaction(utc_now()) as tx:
            await seat(Turn(tx, utc_now(), program.parts.office), world)
        await menus.publish(client, languages)
        polling = Polling(client, Door(network, program.receive_raw), asyncio.sleep)
        sys.stdout.write(f"Be the people: {server.url}/\nCtrl-C ends the demo.\n")
        sys.stdout.flush()
        async with asyncio.TaskGroup() as group:
            group.create_task(program.run())
            group.create_task(polling.run())


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
