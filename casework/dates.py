"""Days as people type them, in Estonian, Russian and English.

The month and weekday names here are what people write, not what the program
says: the one place below the bot that knows words of a language.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from casework.refusals import InThePast, NotADate

_MONTHS = (
    ("jan", "jaan", "янв"),
    ("feb", "veeb", "фев"),
    ("mar", "mär", "мар"),
    ("apr", "апр"),
    ("may", "mai", "мая", "май"),
    ("jun", "juun", "июн"),
    ("jul", "juul", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("oct", "okt", "окт"),
    ("nov", "ноя"),
    ("dec", "dets", "дек"),
)
_WEEKDAYS = (
    ("esmas", "mon", "понед"),
    ("teisi", "tue", "вторн"),
    ("kolma", "wed", "сред"),
    ("nelja", "thu", "четв"),
    ("reed", "fri", "пятн"),
    ("laup", "sat", "субб"),
    ("püha", "sun", "воскр"),
)
_NEAR = {
    "today": 0,
    "täna": 0,
    "сегодня": 0,
    "tomorrow": 1,
    "homme": 1,
    "завтра": 1,
    "ülehomme": 2,
    "послезавтра": 2,
}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS = re.compile(
    r"(?P<day>\d{1,2})\s*[./]\s*(?P<month>\d{1,2})"
    r"(?:\s*[./]\s*(?P<year>\d{4}|\d{2})?)?(?:\s*(?:a|г)?\.?)?"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?(?P<name>[^\W\d_]{3,})\.?,?"
    r"(?:\s*(?P<year>\d{4})(?:\s*(?:a|г|года)?\.?)?)?"
)
_MONTH_FIRST = re.compile(
    r"(?P<name>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"(?:,?\s*(?P<year>\d{4}))?"
)
_SHOWN = 60
"""Characters of a mistaken date that are shown back."""
_CENTURY = 2000
_TWO_DIGITS = 100


def parse_day(text: str, today: date) -> date:
    """Return the day somebody typed, today or later.

    A day without a year is the next one of that name.

    Raises:
        NotADate: there is no such day, or the text names none.
        InThePast: the day is over.
    """
    day = read_day(text, today)
    if day < today:
        raise InThePast(text.strip()[:_SHOWN])
    return day


def read_day(text: str, today: date) -> date:
    """Return the day somebody typed, in the past too.

    Raises:
        NotADate: there is no such day, or the text names none.
    """
    typed = " ".join(text.casefold().split())
    day = _named(typed, today) or _written(typed, today)
    if day is None:
        raise NotADate(text.strip()[:_SHOWN])
    return day


def weekday_of(word: str) -> int | None:
    """Return which weekday a word names, counted from Monday; None: it names none."""
    return _place(word, _WEEKDAYS)


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _named(typed: str, today: date) -> date | None:
    """Read "tomorrow", or a weekday: the next one after today."""
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    weekday = _place(typed, _WEEKDAYS) if typed.isalpha() else None
    if weekday is None:
        return None
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _written(typed: str, today: date) -> date | None:
    for form in (_ISO, _NUMBERS, _DAY_FIRST, _MONTH_FIRST):
        found = form.fullmatch(typed)
        if found is not None:
            return _built(found.groupdict(), today)
    return None


def _built(parts: dict[str, str | None], today: date) -> date | None:
    month = _month(parts)
    if month is None:
        return None
    day, year = int(parts["day"] or 0), parts.get("year")
    if year is not None:
        number = int(year)
        return _day(number + _CENTURY * (number < _TWO_DIGITS), month, day)
    this_year = _day(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return _day(today.year + 1, month, day)


def _month(parts: dict[str, str | None]) -> int | None:
    if parts.get("month"):
        return int(parts["month"] or 0)
    place = _place(parts.get("name") or "", _MONTHS)
    return None if place is None else place + 1


def _place(word: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    """Return which of the names a word begins with; people inflect them."""
    return next((i for i, stems in enumerate(names) if word.startswith(stems)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
