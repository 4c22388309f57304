"""A series: the same table every two weeks, each date a meeting of its own.

Each date is a roundtable with its own name in calendars. Moving or calling off one
date is then what it is for any meeting, in every calendar there is, and each has its
own agenda, opinions and minutes (R10, R18); no client has to understand exceptions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.calendars import Entry
from casework.circles import Circle
from casework.disclosure import InfoClass
from casework.ids import RoundtableId
from casework.meetings import RoundtableConvened
from casework.outcome import Lane, Message, Outcome
from casework.refusals import OutOfDate
from casework.roundtables import Purpose, Roundtable, RoundtableState
from casework.stages import next_step
from casework.timing import Almanac

EVERY = timedelta(weeks=2)
COUNTS = (2, 3, 4, 6, 8)
"""How many dates a series may have, the first included."""
_SATURDAY = 5
_EACH_WAY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteToSeries(Message):
    """Invite somebody to the further dates of a series, all in one message."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    first: RoundtableId
    code: str
    entries: tuple[Entry, ...]
    chair: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSeries(Message):
    """Tell somebody to how many dates of a series they will come."""

    shows = InfoClass.SCHEDULE

    code: str
    moments: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSeries(Message):
    """Show the case manager the dates ahead, each a tap away."""

    shows = InfoClass.SCHEDULE

    code: str
    dates: tuple[tuple[RoundtableId, datetime], ...]


def dates(first: datetime, count: int, almanac: Almanac) -> tuple[datetime, ...]:
    """Return the dates after the first, at the same time on the wall clock."""
    shown = almanac.local(first)
    return tuple(
        almanac.at(shown.date() + n * EVERY, shown.time()) for n in range(1, count)
    )


def is_free(at: datetime, almanac: Almanac) -> bool:
    """Say whether a date falls on a workday that is no holiday."""
    return _is_workday(almanac.today(at), almanac)


def instead(at: datetime, almanac: Almanac) -> tuple[datetime, ...]:
    """Return the same time on the nearest workdays before and after."""
    day, clock = almanac.today(at), almanac.local(at).time()
    before = _workdays(day, -1, almanac)
    return tuple(
        almanac.at(each, clock)
        for each in (*reversed(before), *_workdays(day, 1, almanac))
    )


def repeat(
    first: Roundtable,
    starts: Iterable[tuple[RoundtableId, datetime, str]],
    when: tuple[datetime, Almanac],
) -> tuple[Roundtable, ...]:
    """Fix further dates for the same people: each with its own name in calendars.

    Raises:
        OutOfDate: the first is not convened any more.
    """
    now, almanac = when
    if first.state is not RoundtableState.CONVENED:
        raise OutOfDate
    return tuple(
        _repeated(first, each, now, almanac) for each in starts if each[1] > now
    )


def announce(
    dated: tuple[Roundtable, ...], circle: Circle, first: RoundtableId
) -> Outcome:
    """Tell everyone seated of all the further dates at once."""
    facts = tuple(
        RoundtableConvened(
            at=each.opened_at,
            by=circle.manager,
            case=each.case,
            roundtable=each.id,
            starts_at=each.starts_at,
        )
        for each in dated
        if each.starts_at is not None
    )
    invited = tuple(
        InviteToSeries(
            to=seat.person,
            case=circle.case,
            first=first,
            code=circle.code,
            entries=tuple(each.entry(circle.code, seat.member) for each in dated),
            chair=seat.chair,
        )
        for seat, _ in circle.seated(dated[0])
    )
    return Outcome(dated, facts, invited)


def _repeated(
    first: Roundtable,
    each: tuple[RoundtableId, datetime, str],
    now: datetime,
    almanac: Almanac,
) -> Roundtable:
    new_id, starts_at, uid = each
    later = first.purpose is Purpose.AGREE_INTERVENTIONS
    seats = (
        replace(seat, reply=None, replied_at=None, votes={}, raised_at=None)
        for seat in first.seats
    )
    dated = replace(
        first,
        id=new_id,
        purpose=Purpose.REVIEW_EFFECT if later else first.purpose,
        proposals=(),
        suggestions=(),
        seats=tuple(seats),
        closes_at=None,
        starts_at=starts_at,
        convened_at=now,
        changed_at=now,
        opened_at=now,
        uid=uid,
        sequence=0,
        agenda=(),
        done=frozenset(),
        series=first.series or first.id,
    )
    return replace(dated, wake_at=next_step(dated, almanac))


def _workdays(day: date, step: int, almanac: Almanac) -> list[date]:
    found: list[date] = []
    while len(found) < _EACH_WAY:
        day += timedelta(days=step)
        if _is_workday(day, almanac):
            found.append(day)
    return found


def _is_workday(day: date, almanac: Almanac) -> bool:
    return day.weekday() < _SATURDAY and day not in almanac.closed


Messages = InviteToSeries | ConfirmSeries | ShowSeries
