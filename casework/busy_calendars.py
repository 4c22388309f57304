"""When somebody is busy by a calendar of their own: the spans, never what they do.

Nobody but its owner sees them. To the case manager they are one word among others:
that this person cannot come.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from casework.ids import BusyCalendarId, PersonId
from casework.outcome import Fact, Lane, Message, Outcome

USUAL_PAUSE = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=1)
FRESH = timedelta(minutes=15)
"""What was read less than this ago is not read again before times are proposed."""
MOST = 3
"""Calendars of one person."""
SHOWN = 12
"""Busy times that are shown to their owner for a check."""


class CalendarKind(StrEnum):
    """How a calendar is read."""

    LINK = "link"
    """A published calendar file."""
    CALDAV = "caldav"
    """A calendar server that is asked for busy times only."""


class Trouble(StrEnum):
    """Why a calendar could not be read."""

    NOT_HTTPS = "not_https"
    INNER = "inner"
    REDIRECTS = "redirects"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    TOO_BIG = "too_big"
    NO_LOGIN = "no_login"
    GONE = "gone"
    WEB_PAGE = "web_page"
    NOT_A_CALENDAR = "not_a_calendar"
    ENDLESS = "endless"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """A stretch of time in which somebody cannot come."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyCalendar:
    """A calendar somebody lets the program read, and what it was busy with last."""

    id: BusyCalendarId
    person: PersonId
    kind: CalendarKind = CalendarKind.LINK
    url: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    etag: str = ""
    taken: tuple[Taken, ...] = field(default=(), repr=False)
    skipped: int = 0
    read_at: datetime | None = None
    trouble: Trouble | None = None
    failures: int = 0
    removed: bool = False
    wake_at: datetime | None = None

    @property
    def host(self) -> str:
        """Where it lies, without the secret part of the link."""
        return self.url.partition("://")[2].partition("/")[0].rpartition("@")[2][:60]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAdded(Fact):
    """Somebody lets the program read a calendar of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRemoved(Fact):
    """A calendar is read no more, and what was read is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCalendar(Message):
    """Tell somebody that their calendar is being read."""

    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowBusy(Message):
    """Show somebody what their calendar says, for a check; nobody else sees it."""

    lane: ClassVar[Lane] = Lane.REPLY

    calendar: BusyCalendarId
    host: str
    taken: tuple[Taken, ...]
    more: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellTrouble(Message):
    """Tell somebody, once, that their calendar cannot be read, and what would help."""

    lane: ClassVar[Lane] = Lane.PROMPT

    calendar: BusyCalendarId
    host: str
    trouble: Trouble
    first: bool
    """It never worked: the link itself is probably the wrong one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCalendarRemoved(Message):
    """Tell somebody that their calendar is read no more."""

    host: str


def add(calendar: BusyCalendar, now: datetime) -> Outcome:
    """Read a calendar from now on; the first time at once."""
    return Outcome(
        (replace(calendar, wake_at=now),),
        (CalendarAdded(at=now, by=calendar.person),),
        (ConfirmCalendar(to=calendar.person, host=calendar.host),),
    )


def remove(calendar: BusyCalendar, now: datetime) -> Outcome:
    """Read a calendar no more; the link and what was read are forgotten."""
    gone = BusyCalendar(
        id=calendar.id, person=calendar.person, kind=calendar.kind, url="", removed=True
    )
    return Outcome(
        (gone,),
        (CalendarRemoved(at=now, by=calendar.person),),
        (ConfirmCalendarRemoved(to=calendar.person, host=calendar.host),),
    )


def read(
    calendar: BusyCalendar,
    taken: Iterable[Taken],
    skipped: int,
    etag: str,
    now: datetime,
) -> Outcome:
    """Keep what was read; the first time it is shown to its owner."""
    found = tuple(taken)
    kept = replace(
        calendar,
        taken=found,
        skipped=skipped,
        etag=etag,
        read_at=now,
        trouble=None,
        failures=0,
        wake_at=now + USUAL_PAUSE,
    )
    messages = () if calendar.read_at else (shown(kept, now),)
    return Outcome((kept,), (), messages)


def unchanged(calendar: BusyCalendar, now: datetime) -> Outcome:
    """Keep what was read before: nothing has changed since."""
    kept = replace(
        calendar, read_at=now, trouble=None, failures=0, wake_at=now + USUAL_PAUSE
    )
    return Outcome((kept,))


def fail(calendar: BusyCalendar, trouble: Trouble, now: datetime) -> Outcome:
    """Try again later and ever less often; its owner is told once.

    What was read before still counts: better too careful than too free.
    """
    failures = calendar.failures + 1
    pause = min(USUAL_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    kept = replace(
        calendar, trouble=trouble, failures=failures, wake_at=now + pause, etag=""
    )
    first = calendar.read_at is None
    # A calendar that worked may be away for an hour; a new link is told of at once.
    told = failures == (1 if first else 3)
    message = TellTrouble(
        to=calendar.person,
        calendar=calendar.id,
        host=calendar.host,
        trouble=trouble,
        first=first,
    )
    return Outcome((kept,), (), (message,) if told else ())


def shown(calendar: BusyCalendar, now: datetime) -> ShowBusy:
    """Return what the owner of a calendar sees of it."""
    ahead = [each for each in calendar.taken if each.ends_at > now]
    return ShowBusy(
        to=calendar.person,
        calendar=calendar.id,
        host=calendar.host,
        taken=tuple(ahead[:SHOWN]),
        more=max(0, len(ahead) - SHOWN),
        skipped=calendar.skipped,
    )


def pause(calendar: BusyCalendar) -> BusyCalendar:
    """Return the calendar unread until its owner comes back; they wrote STOP."""
    return replace(calendar, wake_at=None)


def resume(calendar: BusyCalendar, now: datetime) -> BusyCalendar:
    """Return the calendar read again from now on."""
    return replace(calendar, wake_at=now, failures=0)


def freshen(calendar: BusyCalendar, now: datetime) -> BusyCalendar | None:
    """Return the calendar to be read at once, unless it was a short while ago.

    That of somebody who has stopped stays unread.
    """
    if calendar.wake_at is None:
        return None
    stale = calendar.read_at is None or now - calendar.read_at > FRESH
    return replace(calendar, wake_at=now) if stale and not calendar.failures else None


Messages = ConfirmCalendar | ShowBusy | TellTrouble | ConfirmCalendarRemoved
