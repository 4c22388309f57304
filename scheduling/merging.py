"""Our entry in somebody's own calendar, after they have edited it there.

Time, title and place are ours; their alarms, their notes and their colour stay.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from scheduling.foreign import BROKEN, Unreadable, moment_of, read_calendar

LONGEST = 200_000
"""Characters of an entry that are read; more is not what was put there."""
_THEIRS = ("DESCRIPTION", "CATEGORIES", "COLOR", "TRANSP")


@dataclass(frozen=True, slots=True)
class Merged:
    """What is put there, and when the entry began that lay there."""

    content: bytes
    began_at: datetime | None = None


def merged(ours: bytes, theirs: str, home: ZoneInfo) -> Merged:
    """Return our entry with what its owner added to theirs.

    An entry that cannot be read is simply replaced.
    """
    there = _event(theirs)
    if there is None:
        return Merged(ours)
    began_at = moment_of(there.get("DTSTART"), home)
    try:
        return Merged(_with(ours, there), began_at)
    except BROKEN:
        return Merged(ours, began_at)


def _with(ours: bytes, there: Event) -> bytes:
    calendar = Calendar.from_ical(ours)
    (event,) = calendar.walk("VEVENT")
    for name in _THEIRS:
        if name in there:
            event[name] = there[name]
    own = [each for each in event.subcomponents if each.name != "VALARM"]
    alarms = [each for each in there.subcomponents if each.name == "VALARM"]
    event.subcomponents = [*own, *alarms]
    text: bytes = calendar.to_ical()
    return text


def _event(text: str) -> Event | None:
    try:
        found = read_calendar(text, LONGEST).walk("VEVENT")
    except Unreadable:
        return None
    events = [each for each in found if isinstance(each, Event)]
    return events[0] if len(events) == 1 else None
