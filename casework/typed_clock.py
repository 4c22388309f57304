"""The time of day in what somebody typed, found and cut out of the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

_HALF_DAY = 12
_SMALL_HOURS = range(1, 7)
"""Hours said without a mark that may be of the night or of the afternoon."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The times of day that may be meant, the likeliest first."""

    times: tuple[time, ...]


_EARLY = r"hommikul|hommikupoole|öösel|am|a\.m\.?|in the morning|утра|утром|ночи|ночью"
_LATE = (
    r"pärastlõunal|pealelõunal|päeval|õhtul|õhtupoole|pm|p\.m\.?|in the afternoon"
    r"|in the evening|дня|днем|вечера|вечером"
)
_PART = rf"(?:\s*(?P<early>{_EARLY})|\s*(?P<late>{_LATE}))?"
_AT = r"(?:kell|kella|klo|at|в|во|к)\s+"
_HOURS = (
    "one two three four five six seven eight nine ten eleven twelve",
    "üks kaks kolm neli viis kuus seitse kaheksa üheksa kümme üksteist kaksteist",
    "час два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого "
    "десятого одиннадцатого двенадцатого",
)
_WORD = {name: n for row in _HOURS for n, name in enumerate(row.split(), start=1)}
_NAMED = "|".join(sorted(_WORD, key=len, reverse=True))
_NUMBER = rf"(?P<hour>{_NAMED}|2[0-3]|[01]?\d)"
# Compiled when somebody first types a time: it takes long, and `re` remembers them.
_FORMS = (
    # 14:00, 14.00, kell 9.30, 2:30 pm
    (
        rf"(?<![\d.:])(?:{_AT})?(?P<hour>2[0-3]|[01]?\d)[:.](?P<minute>[0-5]\d)"
        rf"(?![\d.:])(?:\s*(?:h|ч|часов))?{_PART}(?!\w)"
    ),
    # pool kolm, half three in Estonian: half an hour before
    (
        rf"(?:{_AT})?\b(?P<before>kolmveerand|veerand|pool|половин[ае]|пол)\s*"
        rf"{_NUMBER}{_PART}(?!\w)"
    ),
    # half past two, quarter to three
    (
        rf"(?:{_AT})?\b(?P<past>half past|quarter past|quarter to)\s+"
        rf"{_NUMBER}{_PART}(?!\w)"
    ),
    # kell 14, at 2 pm, в 3 часа дня
    rf"\b{_AT}{_NUMBER}(?:\s*(?:ч|часа|часов|o'clock))?{_PART}(?![\w.:])",
    # 2 pm, 9 hommikul
    (
        rf"(?<![\d.:]){_NUMBER}(?:\s*(?:ч|часа|часов|o'clock))?"
        rf"\s*(?:(?P<early>{_EARLY})|(?P<late>{_LATE}))(?!\w)"
    ),
    # noon
    rf"(?:{_AT})?\b(?P<noon>noon|keskpäeval|полдень)(?!\w)",
    # a bare hour at the end: reedel 14
    r"(?<=[^\W\d_] )(?P<hour>2[0-3]|[01]?\d)$",
)
_SHIFT = {
    "kolmveerand": -15,
    "veerand": -45,
    "pool": -30,
    "пол": -30,
    "половина": -30,
    "половине": -30,
    "half past": 30,
    "quarter past": 15,
    "quarter to": -15,
}
_PARTS_ALONE = rf"(?<!\w)(?:(?P<early>{_EARLY})|(?P<late>{_LATE}))(?!\w)"


def clocks(typed: str) -> Iterator[tuple[Clock, str]]:
    """Yield each time of day that stands in a text, with the rest of the text."""
    for form in _FORMS:
        # A day may look like a time, as in "22.10 13.15": the last comes first.
        for found in reversed(list(re.finditer(form, typed))):
            parts = found.groupdict()
            rest = f"{typed[: found.start()]} {typed[found.end() :]}"
            apart = re.search(_PARTS_ALONE, rest)
            if apart and not (parts.get("early") or parts.get("late")):
                parts |= apart.groupdict()
                rest = f"{rest[: apart.start()]} {rest[apart.end() :]}"
            clock = _clock(parts)
            if clock is not None:
                yield clock, " ".join(rest.split()).strip(" ,;")


def _clock(parts: dict[str, str | None]) -> Clock | None:
    if parts.get("noon"):
        return Clock((time(_HALF_DAY),))
    said = parts.get("hour") or ""
    hour = _WORD.get(said) or (int(said) if said.isdigit() else None)
    if hour is None:
        return None
    minutes = hour * 60 + int(parts.get("minute") or 0)
    minutes += _SHIFT.get(parts.get("before") or parts.get("past") or "", 0)
    hours = _of_day(minutes // 60, parts, sure=said.startswith("0"))
    return Clock(tuple(time(each % 24, minutes % 60) for each in hours))


def _of_day(hour: int, parts: dict[str, str | None], *, sure: bool) -> tuple[int, ...]:
    """Return the hour of the day, or both where nothing tells night from afternoon."""
    if parts.get("late"):
        return (hour + _HALF_DAY if hour < _HALF_DAY else hour,)
    if parts.get("early"):
        return (hour % _HALF_DAY if hour == _HALF_DAY else hour,)
    if not sure and hour in _SMALL_HOURS:
        return (hour + _HALF_DAY, hour)
    return (hour,)
