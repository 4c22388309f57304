"""When somebody can come, as people say it: "Tuesdays after 14", "not on Fridays".

Three languages, a small grammar, and no guessing: a text is understood only if every
word of it is. What was understood is shown back and confirmed before it counts.
Like `casework.dates`, this module knows what people write, not what the program says.
"""

import re
from collections.abc import Iterator

from casework.refusals import NotUnderstood
from casework.timetables import DAY, WHOLE_WEEK, WORKWEEK, Stretch, Told

_LONGEST = 120
_SHOWN = 60
_NOON = 12 * 60
_UNSURE = range(1, 7)
"""Hours that may be meant before or after noon; they are asked about, not taken."""

_DAYS = (
    (r"esmasp\w*", r"mon(?:day)?s?", r"понед\w*", "пн"),
    (r"teisip\w*", r"tue(?:s(?:day)?)?s?", r"вторн\w*", "вт"),
    (r"kolmap\w*", r"wed(?:nesday)?s?", r"сред[ауеы]\w*", "ср"),
    (r"neljap\w*", r"thu(?:rs(?:day)?)?s?", r"четв\w*", "чт"),
    (r"reede\w*", r"fri(?:day)?s?", r"пятн\w*", "пт"),
    (r"laup\w*", r"sat(?:urday)?s?", r"субб\w*", "сб"),
    (r"pühap\w*", r"sun(?:day)?s?", r"воскр\w*", "вс"),
)
_GROUPS = (
    (r"tööpäev\w*|argipäev\w*|weekdays?|workdays?|будн\w+", WORKWEEK),
    (r"nädalavahetus\w*|weekends?|выходн\w+", (5, 6)),
    (r"iga päev|every day|daily|кажд\w+ д\w+|ежедневно", WHOLE_WEEK),
)
_NAMES = "|".join(f"(?P<d{n}>{'|'.join(names)})" for n, names in enumerate(_DAYS))
_DAY_NAMES = "|".join(name for names in _DAYS for name in names)
_RANGE = re.compile(
    rf"\b(?:from |с(?:о)? )?(?P<first>{_DAY_NAMES})\s*(?:-|to|kuni|по|до)\s*"
    rf"(?P<last>{_DAY_NAMES})\b"
)
_ONE = re.compile(rf"\b(?:{_NAMES})\b")
_HOUR = (
    r"(?P<{0}>2[0-4]|[01]?\d)(?!\d)(?:[.:](?P<{0}m>[0-5]\d))?(?:\s*(?P<{0}s>am|pm)\b)?"
)
_BETWEEN = re.compile(
    rf"\b(?:from |between |с |kella |kell |ajavahemikus )?{_HOUR.format('a')}\s*"
    rf"(?:-|to|and|until|till|kuni|до)\s*(?:kella )?{_HOUR.format('b')}"
    r"(?:-?ni\b|\s*час\w*)?"
)
_AFTER = re.compile(
    r"\b(?:after|from|pärast|peale|alates|после|с)\s+(?:kella |kl )?"
    rf"{_HOUR.format('a')}(?:-?st\b|\s*час\w*)?"
)
_SINCE = re.compile(rf"\bkella\s+{_HOUR.format('a')}-?st\b")
_BEFORE = re.compile(
    r"\b(?:before|until|till|enne|kuni|до)\s+(?:kella |kl )?"
    rf"{_HOUR.format('a')}(?:-?ni\b|\s*час\w*)?"
)
_PARTS = (
    (r"in the mornings?|mornings?|hommiku\w*|ennelõuna\w*|по утрам|утром", (0, _NOON)),
    (
        r"in the afternoons?|afternoons?|pärastlõuna\w*|pärast lõunat|peale lõunat"
        r"|после обеда|днём|днем",
        (_NOON, DAY),
    ),
    (r"in the evenings?|evenings?|õhtu\w*|по вечерам|вечером", (17 * 60, DAY)),
)
_NOT = re.compile(
    r"\b(?:not|never|can't|cannot|no|ei saa|ei sobi|ei|mitte|кроме|никогда|не могу|не)\b"
)
_ONLY = re.compile(r"\b(?:only|ainult|üksnes|только|лишь)\b")
_FILLERS = re.compile(
    r"\b(?:i|can|come|could|on|at|and|or|the|me|for|suits?|works?|ma|mina|saan|tulla"
    r"|sobib|mulle|kell|kella|ja|või|ning|я|могу|мне|удобно|по|в|во|и|или|прийти"
    r"|подходит|все|all|kõik)\b|[\s,.;!–-]"
)


