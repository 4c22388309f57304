"""Moments as people type them: a day and a time of day, in three languages.

Only what is certain is read. What was read is shown back and confirmed before
anything is done with it (calendar.md 7).
"""

import re
from datetime import date, datetime, time

from casework.dates import parse_day
from casework.refusals import InThePast, NotATime, SkippedHour
from casework.timing import Almanac

_CLOCK = re.compile(
    r"(?:\b(?:kell|klo|at|в)\s+)?"
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))\s*$"
    r"|\b(?:kell|klo|at|в)\s+(?P<whole>[01]?\d|2[0-3])\s*$",
    re.IGNORECASE,
)
_SHOWN = 60


def parse_moment(text: str, now: datetime, almanac: Almanac) -> datetime:
    """Return the moment somebody typed, as "1.12.2026 14:00".

    Raises:
        NotATime: no time of day stands at the end.
        NotADate: what stands before it is no day.
        InThePast: it is over.
        SkippedHour: the clocks are put forward over it.
    """
    typed = " ".join(text.split())
    found = _CLOCK.search(typed)
    if found is None:
        raise NotATime(typed[:_SHOWN])
    clock = time(int(found["hour"] or found["whole"]), int(found["minute"] or 0))
    day = parse_day(typed[: found.start()].rstrip(" ,"), almanac.today(now))
    moment = existing(day, clock, almanac)
    if moment <= now:
        raise InThePast(typed[:_SHOWN])
    return moment


def existing(day: date, clock: time, almanac: Almanac) -> datetime:
    """Return the moment at which the wall clock shows this time on this day.

    Raises:
        SkippedHour: it never does; the time an hour later is suggested.
    """
    moment = almanac.at(day, clock)
    shown = almanac.local(moment)
    if shown.time() != clock:
        raise SkippedHour(
            text=f"{day:%d.%m.%Y} {clock:%H:%M}",
            suggestion=f"{shown:%d.%m.%Y %H:%M}",
        )
    return moment
