"""`umarlaud check`: says for each part whether it works, and what to do if not."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from bot.cli_check_mail import mail_line
from bot.cli_errors import says_why
from bot.installation import opened
from bot.languages import Languages
from bot.mail_settings import mailbox
from bot.settings import Settings, SettingWrong, read

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client


@dataclass(frozen=True, slots=True)
class Found:
    """What was found about one part; `cure` is empty where it works."""

    part: str
    cure: str = ""


@click.command()
@says_why
def check() -> None:
    """Say for each part whether it works, and what to do if not."""
    found = asyncio.run(_all(read()))
    for each in found:
        click.echo(f"{'works' if not each.cure else 'FAILS'}  {each.part}")
        if each.cure:
            click.echo(f"       {each.cure}")
    sys.exit(1 if any(each.cure for each in found) else 0)


async def _all(settings: Settings) -> list[Found]:
    found = [await _database(settings), _web(settings)]
    if settings.telegram_token:
        found += [each async for each in _telegram(settings)]
    if settings.smtp_url:
        found.append(Found(*await mail_line(settings)))
    if settings.imap_url:
        found.append(await _mailbox(settings))
    return found


async def _mailbox(settings: Settings) -> Found:
    from bot.networks.mail.receiving_check import cure  # noqa: PLC0415 - only if needed

    place = mailbox(settings.imap_url)
    return Found(f"mailbox {place.folder} at {place.host}", await cure(place))


async def _database(settings: Settings) -> Found:
    part = "database, its newest shape, and the keys"
    try:
        async with opened(settings):
            return Found(part)
    except SettingWrong as error:
        return Found(part, str(error))


def _web(settings: Settings) -> Found:
    part = f"web address {settings.web_url}"
    host = urlsplit(settings.web_url).hostname
    if host in {"localhost", "127.0.0.1", "::1"}:
        return Found(
            part,
            "Only this machine can open it: set UMARLAUD_WEB_URL to the address "
            "under which people reach it, beginning with https://.",
        )
    return Found(part)


async def _telegram(settings: Settings) -> AsyncIterator[Found]:
    from bot.networks.telegram.client import Client  # noqa: PLC0415 - costs seconds
    from bot.networks.telegram.errors import CallFailed, Why  # noqa: PLC0415

    client = Client(settings.telegram_token, settings.telegram_api)
    try:
        me = await client.me()
        yield Found(f"Telegram token, of @{me['username']}")
        yield _privacy(bool(me.get("can_read_all_group_messages")))
        yield await _way(settings, client)
        yield await _menus(settings, client)
    except CallFailed as failed:
        cures = {
            Why.BAD_TOKEN: "Ask BotFather for the token with /token, and set it anew.",
            Why.NOT_REACHED: "See that this machine may reach api.telegram.org (HTTPS).",
        }
        cure = cures.get(failed.why, f"Telegram said: {failed.why.value}. Try again.")
        yield Found("Telegram", cure)
    finally:
        await client.close()


def _privacy(reads_all: bool) -> Found:
    part = "Telegram privacy mode: in groups the bot hears only what is meant for it"
    cure = "Write /setprivacy to BotFather and choose Enable." if reads_all else ""
    return Found(part, cure)


async def _way(settings: Settings, client: "Client") -> Found:
    from bot.networks.telegram.webhook import PATH  # noqa: PLC0415 - costs seconds

    info = await client.webhook()
    if not settings.telegram_webhook:
        set_elsewhere = info.get("url")
        return Found(
            "Telegram updates are fetched",
            "A webhook is set; `umarlaud run` takes it away." if set_elsewhere else "",
        )
    part = "Telegram updates are brought"
    if info.get("url") != settings.web_url + PATH:
        return Found(part, "The webhook is not set yet; `umarlaud run` sets it.")
    if info.get("last_error_message"):
        return Found(
            part,
            f"Telegram could not bring the last one: {info['last_error_message']}. "
            f"See that {settings.web_url}{PATH} is handed on to port "
            f"{settings.web_port}.",
        )
    return Found(part)


async def _menus(settings: Settings, client: "Client") -> Found:
    from bot.networks.telegram import menus  # noqa: PLC0415 - costs seconds

    wanted = menus.every_menu(Languages(settings.zone))
    for language, commands in wanted.items():
        if await client.commands(menus.PRIVATE, language) != commands:
            return Found(
                "Telegram menus in Estonian, Russian and English",
                "They are not set, or are older; `umarlaud run` sets them.",
            )
    return Found("Telegram menus in Estonian, Russian and English")
