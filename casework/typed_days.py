"""The day in what somebody typed: all the days that may be meant."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from casework.dates import read_day, weekday_of
from casework.refusals import NotADate

WEEK = timedelta(days=7)
_FILLERS = re.compile(
    r"(?<!\w)(?:on|the|day|kuupäeval|päeval|в|во|на|day of|sobiks|sobib|palun|please"
    r"|пожалуйста)(?!\w)"
)
_THIS = re.compile(
    r"(?<!\w)(?:sel|sellel|see|selle|käesoleval|this|эту|этот|это|этом|эта)(?!\w)"
)
_NEXT_WEEK = re.compile(
    r"(?<!\w)(?:(?:järgmisel|tuleval|järgmise)\s+nädala(?:l)?|next week"
    r"|следующей неделе|след\w*\.? неделе)(?!\w)"
)
_NEXT = re.compile(
    r"(?<!\w)(?:järgmisel|järgmine|järgmise|tuleval|next|следующ\w+|будущ\w+)(?!\w)"
)
_AFTER = re.compile(
    r"(?:in\s+)?(?:через\s+)?(?P<count>a|an|ühe|kahe|kolme|two|three|две|два|три|\d{1,2})?"
    r"\s*(?P<unit>days?|weeks?|päeva|nädala|дн\w+|день|недел\w+)(?:\s+pärast)?"
)
_AHEAD = re.compile(r"(?<!\w)(?:in|pärast|через)(?!\w)")
_COUNTS = {
    "a": 1,
    "an": 1,
    "ühe": 1,
    "kahe": 2,
    "two": 2,
    "два": 2,
    "две": 2,
    "kolme": 3,
    "three": 3,
    "три": 3,
}
_LETTERS = "etknrlp"
"""The weekdays as Estonian calendars write them in one letter, Monday first."""
_WEEKS = ("week", "nädal", "недел")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that may be meant, the likeliest first."""

    days: tuple[date, ...]
    other_weekday: bool = False
    """A weekday was typed beside a date, and it is not the date's."""


def days_of(text: str, today: date) -> Days | None:
    """Return the days that a text may mean; None: it names no day."""
    text = " ".join(text.split()).strip(" ,;-")
    after = _after(text, today)
    if after is not None:
        return Days((after,))
    for typed in (text, _without(_FILLERS, text)):
        found = _weekdays(typed, today) or _dated(typed, today)
        if found is not None:
            return found
    return None


def _after(text: str, today: date) -> date | None:
    """Read "in two weeks", "nädala pärast", "через три дня"."""
    found = _AFTER.fullmatch(text) if _AHEAD.search(text) else None
    if found is None:
        return None
    said = found["count"] or "1"
    count = int(said) if said.isdigit() else _COUNTS[said]
    unit = WEEK if found["unit"].startswith(_WEEKS) else timedelta(days=1)
    return today + count * unit


def _weekdays(text: str, today: date) -> Days | None:
    """Read a weekday alone, of this week or the next where that is not clear."""
    of_next_week = _NEXT_WEEK.search(text) is not None
    rest = _without(_NEXT_WEEK, text)
    is_next = _NEXT.search(rest) is not None
    is_this = _THIS.search(rest) is not None
    rest = _without(_FILLERS, _without(_THIS, _without(_NEXT, rest)))
    weekday = _weekday(rest)
    if weekday is None:
        return None
    monday = today - timedelta(days=today.weekday())
    if of_next_week:
        return Days((monday + WEEK + timedelta(days=weekday),))
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    if is_next:
        # "Next Friday" is this week's to some and the following week's to others.
        return Days((max(coming, today + timedelta(days=1)), coming + WEEK))
    if coming == today and not is_this:
        return Days((today, today + WEEK))
    return Days((coming,))


def _weekday(word: str) -> int | None:
    if len(word) == 1 and word in _LETTERS:
        return _LETTERS.index(word)
    return weekday_of(word) if word.isalpha() else None


def _dated(text: str, today: date) -> Days | None:
    day = _read(text, today)
    if day is not None:
        return Days((day,))
    head, _, tail = text.partition(" ")
    weekday = _weekday(head.strip(",."))
    if weekday is None:
        return None
    day = _read(_without(_FILLERS, tail), today)
    return None if day is None else Days((day,), day.weekday() != weekday)


def _read(text: str, today: date) -> date | None:
    try:
        return read_day(text, today)
    except NotADate:
        return None


def _without(what: re.Pattern[str], text: str) -> str:
    return " ".join(what.sub(" ", text).split()).strip(" ,")
