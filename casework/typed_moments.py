"""Days and times as people type them in a chat, in Estonian, Russian and English.

Never a guess: what can be meant is returned, all of it, each with what speaks against
it, and shown back before anything is done with it (calendar.md 7). Beside `dates` the
one place below the bot that knows words of a language.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from casework.refusals import InThePast, NotADate, NotATime, SkippedHour
from casework.timing import Almanac
from casework.typed_clock import Clock, clocks
from casework.typed_days import Days, days_of

LONGEST = 200
MOST = 4
"""How many readings of one text are offered; more is no clear time."""
FAR = timedelta(days=365)
_SATURDAY = 5
_NIGHT_ENDS, _NIGHT_BEGINS = time(7), time(22)
_SHOWN = 60


class Oddity(StrEnum):
    """What is unusual about a time, said when it is shown back."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    NIGHT = "night"
    FAR = "far"
    OTHER_WEEKDAY = "other_weekday"
    BEFORE_CHANGE = "before_change"
    """The first of two hours that look alike, in autumn."""
    AFTER_CHANGE = "after_change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One moment that may be meant, and what is unusual about it."""

    at: datetime
    odd: tuple[Oddity, ...] = ()


def read(text: str, now: datetime, almanac: Almanac) -> tuple[Reading, ...]:
    """Return every moment that a text may mean, the likeliest first.

    Raises:
        NotATime: it has no time of day, or too many meanings.
        NotADate: it names no day.
        InThePast: all of them are over.
        SkippedHour: the clocks are put forward over it.
    """
    typed = _plain(text)
    for clock, rest in clocks(typed):
        days = days_of(rest, almanac.today(now))
        if days is not None:
            return _readings(days, clock, now, almanac)
    if next(iter(clocks(typed)), None) is None:
        raise NotATime(text.strip()[:_SHOWN])
    raise NotADate(text.strip()[:_SHOWN])


def read_days(text: str, now: datetime, almanac: Almanac) -> tuple[date, ...]:
    """Return every day that a text without a time of day may mean; none: it is no day."""
    found = days_of(_plain(text), almanac.today(now))
    today = almanac.today(now)
    return tuple(day for day in found.days if day >= today) if found else ()


def read_clock(text: str) -> tuple[time, ...]:
    """Return every time of day that a text without a day may mean; none: it is none."""
    typed = _plain(text)
    bare = re.fullmatch(r"([01]?\d|2[0-3])", typed)
    if bare:
        typed = f"at {typed}"
    for clock, rest in clocks(typed):
        if not rest:
            return clock.times
    return ()


def readings(
    day: date, times: tuple[time, ...], now: datetime, almanac: Almanac
) -> tuple[Reading, ...]:
    """Return the moments of this day and these times: two where an hour comes twice.

    Raises:
        InThePast: all of them are over.
        SkippedHour: the clocks are put forward over it.
    """
    return _readings(Days((day,)), Clock(times), now, almanac)


def _readings(
    days: Days, clock: Clock, now: datetime, almanac: Almanac
) -> tuple[Reading, ...]:
    found, skipped = [], []
    for day in days.days:
        for shown in clock.times:
            try:
                found += _moments(day, shown, now, almanac)
            except SkippedHour as refusal:
                skipped.append(refusal)
    if skipped and not found:
        raise skipped[0]
    if len(found) > MOST:
        raise NotATime(f"{days.days[0]:%d.%m.%Y}")
    ahead = [each for each in found if each.at > now]
    if not ahead:
        raise InThePast(f"{almanac.local(found[0].at):%d.%m.%Y %H:%M}")
    if days.other_weekday:
        odd = (Oddity.OTHER_WEEKDAY,)
        ahead = [Reading(at=each.at, odd=(*odd, *each.odd)) for each in ahead]
    return tuple(ahead)


def _moments(day: date, clock: time, now: datetime, almanac: Almanac) -> list[Reading]:
    first = almanac.at(day, clock)
    shown = almanac.local(first)
    if shown.time() != clock:
        raise SkippedHour(
            text=f"{day:%d.%m.%Y} {clock:%H:%M}",
            suggestion=f"{shown:%d.%m.%Y %H:%M}",
        )
    odd = _odd(day, clock, first - now, almanac)
    again = datetime.combine(day, clock, almanac.zone).replace(fold=1).astimezone(UTC)
    if again == first:
        return [Reading(at=first, odd=odd)]
    return [
        Reading(at=first, odd=(*odd, Oddity.BEFORE_CHANGE)),
        Reading(at=again, odd=(*odd, Oddity.AFTER_CHANGE)),
    ]


def _odd(
    day: date, clock: time, ahead: timedelta, almanac: Almanac
) -> tuple[Oddity, ...]:
    found = (
        (Oddity.HOLIDAY, day in almanac.closed),
        (Oddity.WEEKEND, day.weekday() >= _SATURDAY and day not in almanac.closed),
        (Oddity.NIGHT, not _NIGHT_ENDS <= clock < _NIGHT_BEGINS),
        (Oddity.FAR, ahead > FAR),
    )
    return tuple(oddity for oddity, is_so in found if is_so)


def _plain(text: str) -> str:
    """Return the text in small letters, without what surrounds words."""
    typed = " ".join(text.casefold()[:LONGEST].replace("ё", "е").split())
    return typed.strip(" ,;!?").removesuffix(".") if typed else ""
