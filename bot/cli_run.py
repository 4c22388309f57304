"""`umarlaud run`: the program at work, until it is told to stop."""

import asyncio
import logging
import signal
from contextlib import AsyncExitStack, suppress

import click

from bot import housekeeping, logs
from bot.app import Assistant
from bot.cli_errors import says_why
from bot.installation import assistant, opened
from bot.languages import Languages
from bot.networks.web.network import Web
from bot.networks.web.server import make_app, serving
from bot.networks.web.site import Site
from bot.settings import Settings, SettingWrong, read
from scheduling.clock import utc_now
from storage.database import Database

logger = logging.getLogger(__name__)


@click.command()
@says_why
def run() -> None:
    """Start the program with your settings and work until stopped.

    Stopping or killing it loses nothing: it goes on where it was.
    """
    settings = read()
    logs.set_up(settings.log_level)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings))
        network = Web(database, utc_now)
        program = assistant(settings, database, [network], utc_now)
        app = make_app(_site(settings, database, network, program))
        try:
            await stack.enter_async_context(
                serving(app, settings.web_host, settings.web_port)
            )
        except OSError as error:
            raise SettingWrong(
                f"The pages cannot be served on {settings.web_host}, port "
                f"{settings.web_port}; see that UMARLAUD_WEB_PORT is free."
            ) from error
        rounds = housekeeping.start(program.parts)
        stack.callback(rounds.shutdown, wait=False)
        logger.info("started", extra={"port": settings.web_port})
        await _until_told(program)
    logger.info("stopped")


def _site(
    settings: Settings, database: Database, network: Web, program: Assistant
) -> Site:
    parts = program.parts
    return Site(
        database=database,
        office=parts.office,
        clock=parts.clock,
        network=network,
        receive=program.receive,
        places=parts.places,
        languages=Languages(parts.office.zone),
        behind_proxy=settings.web_behind_proxy,
    )


async def _until_told(program: Assistant) -> None:
    """Work until the system asks to stop; what is under way is finished first."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, stop.set)
    working = asyncio.create_task(program.run())
    told_to_stop = asyncio.create_task(stop.wait())
    await asyncio.wait({working, told_to_stop}, return_when=asyncio.FIRST_COMPLETED)
    told_to_stop.cancel()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
