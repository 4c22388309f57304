"""`umarlaud check`: says for each part whether it works, and what to do if not."""

import asyncio
import logging
import sys
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import click

from bot import master_keys
from bot.checked import Found
from bot.cli_check_mail import mail_line
from bot.cli_errors import says_why
from bot.installation import opened
from bot.mail_settings import mailbox
from bot.setting_wrong import PREFIX
from bot.settings import Settings, SettingWrong, read
from storage import chain

DRIFT = timedelta(seconds=10)
"""How far our clock may be from Telegram's: its answers tell whole seconds."""

_KEY = "master key"
_MASTER = "MASTER_KEY"
_OPENS_IT = {_MASTER, "DATABASE_URL", "KEYS_URL"}
_NOT_WITHOUT = "What opens it is wrong above: mend that first, then look again."


@click.command()
@says_why
def check() -> None:
    """Say for each part whether it works, and what to do if not."""
    logging.disable(logging.WARNING)
    settings, wrong = as_far_as_can_be()
    try:
        found = asyncio.run(everything(settings, wrong))
    finally:
        logging.disable(logging.NOTSET)
    for each in found:
        click.echo(each.line)
        if each.cure:
            click.echo(f"       {each.cure}")
    sys.exit(1 if any(each.fails for each in found) else 0)


def as_far_as_can_be(
    environment: Mapping[str, str] | None = None,
) -> tuple[Settings, dict[str, str]]:
    """Read the settings, and say of each that is wrong what would be right.

    Those count as not set, so that the other parts can be looked at all the same.
    """
    wrong: dict[str, str] = {}
    while True:
        try:
            return read(environment, wrong), wrong
        except SettingWrong as error:
            new = error.settings - wrong.keys()
            if not new:
                raise
            wrong |= dict.fromkeys(sorted(new), str(error))


async def everything(settings: Settings, wrong: Mapping[str, str]) -> list[Found]:
    """Look at each part of an installation; `wrong`: settings that count as not set."""
    key = Found(_KEY, wrong[_MASTER]) if _MASTER in wrong else keys(settings)
    others = {cure: name for name, cure in wrong.items() if name != _MASTER}
    return [
        *(Found(f"setting {PREFIX}{name}", cure) for cure, name in others.items()),
        key,
        Found("database: not looked at", _NOT_WITHOUT)
        if wrong.keys() & _OPENS_IT
        else await database(settings),
        web(settings),
        *await _telegram(settings),
        await mail(settings),
        await answers_by_mail(settings),
        retention(settings),
    ]


def keys(settings: Settings) -> Found:
    """Look at the master key: there, whole, and read by its owner alone."""
    try:
        master_keys.load(settings)
    except SettingWrong as error:
        return Found(_KEY, str(error))
    path = settings.master_key_file
    if path is not None and path.stat().st_mode & 0o077:
        return Found(_KEY, f"Others on this machine may read it: chmod 600 {path}")
    return Found(_KEY)


async def database(settings: Settings) -> Found:
    """Look at the database, bring it to its newest shape, and try the key on it."""
    kind = settings.database_url.partition("+")[0].partition(":")[0]
    part = f"database ({kind}), its newest shape, opened by the key"
    try:
        async with opened(settings) as place:
            altered = await chain.broken(place.engine, place.keys)
    except SettingWrong as error:
        return Found(part, str(error))
    if altered:
        cure = "Lines were altered outside the program: see umarlaud journal check."
        return Found("journal, line by line", cure)
    return Found(part)


def web(settings: Settings) -> Found:
    """Look at the address of the pages, as people would open it."""
    part = f"web address {settings.web_url}"
    host = urlsplit(settings.web_url).hostname
    if host in {"localhost", "127.0.0.1", "::1"}:
        return Found(
            part,
            "Only this machine can open it: set UMARLAUD_WEB_URL to the address "
            "under which people reach it, beginning with https://.",
        )
    return Found(part)


async def mail(settings: Settings) -> Found:
    """Look whether the mail server lets us in."""
    if not settings.smtp_url:
        cure = (
            "Invitations then go by chat alone. To send them by mail too, set "
            "UMARLAUD_SMTP_URL and UMARLAUD_MAIL_FROM."
        )
        return Found("mail: not set up", cure, unset=True)
    return Found(*await mail_line(settings))


async def answers_by_mail(settings: Settings) -> Found:
    """Look whether the mailbox lets us in, where answers to invitations arrive."""
    if not settings.imap_url:
        return Found("mailbox for answers: not set up", unset=True)
    from bot.networks.mail.receiving_check import cure  # noqa: PLC0415 - only if needed

    place = mailbox(settings.imap_url)
    return Found(f"mailbox {place.folder} at {place.host}", await cure(place))


def retention(settings: Settings) -> Found:
    """Say by which decision what is deleted; a wrong one has stopped us before."""
    schedule = settings.retention
    if schedule is not None:
        return Found(f"retention, decided by {schedule.decided_by}")
    cure = (
        "Nothing is ever deleted. Your municipality decides a schedule: umarlaud "
        "retention shows what to write into the file UMARLAUD_RETENTION names."
    )
    return Found("retention: no schedule is set", cure, unset=True)


async def _telegram(settings: Settings) -> list[Found]:
    if not settings.telegram_token:
        cure = "The web pages alone are used. With Telegram: UMARLAUD_TELEGRAM_TOKEN."
        return [
            Found("Telegram: not set up", cure, unset=True),
            Found("clock: nothing to compare it with", unset=True),
        ]
    # It costs seconds and memory, which nobody without Telegram shall pay.
    from bot.networks.telegram import checks  # noqa: PLC0415

    return [clock(await checks.drift(settings)), *await checks.of(settings)]


def clock(drift: timedelta | None) -> Found:
    """Say whether our clock goes right: who is asked when depends on it."""
    if drift is None:
        return Found("clock: nothing to compare it with", unset=True)
    seconds = abs(round(drift.total_seconds()))
    if abs(drift) <= DRIFT:
        return Found(f"clock, within {DRIFT.seconds} seconds of Telegram's")
    return Found(
        "clock",
        f"It is {seconds} seconds {'ahead' if drift > timedelta() else 'behind'}: let "
        "the machine set it by itself (timedatectl set-ntp true).",
    )
