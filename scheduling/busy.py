"""When somebody is busy, by the calendar they publish: spans only, never what they do.

Titles, places and people are not even looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, vBroken, vRecur

from scheduling.foreign import (
    BROKEN,
    Flaw,
    Unreadable,
    held,
    instant_of,
    read_calendar,
    several,
)
from scheduling.rules import Budget, occurrences
from scheduling.spans import Span, merged

BIGGEST_CALENDAR = 5_000_000
LONGEST_WINDOW = timedelta(days=400)
LONGEST_REPEATED = timedelta(days=31)
DAY = timedelta(days=1)
FREE = frozenset({"FREE", "X-FREE"})

__all__ = ["Busy", "Flaw", "Unreadable", "busy_times"]


@dataclass(frozen=True)
class Busy:
    """Busy times in UTC, merged and in order.

    `skipped` entries could not be understood; times may be missing because of them.
    """

    spans: tuple[Span, ...]
    skipped: int = 0


@dataclass(frozen=True)
class _Entry:
    """When an event begins by the wall clock of its zone, and how long it takes."""

    starts: datetime
    zone: tzinfo
    length: timedelta
    whole_days: bool

    def span(self, starts: datetime) -> Span:
        """Return one occurrence; days are as long as the calendar makes them."""
        begin = starts.replace(tzinfo=self.zone).astimezone(UTC)
        if not self.whole_days:
            return Span(begin, begin + self.length)
        end = (starts + self.length).replace(tzinfo=self.zone).astimezone(UTC)
        return Span(begin, end)


def busy_times(text: str, window: Span, home: ZoneInfo) -> Busy:
    """Return when the owner of a calendar is busy within `window`.

    `home` is the zone of times that name none or one that nobody knows.

    Raises:
        Unreadable: the calendar is refused as a whole; `flaw` says why.
        ValueError: the window is longer than 400 days.
    """
    if window.ends_at - window.starts_at > LONGEST_WINDOW:
        raise ValueError("a window of more than 400 days")
    calendar = read_calendar(text, BIGGEST_CALENDAR)
    reader = _Reader(window, home, _moved(calendar, home))
    spans = [span for each in calendar.walk() for span in reader.read(each)]
    return Busy(_clipped(spans, window), reader.skipped)


class _Reader:
    """Reads one entry after another; what one of them spoils stays its own."""

    def __init__(
        self, window: Span, home: ZoneInfo, moved: set[tuple[str, datetime]]
    ) -> None:
        self._window = window
        self._home = home
        self._moved = moved
        self._budget = Budget()
        self.skipped = 0

    def read(self, component: Component) -> list[Span]:
        """Return the spans of one component, none for kinds that take no time."""
        try:
            if component.name == "VFREEBUSY":
                return list(self._of_free_busy(component))
            if component.name == "VEVENT" and _takes_time(component):
                return list(self._of_event(component))
        except BROKEN:
            self.skipped += 1
        return []

    def _of_free_busy(self, component: Component) -> Iterator[Span]:
        for period in several(component.get("FREEBUSY")):
            if str(period.params.get("FBTYPE", "BUSY")).upper() not in FREE:
                yield self._period(held(period))

    def _period(self, found: object) -> Span:
        if not isinstance(found, tuple):
            raise TypeError("not a period")
        begin = _needed(found[0], self._home)
        if isinstance(found[1], timedelta):
            return Span(begin, begin + found[1])
        return Span(begin, _needed(found[1], self._home))

    def _of_event(self, event: Component) -> Iterator[Span]:
        entry = _entry(event, self._home)
        if entry.length <= timedelta(0):
            return
        uid = str(event.get("UID", ""))
        left_out = set(_listed(event, "EXDATE", self._home))
        is_master = "RECURRENCE-ID" not in event
        for starts in self._starts(event, entry):
            span = entry.span(starts)
            moved = is_master and (uid, span.starts_at) in self._moved
            if span.starts_at not in left_out and not moved:
                yield span
        yield from self._added(event, entry)

    def _starts(self, event: Component, entry: _Entry) -> Iterator[datetime]:
        # The first start counts even where the rule would not give it.
        yield entry.starts
        rule = event.get("RRULE")
        if rule is None:
            return
        if not isinstance(rule, vRecur):
            raise TypeError("several rules, or a broken one")
        length = min(entry.length, LONGEST_REPEATED)
        window = (
            self._local(self._window.starts_at - length - DAY, entry.zone),
            self._local(self._window.ends_at + DAY, entry.zone),
        )
        yield from occurrences(rule, entry.starts, entry.zone, window, self._budget)

    @staticmethod
    def _local(moment: datetime, zone: tzinfo) -> datetime:
        return moment.astimezone(zone).replace(tzinfo=None)

    def _added(self, event: Component, entry: _Entry) -> Iterator[Span]:
        for each in several(event.get("RDATE")):
            for value in getattr(each, "dts", ()):
                self._budget.spend()
                found = held(value)
                if isinstance(found, tuple):
                    yield self._period(found)
                else:
                    begin = _needed(found, self._home)
                    yield Span(begin, begin + entry.length)


def _takes_time(event: Component) -> bool:
    said = {
        str(event.get(name, "")).upper()
        for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")
    }
    return not said & {"TRANSPARENT", "CANCELLED", "FREE"}


def _entry(event: Component, home: ZoneInfo) -> _Entry:
    start, end = held(event.get("DTSTART")), held(event.get("DTEND"))
    length = held(event.get("DURATION"))
    if isinstance(event.get("DTEND"), vBroken) or not isinstance(start, date):
        raise TypeError("no time")
    if isinstance(start, datetime):
        zone = start.tzinfo or home
        if isinstance(end, datetime):
            length = _needed(end, home) - _needed(start, home)
        taken = length if isinstance(length, timedelta) else timedelta(0)
        return _Entry(start.replace(tzinfo=None), zone, taken, whole_days=False)
    if isinstance(end, date) and not isinstance(end, datetime):
        length = end - start
    taken = length if isinstance(length, timedelta) else DAY
    return _Entry(datetime.combine(start, time.min), home, taken, whole_days=True)


def _moved(calendar: Calendar, home: ZoneInfo) -> set[tuple[str, datetime]]:
    # The dates of series that go their own way, by the series and the old start.
    found = set()
    for event in calendar.walk("VEVENT"):
        original = held(event.get("RECURRENCE-ID"))
        if isinstance(original, date):
            try:
                found.add((str(event.get("UID", "")), _needed(original, home)))
            except ValueError:
                continue
    return found


def _listed(event: Component, name: str, home: ZoneInfo) -> Iterator[datetime]:
    for each in several(event.get(name)):
        for value in getattr(each, "dts", ()):
            yield _needed(held(value), home)


def _needed(found: object, home: ZoneInfo) -> datetime:
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time.min)
    moment = instant_of(found, home) if isinstance(found, datetime) else None
    if moment is None:
        raise ValueError("no moment")
    return moment


def _clipped(spans: list[Span], window: Span) -> tuple[Span, ...]:
    return merged(
        Span(max(each.starts_at, window.starts_at), min(each.ends_at, window.ends_at))
        for each in spans
        if each.overlaps(window)
    )
