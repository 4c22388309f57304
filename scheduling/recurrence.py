"""Recurrences kept as wall-clock time: Monday at 08:30 stays so through the year.

The next instant is always computed from calendar fields, never as "last plus
interval", which would slip by an hour twice a year.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from scheduling.clock import in_utc

A_MONDAY = date(2024, 1, 1)


class InSpringGap(Exception):
    """A local time that the clocks jump over; `suggestion` is an hour they do show."""

    def __init__(self, suggestion: datetime) -> None:
        super().__init__("the clocks jump over this time")
        self.suggestion = suggestion


@dataclass(frozen=True)
class Weekly:
    """Every week, or every `interval` weeks counted from the week of `since`.

    `weekday` is 0 for Monday to 6 for Sunday.
    """

    weekday: int
    at: time
    zone: ZoneInfo
    interval: int = 1
    since: date = A_MONDAY

    def next_after(self, moment: datetime) -> datetime:
        """Return the first occurrence later than `moment`, in UTC."""
        return _first_after(moment, self._days(_day_before(moment, self.zone)))

    def _days(self, start: date) -> Iterator[datetime]:
        monday = self.since - timedelta(days=self.since.weekday())
        passed = (start - monday).days // (7 * self.interval)
        for number in count(passed):
            week = monday + timedelta(weeks=number * self.interval)
            yield instant(week + timedelta(days=self.weekday), self.at, self.zone)


@dataclass(frozen=True)
class Monthly:
    """Every month on one day; a month too short for it uses its last day."""

    day: int
    at: time
    zone: ZoneInfo

    def next_after(self, moment: datetime) -> datetime:
        """Return the first occurrence later than `moment`, in UTC."""
        return _first_after(moment, self._days(_day_before(moment, self.zone)))

    def _days(self, start: date) -> Iterator[datetime]:
        for number in count(start.year * 12 + start.month - 1):
            year, month = number // 12, number % 12 + 1
            day = min(self.day, monthrange(year, month)[1])
            yield instant(date(year, month, day), self.at, self.zone)


Recurrence = Weekly | Monthly


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return in UTC when the clocks of `zone` show `at` on `day`.

    A time in the spring gap counts with the offset before it, so that 03:30 becomes
    04:30; of the autumn hour that comes twice the first is taken (RFC 5545, 3.3.5).
    """
    # The zone of Python does just that for fold 0.
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return in UTC the moment that a person means by `day` and `at`.

    Raises:
        InSpringGap: no clock will show that time; the suggestion is in `zone`.
    """
    moment = instant(day, at, zone)
    shown = moment.astimezone(zone)
    if shown.replace(tzinfo=None) != datetime.combine(day, at.replace(fold=0)):
        raise InSpringGap(suggestion=shown)
    return moment


def comes_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks of `zone` show the time of `moment` twice that day."""
    shown = moment.astimezone(zone)
    return shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset()


def _first_after(moment: datetime, occurrences: Iterator[datetime]) -> datetime:
    moment = in_utc(moment)
    return next(each for each in occurrences if each > moment)


def _day_before(moment: datetime, zone: ZoneInfo) -> date:
    # One day early, because a time in the gap is moved later within its day.
    return in_utc(moment).astimezone(zone).date() - timedelta(days=1)
