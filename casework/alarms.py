"""Alarms: what the one who runs the program hears when something is stuck.

An alarm tells what is stuck, how many and since when; nothing of any case.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from casework.outcome import Lane, Message


class Trouble(StrEnum):
    """What can be stuck."""

    UNDELIVERED = "undelivered"
    """Messages that should have left wait."""
    OVERDUE = "overdue"
    """Something has come due and nobody looked at it."""
    UNHANDLED = "unhandled"
    """Something came in and was not looked at."""
    SET_ASIDE = "set_aside"
    """Something came in that our own fault stopped."""
    NO_BACKUP = "no_backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the program is behind; None: it is not behind at all."""

    undelivered_since: datetime | None = None
    overdue_since: datetime | None = None
    unhandled_since: datetime | None = None
    set_aside: int = 0
    held: int = 0
    last_backup_at: datetime | None = None
    backups_wanted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmOperator(Message):
    """Tell the one who runs the program what is stuck, at any hour."""

    lane = Lane.REPLY

    trouble: Trouble
    since: datetime | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAlarm(Message):
    """Tell the one who runs the program that something is stuck no more."""

    lane = Lane.REPLY

    trouble: Trouble


Messages = AlarmOperator | EndAlarm

PATIENCE = {
    Trouble.UNDELIVERED: timedelta(minutes=15),
    Trouble.OVERDUE: timedelta(minutes=20),
    Trouble.UNHANDLED: timedelta(minutes=5),
    Trouble.NO_BACKUP: timedelta(hours=26),
}
"""How long each may take before it counts as stuck: longer than any lease or pause."""


def troubles(standing: Standing, now: datetime) -> frozenset[Trouble]:
    """Return what is stuck."""
    since = {
        Trouble.UNDELIVERED: standing.undelivered_since,
        Trouble.OVERDUE: standing.overdue_since,
        Trouble.UNHANDLED: standing.unhandled_since,
    }
    found = {
        trouble
        for trouble, moment in since.items()
        if moment is not None and now - moment > PATIENCE[trouble]
    }
    if standing.set_aside:
        found.add(Trouble.SET_ASIDE)
    if _backup_is_missing(standing, now):
        found.add(Trouble.NO_BACKUP)
    return frozenset(found)


def _backup_is_missing(standing: Standing, now: datetime) -> bool:
    last = standing.last_backup_at
    if not standing.backups_wanted or last is None:
        return False
    return now - last > PATIENCE[Trouble.NO_BACKUP]
