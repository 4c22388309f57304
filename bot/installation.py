"""An installation opened for work: settings, keys and database checked and ready."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from functools import cache, partial
from urllib.parse import urlsplit

from bot import master_keys
from bot.app import Assistant, Parts
from bot.ports import ChatNetwork
from bot.settings import Settings, SettingWrong
from bot.wording.places import Places
from handlers.turn import Office
from scheduling.clock import Clock
from scheduling.holidays import closed_days
from storage import migrations
from storage.conflicts import Unavailable
from storage.database import Database
from storage.keys import KeysUnusable

_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mixes up on the telephone."""


def case_code() -> str:
    """Return a random case code like "K7-4F2Q": no initials, no order (D1)."""
    letters = [secrets.choice(_CODE_LETTERS) for _ in range(6)]
    return "".join(letters[:2]) + "-" + "".join(letters[2:])


def secret() -> str:
    """Return an unguessable token of 128 bits."""
    return secrets.token_urlsafe(16)


@cache
def _closed(year: int) -> frozenset[date]:
    return closed_days(date(year, 1, 1), date(year, 12, 31))


def office(settings: Settings) -> Office:
    """Return what the settings say about the municipality."""
    return Office(
        municipality=settings.municipality,
        zone=settings.zone,
        groups_on="telegram" if settings.telegram_token else "",
        domain=_domain(settings),
        mailbox=settings.mail_from,
        closed_days=_closed,
        privacy={"telegram": settings.telegram_privacy},
        pin_required=settings.pin_required,
        page_opens_itself=settings.web_url.startswith("https://"),
        secrets=secret,
        case_code=case_code,
    )


def _domain(settings: Settings) -> str:
    """Return the name calendars know us by; a machine of one's own has none."""
    if settings.mail_from:
        return settings.mail_from.rpartition("@")[2].encode("idna").decode()
    host = urlsplit(settings.web_url).hostname or ""
    return host if settings.web_url.startswith("https://") else "umarlaud.invalid"


@asynccontextmanager
async def opened(
    settings: Settings, *, upgrade: bool = True
) -> AsyncIterator[Database]:
    """Open the database, brought to the newest shape, and close it afterwards.

    What only drops something in leaves the shape as it is (`upgrade`).

    Raises:
        SettingWrong: the key or the database does not fit; nothing was changed.
    """
    masters = master_keys.load(settings)
    if settings.database_url.startswith("sqlite"):
        settings.data.mkdir(parents=True, exist_ok=True)
    database = Database.at(
        settings.database_url,
        settings.keys_url,
        masters,
        partial(master_keys.reload, settings),
    )
    try:
        await _prepare(database, upgrade=upgrade)
        yield database
    finally:
        await database.close()


async def _prepare(database: Database, *, upgrade: bool) -> None:
    try:
        await database.prepare()
        if upgrade:
            await migrations.upgrade(database.engine)
    except KeysUnusable as error:
        raise SettingWrong(
            "The master key does not open this installation's keys; use the key it "
            "was set up with. Nothing was changed."
        ) from error
    except migrations.DatabaseTooNew as error:
        raise SettingWrong(
            "The database was used by a newer release of Ümarlaud; start that one. "
            "Nothing was changed."
        ) from error
    except migrations.RestoreUnfinished as error:
        raise SettingWrong(
            "A backup was being put back here and that did not come to an end; empty "
            "the database and its keys, and run umarlaud restore again."
        ) from error
    except (Unavailable, OSError) as error:
        raise SettingWrong(
            "The database cannot be opened; see that UMARLAUD_DATABASE_URL names one "
            "that runs, and that this user may write there."
        ) from error


def assistant(
    settings: Settings,
    database: Database,
    networks: Sequence[ChatNetwork],
    clock: Clock,
    telegram: str = "",
) -> Assistant:
    """Put the program together on an open database."""
    return Assistant(
        Parts(
            database=database,
            office=office(settings),
            places=Places(settings.web_url, telegram, settings.mail_from),
            networks=networks,
            clock=clock,
            mail_vouched_by=settings.mail_vouched_by,
        )
    )
