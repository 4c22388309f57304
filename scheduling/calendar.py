"""A meeting as calendars know it: its identity, its moments, its people."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from scheduling.cleaning import checked_address
from scheduling.clock import in_utc
from scheduling.recurrence import instant


class Role(StrEnum):
    """How much a guest's presence counts."""

    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"
    CHAIR = "CHAIR"
    INFORMED = "NON-PARTICIPANT"


class Partstat(StrEnum):
    """What a guest answered."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"
    DELEGATED = "DELEGATED"


class Status(StrEnum):
    """Whether a meeting stands; a poll's held time is tentative."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Mailbox:
    """A mail address that was checked, with the name to show.

    Raises:
        BadAddress: no mail could reach it.
    """

    email: str
    name: str = ""

    def __post_init__(self) -> None:
        checked_address(self.email)


@dataclass(frozen=True)
class Guest(Mailbox):
    """Somebody invited, with the answer known so far."""

    role: Role = Role.REQUIRED
    partstat: Partstat = Partstat.NEEDS_ACTION


@dataclass(frozen=True)
class Series:
    """The same hour again every so many weeks, `count` times in all.

    `without` are starts that have fallen out of it.
    """

    every_weeks: int
    count: int
    without: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A meeting, a series of them, or one date of a series that goes its own way.

    One date of a series carries the series' `uid` and, as `recurrence_id`, the start
    that it originally had. `title`, `place` and `description` are seen by everybody
    who looks at a calendar: they are to be neutral. `made_at` is the moment of making
    this version, or of sending it once more.

    Raises:
        ValueError: a moment without a zone, or a meeting that takes no time.
    """

    uid: str
    sequence: int
    starts_at: datetime
    length: timedelta
    zone: ZoneInfo
    title: str
    organizer: Mailbox
    made_at: datetime
    place: str = ""
    description: str = ""
    status: Status = Status.CONFIRMED
    series: Series | None = None
    recurrence_id: datetime | None = None
    alarm: timedelta | None = field(default=timedelta(hours=1))

    def __post_init__(self) -> None:
        for moment in (self.starts_at, self.made_at, self.recurrence_id):
            if moment is not None:
                in_utc(moment)
        if self.length <= timedelta(0):
            raise ValueError("a meeting takes some time")
        if self.series is not None and self.recurrence_id is not None:
            raise ValueError("one date of a series is not a series")

    @property
    def ends_at(self) -> datetime:
        """Return the end in UTC; the length is time that passes, not clock time."""
        return in_utc(self.starts_at) + self.length


def uid_of(number: UUID, domain: str) -> str:
    """Return the name by which calendars all over the world know one meeting.

    Raises:
        ValueError: `number` is not random; other kinds betray the machine or the time.
    """
    if number.version != 4:  # noqa: PLR2004 - the kind that is random
        raise ValueError("not a random number")
    return f"{number}@{domain}"


def starts(meeting: Meeting) -> tuple[datetime, ...]:
    """Return in UTC every start of a meeting or series, without those fallen out."""
    if meeting.series is None:
        return (in_utc(meeting.starts_at),)
    first = meeting.starts_at.astimezone(meeting.zone)
    weeks = timedelta(weeks=meeting.series.every_weeks)
    days = (first.date() + weeks * number for number in range(meeting.series.count))
    found = (instant(day, first.time(), meeting.zone) for day in days)
    fallen_out = {in_utc(each) for each in meeting.series.without}
    return tuple(each for each in found if each not in fallen_out)


def succeeding(before: Meeting, after: Meeting) -> Meeting:
    """Return `after` with the sequence and the making time that follow `before`'s.

    The sequence rises when the guests have to think again (start, length, recurrence)
    and when the meeting is cancelled or comes back, not for other words.

    Raises:
        ValueError: they are not two versions of the same meeting.
    """
    if (before.uid, before.recurrence_id) != (after.uid, after.recurrence_id):
        raise ValueError("two different meetings")
    changed = _essence(before) != _essence(after)
    return replace(
        after,
        sequence=before.sequence + changed,
        made_at=max(in_utc(before.made_at), in_utc(after.made_at)),
    )


def cancelled(meeting: Meeting, made_at: datetime) -> Meeting:
    """Return the meeting as it is once cancelled."""
    after = replace(meeting, status=Status.CANCELLED, made_at=made_at)
    return succeeding(meeting, after)


def resets_answers(before: Meeting, after: Meeting) -> bool:
    """Tell whether guests have to answer anew after the change."""
    return after.sequence > before.sequence


def _essence(meeting: Meeting) -> tuple[object, ...]:
    return (
        in_utc(meeting.starts_at),
        meeting.length,
        meeting.series,
        meeting.status is Status.CANCELLED,
    )
