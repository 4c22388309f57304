"""Calendar text from elsewhere, read within bounds and without trust."""

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from icalendar import Calendar, vBroken

from scheduling.cleaning import clean_text

DEEPEST = 6
MOST_COMPONENTS = 20_000
LONGEST_TEXT = 2_000
# A rule that fires more often than daily is no meeting; expanding one can take for ever.
ENDLESS = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)
FOLD = re.compile(r"\r?\n[ \t]")
# What the library raises on calendars that it cannot make sense of.
BROKEN = (
    OSError,  # TZID=Europe is a folder among the zones
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


class Flaw(StrEnum):
    """What is wrong with a calendar."""

    TOO_BIG = "too_big"
    TOO_DEEP = "too_deep"
    NOT_A_CALENDAR = "not_a_calendar"
    SEVERAL = "several"
    ENDLESS = "endless"
    BROKEN = "broken"


class Unreadable(Exception):
    """A calendar that is refused; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def read_calendar(text: str, most: int) -> Calendar:
    """Read one calendar of at most `most` characters.

    Its own descriptions of time zones are left out: the names are enough for us, and
    a description can hold rules without end.

    Raises:
        Unreadable: it is too big, too deep, broken, or not one calendar.
    """
    if len(text) > most:
        raise Unreadable(Flaw.TOO_BIG)
    lines = FOLD.sub("", text.removeprefix("\ufeff")).strip().split("\n")
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise Unreadable(Flaw.NOT_A_CALENDAR)
    kept = "\r\n".join(_without_zones(lines))
    if ENDLESS.search(kept):
        raise Unreadable(Flaw.ENDLESS)
    return _parsed(kept)


def _parsed(text: str) -> Calendar:
    try:
        with warnings.catch_warnings():
            # Such as the guess that ".../Europe/Tallinn" means Tallinn, which we share.
            warnings.simplefilter("ignore")
            found = Calendar.from_ical(text, multiple=True)
    except BROKEN:
        raise Unreadable(Flaw.BROKEN) from None
    if len(found) != 1:
        raise Unreadable(Flaw.SEVERAL)
    return found[0]


def _without_zones(lines: list[str]) -> Iterator[str]:
    open_now: list[str] = []
    begun = 0
    for line in lines:
        word = line[:15].strip().upper()
        if word.startswith("BEGIN:"):
            open_now.append(word)
            begun += 1
            if len(open_now) > DEEPEST or begun > MOST_COMPONENTS:
                raise Unreadable(Flaw.TOO_DEEP)
        if "BEGIN:VTIMEZONE" not in open_now:
            yield line.rstrip("\r")
        if word.startswith("END:") and open_now:
            open_now.pop()


def held(value: object) -> object:
    """Return what a property holds; none where it is broken or not there.

    The library keeps broken properties and raises as soon as one looks into them.
    """
    return None if isinstance(value, vBroken) else getattr(value, "dt", None)


def moment_of(value: object, home: ZoneInfo) -> datetime | None:
    """Return in UTC the instant that a property holds, if it holds one."""
    found = held(value)
    return instant_of(found, home) if isinstance(found, datetime) else None


def instant_of(found: datetime, home: ZoneInfo) -> datetime | None:
    """Return a time in UTC, if it lies within the calendar.

    Floating times and those of an unknown zone are taken as times of `home`.
    """
    try:
        at_home = found if found.tzinfo is not None else found.replace(tzinfo=home)
        return at_home.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def several(value: Any) -> list[Any]:
    """Return the values of a property that may be there once, often or not at all."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def text_of(value: Any) -> str:
    """Return the text of a property, cleaned and not without end."""
    joined = "\n".join(str(each) for each in several(value))
    return clean_text(joined[:LONGEST_TEXT]).strip()


def address_of(written: str) -> str:
    """Return a mail address as it is compared: without `mailto:`, decoded, case folded."""
    text = written.strip()
    if text.lower().startswith("mailto:"):
        text = text[len("mailto:") :]
    return unquote(text).strip().casefold()