def parse_told(text: str) -> Told:
    """Return what somebody said about weekdays.

    Raises:
        NotUnderstood: there is a word in it that this grammar does not know, no
            weekday, or an hour that may mean the morning or the afternoon.
    """
    typed = " ".join(text.casefold().replace("’", "'").split())
    reader = _Reader(typed.replace("–", "-"))
    try:
        return reader.told(len(typed) <= _LONGEST)
    except _Unclear:
        raise NotUnderstood(text.strip()[:_SHOWN]) from None


class _Unclear(Exception):
    """Not a text of this grammar."""


class _Reader:
    """Takes out of a text what it understands, until nothing may be left."""

    def __init__(self, text: str) -> None:
        self._left = text

    def told(self, short: bool) -> Told:
        """Return what the text says."""
        if not short:
            raise _Unclear
        never = self._take(_NOT) is not None
        only = self._take(_ONLY) is not None
        stretch = self._stretch()
        weekdays = self._weekdays()
        if not weekdays or _FILLERS.sub("", self._left):
            raise _Unclear
        return Told(
            weekdays=tuple(sorted(weekdays)),
            stretch=stretch or Stretch(),
            never=never,
            only=only and not never,
        )

    def _stretch(self) -> Stretch | None:
        spans = []
        if found := self._take(_BETWEEN):
            spans.append((_minutes(found, "a"), _minutes(found, "b")))
        elif found := self._take(_AFTER) or self._take(_SINCE):
            spans.append((_minutes(found, "a"), DAY))
        elif found := self._take(_BEFORE):
            spans.append((0, _minutes(found, "a")))
        for words, part in _PARTS:
            if self._take(re.compile(rf"\b(?:{words})\b")):
                spans.append(part)
        if not spans:
            return None
        opens, closes = max(s[0] for s in spans), min(s[1] for s in spans)
        if opens >= closes:
            raise _Unclear
        return Stretch(opens, closes)

    def _weekdays(self) -> set[int]:
        found: set[int] = set()
        for words, days in _GROUPS:
            if self._take(re.compile(rf"\b(?:{words})\b")):
                found.update(days)
        while pair := self._take(_RANGE):
            found.update(_from_to(_number(pair["first"]), _number(pair["last"])))
        while day := self._take(_ONE):
            found.add(_number(day[0]))
        return found

    def _take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        found = form.search(self._left)
        if found is not None:
            self._left = f"{self._left[: found.start()]} {self._left[found.end() :]}"
        return found


def _number(name: str) -> int:
    found = _ONE.fullmatch(name)
    if found is None:
        raise _Unclear
    return next(n for n in range(7) if found[f"d{n}"])


def _from_to(first: int, last: int) -> Iterator[int]:
    if last < first:
        raise _Unclear
    yield from range(first, last + 1)


def _minutes(found: re.Match[str], name: str) -> int:
    hour, half = int(found[name]), found[f"{name}s"]
    # "2-4 pm": the mark of the last hour holds for both.
    half = half or (found["bs"] if name == "a" and "bs" in found.groupdict() else None)
    if half is None and hour in _UNSURE:
        raise _Unclear
    if half is not None:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of a clock face
            raise _Unclear
        hour = hour % 12 + (12 if half == "pm" else 0)
    minutes = hour * 60 + int(found[f"{name}m"] or 0)
    if minutes > DAY:
        raise _Unclear
    return minutes
