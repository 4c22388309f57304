"""When somebody may be written to: quiet hours, workdays, holidays, absence (R43).

Holidays come as a value from outside; this module knows no calendar.

To somebody away nothing goes out that asks or reminds: it is held until they are
back, and let go at once when they say so. But absence means that nothing is asked,
not that nothing is told: that a roundtable was convened, moved or called off
(`Message.despite_absence`) reaches them too, in their hours, on a workday.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.people import Person

_SATURDAY = 5
_FAR = 400
"""Days to look ahead; nobody is unreachable for longer without an end date."""


@dataclass(frozen=True, slots=True)
class Almanac:
    """What the calendar says: the zone, and the days on which nobody is asked."""

    zone: ZoneInfo
    closed: AbstractSet[date]

    def local(self, moment: datetime) -> datetime:
        """Return the moment as the clock on the wall shows it."""
        return moment.astimezone(self.zone)

    def today(self, now: datetime) -> date:
        """Return the local day."""
        return self.local(now).date()

    def at(self, day: date, clock: time) -> datetime:
        """Return the moment at which the wall clock shows this time.

        A time that the spring change leaves out is read as RFC 5545 does: an
        hour later. Of an hour that comes twice in autumn the first is meant.
        """
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def open_day(person: Person, day: date, almanac: Almanac) -> bool:
    """Say whether somebody may be written to at all on this day."""
    if day in almanac.closed or person.is_away(day):
        return False
    return not (person.official and day.weekday() >= _SATURDAY)


def next_open(person: Person, moment: datetime, almanac: Almanac) -> datetime:
    """Return this moment, or the first later one at which somebody may be written to."""
    local = almanac.local(moment)
    day = local.date()
    if open_day(person, day, almanac):
        if local.time() < person.hours.opens:
            return almanac.at(day, person.hours.opens)
        if local.time() < person.hours.closes:
            return moment
    return almanac.at(next_open_day(person, day, almanac), person.hours.opens)


def next_open_day(person: Person, day: date, almanac: Almanac) -> date:
    """Return the first day after this one on which somebody may be written to."""
    following = day + timedelta(days=1)
    if person.away_until is not None and person.away_until >= following:
        following = person.away_until + timedelta(days=1)
    for _ in range(_FAR):
        if open_day(person, following, almanac):
            return following
        following += timedelta(days=1)
    return following


def day_begins(moment: datetime, almanac: Almanac) -> datetime:
    """Return the midnight with which the local day of this moment began."""
    return almanac.at(almanac.today(moment), time(0))
