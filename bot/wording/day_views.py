"""Words and picture of the days in which a roundtable may be: counts, no names."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.languages import Words
from bot.text import Button, Chart, Panel, Row, Text
from bot.wording.marks import N_
from casework.day_views import DayOff, DaySeen, HourSeen, Messages, ShowDays
from handlers.roundtable_actions import Do, SeeDays, TakeTime, WithRoundtable

_OPENS, _CLOSES = 8, 17
"""The hours that are always shown; others only where something is to be seen."""
_FREE_DAYS = 5
_BUTTONS = 4


def word(message: Messages, words: Words) -> Text:
    """Show a week as a picture, and say the same in words."""
    _ = words.gettext
    head = _("{code}: the days from {day}.").format(
        code=message.code, day=words.day(message.monday)
    )
    lines = _lines(message, words)
    body = "\n\n".join((head, "\n".join(lines), _after(message, words)))
    picture = _picture(message, lines, words)
    return Text(body, tuple(_buttons(message, words)), charts=(picture,))


def _after(message: ShowDays, words: Words) -> str:
    if message.others:
        return words.gettext("At these times, too, everybody needed can come:")
    return words.gettext("There is no further time for everybody needed in this week.")


def _lines(message: ShowDays, words: Words) -> list[str]:
    lines = []
    for each in _shown(message):
        parts = [_name(each.off, words)] if each.off else []
        parts += _counts(each, message.needed, words)
        proposed = [at for at in message.proposed if words.local_day(at) == each.day]
        if proposed:
            clocks = ", ".join(_clock(at, words) for at in proposed)
            parts.append(words.gettext("proposed: {times}").format(times=clocks))
        said = "; ".join(parts) or words.gettext("nobody can")
        lines.append(f"{_label(each.day, words)}: {said}.")
    return lines


def _counts(day: DaySeen, needed: int, words: Words) -> list[str]:
    """Say of each number how many hours it holds, the most people first."""
    said = []
    for can in sorted({hour.can for hour in day.hours if hour.can}, reverse=True):
        hours = [hour.hour for hour in day.hours if hour.can == can]
        text = words.gettext("{can} of {needed} at {hours}")
        said.append(text.format(can=can, needed=needed, hours=", ".join(_runs(hours))))
    return said


def _runs(hours: Sequence[int]) -> list[str]:
    """Write hours that follow each other as one: "9–12"."""
    runs: list[list[int]] = []
    for hour in hours:
        if runs and runs[-1][1] + 1 == hour:
            runs[-1][1] = hour
        else:
            runs.append([hour, hour])
    return [f"{a}" if a == b else f"{a}–{b}" for a, b in runs]


def _picture(message: ShowDays, lines: Sequence[str], words: Words) -> Chart:
    hours = _hours(message)
    rows = tuple(
        Row(_row_label(each, words), _signs(each, hours, message.needed))
        for each in _shown(message)
    )
    title = words.gettext("How many of {needed} can, by the hour").format(
        needed=message.needed
    )
    return Chart(
        name=f"{message.code}-{message.monday:%m%d}.png",
        columns=tuple(str(hour) for hour in hours),
        panels=(Panel(title, rows),),
        legend=(
            ("!", words.gettext("proposed")),
            ("/", words.gettext("everybody needed")),
        ),
        alt="\n".join(lines),
    )


def _signs(day: DaySeen, hours: Sequence[int], needed: int) -> tuple[str, ...]:
    seen = {hour.hour: hour for hour in day.hours}
    return tuple(_sign(seen.get(hour), needed) for hour in hours)


def _sign(seen: HourSeen | None, needed: int) -> str:
    if seen is None:
        return ""
    return f"{seen.can}/{needed}" + ("!" if seen.proposed else "")


def _hours(message: ShowDays) -> range:
    """Return the working day, wider where more people could come or one was chosen."""
    marked = [
        hour.hour
        for day in message.days
        for hour in day.hours
        if hour.proposed or hour.can == message.needed
    ]
    return range(min([_OPENS, *marked]), max([_CLOSES - 1, *marked]) + 1)


def _shown(message: ShowDays) -> list[DaySeen]:
    """Leave out a weekend on which not everybody can come."""
    return [
        each
        for each in message.days
        if each.day.weekday() < _FREE_DAYS
        or any(h.proposed or h.can == message.needed for h in each.hours)
    ]


def _row_label(day: DaySeen, words: Words) -> str:
    label = _label(day.day, words)
    return f"{label}\n{_name(day.off, words)}" if day.off else label


def _label(day: date, words: Words) -> str:
    return f"{words.short_weekday(day.weekday())} {words.brief_day(day)}"


def _name(off: DayOff, words: Words) -> str:
    return words.gettext(_OFF[off])


def _clock(moment: datetime, words: Words) -> str:
    local: time = moment.astimezone(words.zone).time()
    return words.clock(local)


def _buttons(message: ShowDays, words: Words) -> list[Button]:
    table = message.roundtable
    propose = words.gettext("Propose {time} too")
    buttons = [
        Button(
            propose.format(
                time=f"{_label(words.local_day(at), words)} {_clock(at, words)}"
            ),
            TakeTime(roundtable=table, starts_at=at),
        )
        for at in message.others[:_BUTTONS]
    ]
    for monday, label in (
        (message.after, words.gettext("The week after")),
        (message.before, words.gettext("The week before")),
    ):
        if monday is not None:
            buttons.append(Button(label, SeeDays(roundtable=table, monday=monday)))
    back = WithRoundtable(roundtable=table, what=Do.DRAFT)
    return [*buttons, Button(words.gettext("Back to the draft"), back)]


_OFF: dict[DayOff, str] = {
    DayOff.HOLIDAY: N_("public holiday"),
    DayOff.AUTUMN: N_("autumn break"),
    DayOff.CHRISTMAS: N_("Christmas break"),
    DayOff.WINTER: N_("winter break"),
    DayOff.SPRING: N_("spring break"),
    DayOff.SUMMER: N_("summer break"),
}
