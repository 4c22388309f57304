"""Recurrence rules of calendars from elsewhere, followed day by day within a budget.

Not by the usual library: it goes on to the year 9999 after a day that never comes, such
as 30 February, whatever its UNTIL says.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice, product
from typing import Any

from icalendar import vRecur

from scheduling.foreign import Flaw, Unreadable

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OWN_DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
KNOWN = {*OWN_DAYS, "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS", "BYMONTH"}
CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
EARLIEST = datetime(1970, 1, 1)  # noqa: DTZ001 - wall-clock time of any zone
LONGEST_INTERVAL = 1000
MOST_TIMES_A_DAY = 24
WEEK = 7
COST_OF_ONE = 3  # occurrence, beside a day that is only looked at

Parts = dict[str, list[Any]]
Fits = Callable[[date], bool]


class Budget:
    """How many days and occurrences one calendar may have us look at.

    Raises:
        Unreadable: it is used up.
    """

    def __init__(self, looks: int = 300_000) -> None:
        self._looks = looks

    def spend(self, looks: int = 1) -> None:
        """Pay for so many looks."""
        self._looks -= looks
        if self._looks < 0:
            raise Unreadable(Flaw.ENDLESS)


def occurrences(
    rule: vRecur,
    first: datetime,
    zone: tzinfo,
    window: tuple[datetime, datetime],
    budget: Budget,
) -> Iterator[datetime]:
    """Yield the wall-clock starts within `window`, which is wall-clock time as well.

    Raises:
        ValueError: a rule that means nothing, or more than we follow.
        Unreadable: a rule that fires too often, or the budget is used up.
    """
    parts = {name.upper(): _listed(values) for name, values in rule.items()}
    _check(parts, first)
    until = min(
        window[1], _until(parts["UNTIL"][0], zone) if "UNTIL" in parts else window[1]
    )
    times = int(parts["COUNT"][0]) if "COUNT" in parts else None
    # Only a rule that counts has to be followed from its first day.
    since = first if times is not None else max(first, window[0])
    found = _all(parts, first, since, until, budget)
    for start in islice(found, times):
        if start > until:
            return
        if start >= window[0]:
            yield start


def _all(
    parts: Parts, first: datetime, since: datetime, until: datetime, budget: Budget
) -> Iterator[datetime]:
    fits = _filters(parts, first)
    clock = _clock(parts, first)
    for days in _periods(parts, first.date(), since.date(), until.date()):
        budget.spend(len(days))
        chosen = [day for day in days if all(fit(day) for fit in fits)]
        starts = [datetime.combine(*each) for each in product(chosen, clock)]
        budget.spend(COST_OF_ONE * len(starts))
        for start in _at_positions(starts, parts.get("BYSETPOS", [])):
            if start >= first:
                yield start


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _check(parts: Parts, first: datetime) -> None:
    if not parts.keys() <= {*KNOWN, *CLOCK} or first < EARLIEST:
        raise ValueError("not a rule that we follow")
    if not 1 <= int(parts.get("INTERVAL", [1])[0]) <= LONGEST_INTERVAL:
        raise ValueError("not an interval")
    times_a_day = 1
    for name in CLOCK:
        times_a_day *= max(1, len(parts.get(name, [])))
    if times_a_day > MOST_TIMES_A_DAY:
        raise Unreadable(Flaw.ENDLESS)


def _until(found: Any, zone: tzinfo) -> datetime:
    if not isinstance(found, datetime):
        if not isinstance(found, date):
            raise TypeError("not a day")
        return datetime.combine(found, time.max)
    return found.astimezone(zone).replace(tzinfo=None) if found.tzinfo else found


def _periods(
    parts: Parts, first: date, since: date, until: date
) -> Iterator[list[date]]:
    """Yield the days of each period that the rule falls in, from `since` on."""
    interval = int(parts.get("INTERVAL", [1])[0])
    begin, number = _PERIODS[str(parts.get("FREQ", [""])[0]).upper()]
    week_start = WEEKDAYS.index(str(parts.get("WKST", ["MO"])[0]).upper())
    passed = number(since, week_start) - number(first, week_start)
    at = number(first, week_start) + passed // interval * interval
    while (start := begin(at, week_start)) <= until:
        length = (begin(at + 1, week_start) - start).days
        yield [start + timedelta(days=n) for n in range(length)]
        at += interval


def _week_begins(number: int, week_start: int) -> date:
    return date.fromordinal(number * WEEK + 1 + week_start)


def _week_number(day: date, week_start: int) -> int:
    return (day.toordinal() - 1 - week_start) // WEEK


# For each frequency: the first day of the n-th period, and the number of a day's period.
_PERIODS: dict[str, tuple[Callable[[int, int], date], Callable[[date, int], int]]] = {
    "DAILY": (lambda n, _: date.fromordinal(n), lambda day, _: day.toordinal()),
    "WEEKLY": (_week_begins, _week_number),
    "MONTHLY": (
        lambda n, _: date(n // 12, n % 12 + 1, 1),
        lambda day, _: day.year * 12 + day.month - 1,
    ),
    "YEARLY": (lambda n, _: date(n, 1, 1), lambda day, _: day.year),
}


def _filters(parts: Parts, first: datetime) -> list[Fits]:
    """Return what a day has to fulfil; what the rule leaves out, `first` says."""
    said = _completed(parts, first)
    months, month_days, year_days, weeks = (
        {int(value) for value in said.get(name, [])}
        for name in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
    )
    fits: list[Fits] = []
    if months:
        fits.append(lambda day: day.month in months)
    if month_days:
        fits.append(lambda day: bool(month_days & _both_ways(day.day, _days_in(day))))
    if year_days:
        fits.append(lambda day: bool(year_days & _of_year(day)))
    if weeks:
        fits.append(lambda day: day.isocalendar().week in weeks)
    if weekdays := {str(value).upper() for value in said.get("BYDAY", [])}:
        in_year = said["FREQ"][0] == "YEARLY" and not months
        fits.append(lambda day: bool(weekdays & _weekday_names(day, in_year=in_year)))
    return fits


def _completed(parts: Parts, first: datetime) -> Parts:
    frequency = parts["FREQ"][0]
    if any(name in parts for name in OWN_DAYS) or frequency == "DAILY":
        if "BYWEEKNO" in parts and "BYDAY" not in parts:
            return {**parts, "BYDAY": [WEEKDAYS[first.weekday()]]}
        return parts
    if frequency == "WEEKLY":
        return {**parts, "BYDAY": [WEEKDAYS[first.weekday()]]}
    own = {} if frequency == "MONTHLY" else {"BYMONTH": [first.month]}
    return {**own, **parts, "BYMONTHDAY": [first.day]}


def _weekday_names(day: date, *, in_year: bool) -> set[str]:
    """Return how rules call a day: MO, 2MO for the second, -1MO for the last."""
    name = WEEKDAYS[day.weekday()]
    number = day.timetuple().tm_yday if in_year else day.day
    length = _days_in_year(day) if in_year else _days_in(day)
    nth, last = (number - 1) // WEEK + 1, (length - number) // WEEK + 1
    return {name, f"{nth}{name}", f"+{nth}{name}", f"-{last}{name}"}


def _both_ways(number: int, length: int) -> set[int]:
    return {number, number - length - 1}


def _of_year(day: date) -> set[int]:
    return _both_ways(day.timetuple().tm_yday, _days_in_year(day))


def _days_in(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _days_in_year(day: date) -> int:
    return 366 if isleap(day.year) else 365


def _clock(parts: Parts, first: datetime) -> list[time]:
    own = (first.hour, first.minute, first.second)
    said = [
        sorted({int(value) for value in parts.get(name, [default])})
        for name, default in zip(CLOCK, own, strict=True)
    ]
    return [time(hour, minute, second) for hour, minute, second in product(*said)]


def _at_positions(starts: list[datetime], positions: list[Any]) -> list[datetime]:
    if not positions:
        return starts
    chosen = {int(position) for position in positions}
    return [
        start
        for number, start in enumerate(starts, 1)
        if chosen & _both_ways(number, len(starts))
    ]
