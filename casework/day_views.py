"""The days in which a roundtable may be: how many can come at which hour, no names."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.drafts import FORGOTTEN_AFTER, check_draft
from casework.ids import RoundtableId
from casework.outcome import Message
from casework.refusals import OutOfDate
from casework.roundtables import Roundtable

WEEK = timedelta(weeks=1)


class DayOff(StrEnum):
    """Why a day is not like others."""

    HOLIDAY = "holiday"
    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"


@dataclass(frozen=True, slots=True, kw_only=True)
class HourSeen:
    """One hour of a day: how many can come if it begins then."""

    hour: int
    can: int
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySeen:
    """One day with the hours at which anybody can come."""

    day: date
    hours: tuple[HourSeen, ...]
    off: DayOff | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDays(Message):
    """Show the case manager one week: how many of those needed can come, and when."""

    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    monday: date
    needed: int
    days: tuple[DaySeen, ...]
    proposed: tuple[datetime, ...]
    """The times in this week that are proposed already."""
    others: tuple[datetime, ...]
    """Further times in this week at which all needed can come."""
    before: date | None = None
    after: date | None = None


def mondays(first: date, last: date) -> tuple[date, ...]:
    """Return the Monday of each week that days from `first` to `last` lie in."""
    monday = first - timedelta(days=first.weekday())
    count = (last - monday).days // 7 + 1
    return tuple(monday + WEEK * number for number in range(count))


def turn_to(weeks: tuple[date, ...], monday: date | None) -> date:
    """Return the week asked for, or the first where it is not looked in any more."""
    return monday if monday in weeks and monday is not None else weeks[0]


def beside(weeks: tuple[date, ...], monday: date) -> tuple[date | None, date | None]:
    """Return the weeks before and after one of those that are looked in."""
    place = weeks.index(monday)
    after = weeks[place + 1] if place + 1 < len(weeks) else None
    return (weeks[place - 1] if place else None), after


def take(draft: Roundtable, starts_at: datetime, now: datetime) -> Roundtable:
    """Propose a time that the case manager saw in the grid.

    Raises:
        OutOfDate: everyone was asked already, the draft is gone, or the time is over.
    """
    check_draft(draft)
    if starts_at <= now:
        raise OutOfDate
    own = tuple(sorted({*draft.own_times, starts_at}))
    return replace(draft, own_times=own, wake_at=now + FORGOTTEN_AFTER)


Messages = ShowDays
