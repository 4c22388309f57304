"""When a person or an organisation can come to roundtables, as they have said.

Times of a day are minutes since midnight by the wall clock, up to 1440.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.ids import BusyCalendarId, PersonId, TimetableId
from casework.outcome import Fact, Message, Outcome
from casework.refusals import InThePast, NotATime

DAY = 24 * 60
WORKWEEK = (0, 1, 2, 3, 4)
WHOLE_WEEK = (*WORKWEEK, 5, 6)
MOST_LINES = 30
"""Lines that one timetable holds of each kind."""
LONGEST_OFF = 400
_AT_LEAST = 180
"""How long a time told stays open that names only where it begins, or ends."""
_EARLIEST, _LATEST = 7 * 60, 22 * 60


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A part of a day, in minutes since midnight, the end not included."""

    opens: int = 0
    closes: int = DAY

    def __post_init__(self) -> None:
        """Refuse a stretch that is none.

        Raises:
            NotATime: it ends before it begins, or lies outside the day.
        """
        if not 0 <= self.opens < self.closes <= DAY:
            raise NotATime(f"{clock(self.opens)}–{clock(self.closes)}")


Day = tuple[Stretch, ...]
Week = tuple[Day, ...]
"""Monday to Sunday."""


@dataclass(frozen=True, slots=True, order=True)
class DaysOff:
    """Days on which nobody comes, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody said about some weekdays: within this stretch only, or never."""

    weekdays: tuple[int, ...]
    stretch: Stretch = Stretch()
    never: bool = False
    only: bool = False
    """On the weekdays not named by anything told they cannot come at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTimes:
    """A weekday and when somebody can come on it; empty: not at all."""

    weekday: int
    times: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Working days and hours, lunch, days off, and what was told in words."""

    id: TimetableId
    person: PersonId | None = None
    organisation: str = ""
    weekdays: tuple[int, ...] | None = None
    hours: Stretch | None = None
    lunch: Stretch | None = None
    days_off: tuple[DaysOff, ...] = ()
    told: tuple[Told, ...] = ()
    open_in_breaks: bool = False
    """A school or kindergarten whose people can come in school breaks too."""
    wake_at: datetime | None = field(default=None)

    def is_off(self, day: date) -> bool:
        """Say whether this day is one of the days off."""
        return any(each.first <= day <= each.last for each in self.days_off)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableChanged(Fact):
    """Somebody said when they can come; what they said is not in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChanged(Fact):
    """Somebody said when an organisation is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """A calendar of the reader's own, as a line."""

    id: BusyCalendarId
    host: str
    trouble: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFreeTime(Message):
    """Show somebody when they can be asked to come, and how to change it."""

    week: tuple[DayTimes, ...]
    lunch: Stretch | None
    days_off: tuple[DaysOff, ...]
    told: tuple[Told, ...]
    calendars: tuple[CalendarLine, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOrganisation(Message):
    """Tell somebody what is now known of an organisation's times."""

    organisation: str
    week: tuple[DayTimes, ...]
    days_off: tuple[DaysOff, ...]
    open_in_breaks: bool


def key_of(person: PersonId | None, organisation: str) -> str:
    """Return by what a timetable is found."""
    if person is not None:
        return f"timetable of person {person}"
    return f"timetable of organisation {' '.join(organisation.casefold().split())}"


def clock(minutes: int) -> str:
    """Return minutes since midnight as 14:30."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def usual_week(timetable: Timetable | None, fallback: Week) -> Week:
    """Return the working week as set, and where nothing is set, the usual one."""
    if timetable is None:
        return fallback
    days = timetable.weekdays
    week = []
    for weekday, usual in enumerate(fallback):
        works = bool(usual) if days is None else weekday in days
        hours = (timetable.hours,) if timetable.hours else usual
        week.append((hours or _some(fallback)) if works else ())
    return tuple(_without(day, timetable.lunch) for day in week)


def week_of(timetable: Timetable | None, fallback: Week) -> Week:
    """Return when somebody can come, by what they set and told."""
    week = usual_week(timetable, fallback)
    if timetable is None or not timetable.told:
        return week
    return tuple(_told_day(day, n, timetable.told) for n, day in enumerate(week))


def within(week: Week, limit: Week) -> Week:
    """Return the part of one week that lies within another."""
    return tuple(
        tuple(sorted(_common(day, open_)))
        for day, open_ in zip(week, limit, strict=True)
    )


def tell(timetable: Timetable, told: Told, now: datetime) -> Outcome:
    """Keep what somebody said about some weekdays."""
    kept = (*timetable.told, told)[-MOST_LINES:]
    return changed(replace(timetable, told=kept), now)


def take_off(
    timetable: Timetable, first: date, last: date, today: date, now: datetime
) -> Outcome:
    """Keep days on which somebody cannot come.

    Raises:
        InThePast: they are over, or end before they begin.
    """
    if last < max(first, today) or (last - first).days > LONGEST_OFF:
        raise InThePast(last.isoformat())
    ahead = (each for each in timetable.days_off if each.last >= today)
    kept = sorted({*ahead, DaysOff(first, last)})[:MOST_LINES]
    return changed(replace(timetable, days_off=tuple(kept)), now)


def changed(timetable: Timetable, now: datetime, *, words: str = "") -> Outcome:
    """Keep a timetable as it is now; the journal learns that, not what."""
    if timetable.person is None:
        return Outcome((timetable,), (OrganisationChanged(at=now),))
    return Outcome((timetable,), (TimetableChanged(at=now, by=timetable.person),))


def resolved(told: Told, week: Week) -> Told:
    """Return what was told with both of its ends: an open one ends with the day.

    Where the usual day leaves nothing of it, it was meant to go beyond that day.
    """
    if told.never:
        return told
    days = [week[weekday] for weekday in told.weekdays if week[weekday]]
    opens, closes = told.stretch.opens, told.stretch.closes
    if opens == 0 and days:
        first = min(day[0].opens for day in days)
        opens = first if first < closes else max(_EARLIEST, closes - _AT_LEAST)
    if closes == DAY and days:
        last = max(day[-1].closes for day in days)
        closes = last if last > opens else min(_LATEST, opens + _AT_LEAST)
    if closes == DAY and opens:
        closes = min(DAY, max(opens + 60, _LATEST))
    return replace(told, stretch=Stretch(opens, closes))


def lines(week: Week, weekdays: Iterable[int] = WHOLE_WEEK) -> tuple[DayTimes, ...]:
    """Return some days of a week as they are shown."""
    return tuple(DayTimes(weekday=n, times=week[n]) for n in sorted(set(weekdays)))


def _told_day(day: Day, weekday: int, told: tuple[Told, ...]) -> Day:
    mine = [each for each in told if weekday in each.weekdays]
    open_ = [each.stretch for each in mine if not each.never]
    if open_:
        # Said in words and confirmed: it may go beyond the usual hours.
        day = tuple(sorted(open_))
    elif any(each.only for each in told):
        day = ()
    for each in mine:
        if each.never:
            day = _without(day, each.stretch)
    return day


def _without(day: Day, gone: Stretch | None) -> Day:
    if gone is None:
        return day
    left = []
    for each in day:
        if each.opens < min(each.closes, gone.opens):
            left.append(Stretch(each.opens, min(each.closes, gone.opens)))
        if max(each.opens, gone.closes) < each.closes:
            left.append(Stretch(max(each.opens, gone.closes), each.closes))
    return tuple(left)


def _common(day: Day, limit: Day) -> Iterable[Stretch]:
    for mine in day:
        for theirs in limit:
            opens = max(mine.opens, theirs.opens)
            closes = min(mine.closes, theirs.closes)
            if opens < closes:
                yield Stretch(opens, closes)


def _some(week: Week) -> Day:
    return next((day for day in week if day), (Stretch(8 * 60, 17 * 60),))


Messages = ShowFreeTime | ConfirmOrganisation
