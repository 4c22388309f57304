"""`umarlaud run`: the program at work, until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from bot import housekeeping, logs, mail_settings
from bot.app import Assistant
from bot.cli_errors import says_why
from bot.health import Watchman, watched
from bot.installation import assistant, opened
from bot.languages import Languages
from bot.networks.web.network import Web
from bot.networks.web.server import make_app, serving
from bot.networks.web.site import Site
from bot.ports import ChatNetwork
from bot.settings import Settings, SettingWrong, read
from scheduling.clock import utc_now
from storage import leader
from storage.database import Database

if TYPE_CHECKING:
    from bot.networks.telegram.running import Connected

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
        telegram = await _telegram(stack, settings)
        networks: list[ChatNetwork] = [network]
        networks += [telegram.network] if telegram else []
        networks += _mail(settings)
        username = telegram.username if telegram else ""
        program = assistant(settings, database, networks, utc_now, username)
        site = _site(settings, database, network, program)
        app = make_app(replace(site, vouch=telegram.vouch) if telegram else site)
        if telegram:
            telegram.receive = program.receive_raw
            telegram.managers = partial(_managers, database)
            telegram.serve(app)
        try:
            await stack.enter_async_context(
                serving(app, settings.web_host, settings.web_port)
            )
        except OSError as error:
            raise SettingWrong(
                f"The pages cannot be served on {settings.web_host}, port "
                f"{settings.web_port}; see that UMARLAUD_WEB_PORT is free."
            ) from error
        watchman = Watchman(program.parts, settings)
        await stack.enter_async_context(watched(watchman))
        rounds = housekeeping.start(watchman)
        stack.callback(rounds.shutdown, wait=False)
        logger.info("started", extra={"port": settings.web_port})
        await _until_told(_work(settings, program, telegram))
    logger.info("stopped")


async def _managers(database: Database) -> dict[str, str]:
    from bot.networks.telegram import menus  # noqa: PLC0415 - only with Telegram

    async with database.reading(utc_now()) as tx:
        return await menus.managers(tx)


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


def _mail(settings: Settings) -> list[ChatNetwork]:
    if not settings.smtp_url:
        return []
    from bot.networks.mail.sending import Mail  # noqa: PLC0415 - nor this

    return [Mail(mail_settings.server(settings.smtp_url), settings.mail_from, utc_now)]


async def _telegram(stack: AsyncExitStack, settings: Settings) -> "Connected | None":
    if not settings.telegram_token:
        return None
    # It costs seconds and memory, which nobody without Telegram shall pay.
    from bot.networks.telegram import running  # noqa: PLC0415

    webhook_at = settings.web_url if settings.telegram_webhook else ""
    try:
        return await stack.enter_async_context(
            running.connected(
                settings.telegram_token,
                settings.telegram_api,
                webhook_at,
                Languages(settings.zone),
            )
        )
    except running.TokenUnknown as error:
        raise SettingWrong(
            "Telegram does not know UMARLAUD_TELEGRAM_TOKEN; ask BotFather for it "
            "with /token."
        ) from error


async def _work(
    settings: Settings, program: Assistant, telegram: "Connected | None"
) -> None:
    """Work for ever; under one token only one process at a time."""
    works: list[Callable[[], Coroutine[Any, Any, None]]] = [program.run]
    works += _receiving(settings, program)
    works += [telegram.run] if telegram else []

    async def all_of_them() -> None:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work())

    if telegram is None:
        await all_of_them()
        return
    engine = program.parts.database.engine
    await leader.alone(engine, f"telegram {settings.telegram_token}", all_of_them)


def _receiving(
    settings: Settings, program: Assistant
) -> list[Callable[[], Coroutine[Any, Any, None]]]:
    if not settings.imap_url:
        return []
    from bot.networks.mail import receiving_imap  # noqa: PLC0415 - only who has mail
    from bot.networks.mail.receiving_loop import Receiving  # noqa: PLC0415

    place = mail_settings.mailbox(settings.imap_url)
    return [Receiving(partial(receiving_imap.opened, place), program.receive_raw).run]


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    """Work until the system asks to stop; what is under way is finished first."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, stop.set)
    working = asyncio.create_task(work)
    told_to_stop = asyncio.create_task(stop.wait())
    await asyncio.wait({working, told_to_stop}, return_when=asyncio.FIRST_COMPLETED)
    told_to_stop.cancel()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
