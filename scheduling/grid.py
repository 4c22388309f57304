"""A calendar cut into equal steps, in which sets of steps are whole numbers.

Bit n of a number stands for the n-th step, so that "when are all of them free" is one
`&` over the people, whatever the number of steps.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta

from scheduling.invitees import Invitee, Search
from scheduling.recurrence import instant
from scheduling.spans import Hours, Span, WorkingHours

NOON = time(12, 0)
DAY = 24 * 60 * 60


class Grid:
    """The steps of one search."""

    def __init__(self, search: Search) -> None:
        self._search = search
        length = (search.last_day - search.first_day).days + 1
        self.days = [search.first_day + timedelta(days=n) for n in range(length)]
        self._midnights: dict[date, datetime] = {}
        self._origin = self._midnight(search.first_day)
        end = self._midnight(search.last_day + timedelta(days=1))
        self._size = -((self._origin - end) // search.step)
        self._steps = -(-search.length // search.step)
        self._seconds = search.step // timedelta(seconds=1)
        self._of_day = {day: self._day(day) for day in self.days}
        self._of_hours: dict[WorkingHours, int] = {}
        self._days_open = self._union(
            self.day(day) for day in self.days if day not in search.closed_days
        )
        self._open_starts = self.starts(self._days_open)

    def day(self, day: date) -> int:
        """Return the steps of one day."""
        return self._of_day[day]

    def _day(self, day: date) -> int:
        return self._within(self._midnight(day), self._midnight(_next(day)))

    def afternoon(self, day: date) -> int:
        """Return the steps of one day from noon on."""
        noon = instant(day, NOON, self._search.zone)
        return self._within(noon, self._midnight(_next(day)))

    def weeks(self) -> dict[date, int]:
        """Return the steps of each week, by the Monday it begins with."""
        found: dict[date, int] = {}
        for day in self.days:
            monday = day - timedelta(days=day.weekday())
            found[monday] = found.get(monday, 0) | self.day(day)
        return found

    def hours(self, invitee: Invitee) -> int:
        """Return the steps in which the invitee works, days off not yet taken away."""
        found = self._of_hours.get(invitee.hours)
        if found is None:
            found = self._days_open & self._union(
                self._in_hours(day, hours)
                for day in self.days
                for hours in invitee.hours.week[day.weekday()]
            )
            self._of_hours[invitee.hours] = found
        return found

    def present(self, invitee: Invitee) -> int:
        """Return the steps in which the invitee works, without the days off."""
        return self.without(
            self.hours(invitee), invitee.days_off, invitee.shut, invitee.breaks
        )

    def without(self, steps: int, *days: AbstractSet[date]) -> int:
        """Return the steps that lie on none of these days."""
        known = self._of_day.keys() & set().union(*days)
        return steps & ~self._union(self.day(day) for day in known)

    def settled(self, invitee: Invitee) -> int:
        """Return the steps that the invitee may not need for something else."""
        whole = (1 << self._size) - 1
        return whole & ~self._busy(invitee.tentative)

    def free(self, invitee: Invitee) -> int:
        """Return the steps in which the invitee works and has nothing else to do."""
        return self.present(invitee) & ~self._busy(invitee.busy)

    def starts(self, free: int) -> int:
        """Return the steps from which the whole meeting fits into `free`."""
        found, fitted = free, 1
        while fitted < self._steps:
            more = min(fitted, self._steps - fitted)
            found &= found >> more
            fitted += more
        return found

    def open_starts(self) -> int:
        """Return the steps from which the meeting touches no closed day."""
        return self._open_starts

    def span(self, start: int) -> Span:
        """Return the meeting that starts at one step."""
        starts_at = self._origin + start * self._search.step
        return Span(starts_at, starts_at + self._search.length)

    def index(self, moment: datetime) -> int:
        """Return the step that `moment` lies in; negative before the first."""
        return (moment - self._origin) // self._search.step

    def overlapping(self, start: int) -> int:
        """Return the starts whose meeting would overlap the one from `start`."""
        first = max(0, start - self._steps + 1)
        return _run(first, start + self._steps)

    def _midnight(self, day: date) -> datetime:
        if day not in self._midnights:
            self._midnights[day] = instant(day, time.min, self._search.zone)
        return self._midnights[day]

    def _in_hours(self, day: date, hours: Hours) -> int:
        closes_on = _next(day) if hours.closes == time.min else day
        zone = self._search.zone
        return self._within(
            instant(day, hours.opens, zone), instant(closes_on, hours.closes, zone)
        )

    def _within(self, start: datetime, end: datetime) -> int:
        step = self._search.step
        first = max(0, -((self._origin - start) // step))
        return _run(first, min(self._size, (end - self._origin) // step))

    def _busy(self, spans: Sequence[Span]) -> int:
        # The innermost loop of all, hence in seconds and without calls. A step that
        # is touched at either end counts as taken.
        origin, step, size = self._origin, self._seconds, self._size
        taken = 0
        for span in spans:
            began, ended = span.starts_at - origin, span.ends_at - origin
            first = (began.days * DAY + began.seconds) // step
            passed = ended.days * DAY + ended.seconds + bool(ended.microseconds)
            after = -(-passed // step)
            if first < 0 or after > size:
                first, after = max(0, first), min(size, after)
            if first < after:
                taken |= ((1 << (after - first)) - 1) << first
        return taken

    @staticmethod
    def _union(masks: Iterable[int]) -> int:
        found = 0
        for mask in masks:
            found |= mask
        return found


def lowest(mask: int) -> int:
    """Return the first step of a set that is not empty."""
    return (mask & -mask).bit_length() - 1


def at_least(within: int, masks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield how many of `masks` agree and on which steps, the most first.

    Each of the sets holds the ones before it; the last is `within` itself, for none.
    """
    agreeing = [within] + [0] * len(masks)
    for done, mask in enumerate(masks):
        for number in range(done, -1, -1):
            agreeing[number + 1] |= agreeing[number] & mask
    for number in range(len(masks), -1, -1):
        yield number, agreeing[number]


def _run(first: int, after: int) -> int:
    return ((1 << (after - first)) - 1) << first if first < after else 0


def _next(day: date) -> date:
    return day + timedelta(days=1)
