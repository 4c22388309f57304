"""What a summary shows as a picture: each observer's ratings, never averaged."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from bot.languages import Words
from bot.text import Chart, Panel, Row
from bot.wording.names import name_of
from bot.wording.statements import TERMS
from casework.statements import Kind, Statement, Summary

_SIGNS = {
    "direction.better": "+",
    "direction.same": "=",
    "direction.worse": "-",
    "direction.cannot_say": "?",
}
_WEEKS = 8
_FEWEST = 3
"""Ratings below which words say it as well."""
_PANELS = 4


def chart(summary: Summary, words: Words) -> Chart | None:
    """Return the picture of a summary, or None where words say as much."""
    ratings = [mark for mark in summary.marks if mark.kind is Kind.RATING]
    weeks = _weeks(summary.marks, words)
    if len(ratings) < _FEWEST or len(weeks) < 2:  # noqa: PLR2004 - one week is no course
        return None
    panels = _goals(summary, ratings, weeks, words) + _answers(summary, weeks, words)
    if not panels:
        return None
    legend = tuple((sign, _term(key, words)) for key, sign in _SIGNS.items())
    return Chart(
        name=f"{summary.code}.png",
        columns=tuple(f"{week.day}.{week.month}" for week in weeks),
        panels=tuple(panels),
        legend=legend,
        alt=_alt(panels, weeks, words),
    )


def _goals(
    summary: Summary,
    ratings: Sequence[Statement],
    weeks: Sequence[date],
    words: Words,
) -> list[Panel]:
    """Give one panel a goal; the goal by its number, its text may hold a name."""
    panels: list[Panel] = []
    for number, goal in enumerate(summary.of(Kind.GOAL), 1):
        mine = [mark for mark in ratings if mark.goal == goal.goal]
        if mine and len(panels) < _PANELS:
            title = words.gettext("Goal {number}").format(number=number)
            panels.append(Panel(title, _rows(mine, weeks, words)))
    return panels


def _rows(
    ratings: Sequence[Statement], weeks: Sequence[date], words: Words
) -> tuple[Row, ...]:
    observers: defaultdict[object, list[Statement]] = defaultdict(list)
    for mark in ratings:
        observers[mark.by].append(mark)
    seen: defaultdict[str, int] = defaultdict(int)
    rows = []
    for marks in observers.values():
        role = name_of(f"role.{marks[0].role}", words) if marks[0].role else "?"
        seen[role] += 1
        label = role if seen[role] == 1 else f"{role} {seen[role]}"
        rows.append(Row(label, tuple(_cell(marks, week, words) for week in weeks)))
    return tuple(rows)


def _cell(marks: Sequence[Statement], week: date, words: Words) -> str:
    said = [m for m in marks if _monday(words.local_day(m.at)) == week]
    return "".join(_SIGNS[mark.word] for mark in said[-2:])


def _answers(summary: Summary, weeks: Sequence[date], words: Words) -> list[Panel]:
    counted = {mark.on: mark for mark in summary.marks if mark.kind is Kind.WEEK}
    if not counted:
        return []
    signs = tuple(
        f"{counted[week].count}/{counted[week].asked}" if week in counted else ""
        for week in weeks
    )
    row = Row(words.gettext("answered / asked"), signs)
    return [Panel(words.gettext("Check-ins by week"), (row,))]


def _weeks(marks: Sequence[Statement], words: Words) -> list[date]:
    found = {
        mark.on
        if mark.kind is Kind.WEEK and mark.on
        else _monday(words.local_day(mark.at))
        for mark in marks
    }
    return sorted(found)[-_WEEKS:]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _term(key: str, words: Words) -> str:
    return words.pgettext("direction", TERMS[key])


def _alt(panels: Sequence[Panel], weeks: Sequence[date], words: Words) -> str:
    """Return the same facts in words, for who hears the picture."""
    spoken = {sign: _term(key, words) for key, sign in _SIGNS.items()}
    lines = []
    for panel in panels:
        lines.append(f"{panel.title}:")
        for row in panel.rows:
            said = [
                f"{words.brief_day(week)} {_spoken(signs, spoken)}"
                for week, signs in zip(weeks, row.signs, strict=True)
                if signs
            ]
            lines.append(f"{row.label}: {'; '.join(said)}.")
    return "\n".join(lines)


def _spoken(signs: str, spoken: dict[str, str]) -> str:
    if "/" in signs:
        return signs
    return ", ".join(spoken[sign] for sign in signs)
