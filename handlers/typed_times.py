"""A time asked for in a form: by button, or typed, shown back and confirmed.

A button is the whole answer, or a day to which a time of day is asked. Of what is
typed nothing is done before it was shown back with weekday, date and time.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from casework import typed_moments
from casework.forms import Field, Form, Option
from casework.refusals import NotADate, NotATime, OutOfDate
from casework.typed_moments import LONGEST, Oddity, Reading
from handlers.turn import Turn

NONE = "no"
"""The answer that none of the times shown back is meant."""
CLOCKS = tuple(time(hour) for hour in range(8, 18))
"""The times of day offered as buttons, once there is a day."""
_ALIKE = {Oddity.BEFORE_CHANGE, Oddity.AFTER_CHANGE}


def days_offered(days: Sequence[date]) -> tuple[Option, ...]:
    """Return days as buttons, for whoever has a day in mind and no time yet."""
    return tuple(Option(value=day.isoformat(), on=day) for day in days)


def times_offered(moments: Sequence[datetime]) -> tuple[Option, ...]:
    """Return moments as buttons, each a whole answer."""
    return tuple(Option(value=_exactly(at), at=at) for at in moments)


def typed_time(
    turn: Turn, form: Form, offered: tuple[Option, ...]
) -> tuple[Field, ...]:
    """Return the questions for a time as far as it is known."""
    asked = [Field(key="when", options=offered, takes_text=True)]
    given = form.all("when")
    if not given or given[0].startswith("@"):
        return tuple(asked)
    days = _days(turn, given[0])
    if len(days) > 1:
        asked.append(Field(key="day", options=days_offered(days)))
    if days and (len(days) == 1 or form.all("day")):
        options = tuple(Option(value=f"{c:%H:%M}", text=f"{c:%H:%M}") for c in CLOCKS)
        asked.append(Field(key="clock", options=options, takes_text=True))
    if not days or form.all("clock"):
        asked += _shown_back(_readings(turn, form), form)
    return tuple(asked)


def check_typed_time(turn: Turn, form: Form) -> None:
    """Refuse a time that is over, or that no clock will show.

    Raises:
        NotATime, NotADate, InThePast, SkippedHour: with what would be right.
    """
    given = form.all("when")
    if given and not given[0].startswith("@"):
        if len(given[0]) > LONGEST:
            raise NotATime(given[0][:60])
        if not _days(turn, given[0]) or form.all("clock"):
            _readings(turn, form)


def chosen_time(turn: Turn, form: Form) -> datetime | None:
    """Return the time that was chosen, or typed and confirmed; None: not that one.

    Raises:
        OutOfDate: it is not what was shown back any more.
    """
    confirmed = (*form.all("which"), *form.all("confirm"))
    if NONE in confirmed:
        return None
    exact = next((v for v in (*form.all("when"), *confirmed) if v.startswith("@")), "")
    if exact:
        return datetime.fromisoformat(exact[1:])
    found = _readings(turn, form)
    if len(found) != 1:
        raise OutOfDate
    return found[0].at


def _readings(turn: Turn, form: Form) -> tuple[Reading, ...]:
    days = _days(turn, form.one("when"))
    if not days:
        return typed_moments.read(form.one("when"), turn.now, turn.almanac)
    day = date.fromisoformat(form.one("day")) if form.all("day") else days[0]
    clocks = typed_moments.read_clock(form.one("clock"))
    if not clocks:
        raise NotATime(form.one("clock")[:60])
    return typed_moments.readings(day, clocks, turn.now, turn.almanac)


def _days(turn: Turn, given: str) -> tuple[date, ...]:
    """Return the days that were given without a time of day; none: there was one."""
    try:
        return (date.fromisoformat(given),)
    except ValueError:
        pass
    try:
        typed_moments.read(given, turn.now, turn.almanac)
    except (NotATime, NotADate):
        return typed_moments.read_days(given, turn.now, turn.almanac)[:2]
    return ()


def _shown_back(found: tuple[Reading, ...], form: Form) -> list[Field]:
    """Return the question what was meant; two buttons in a row need no question."""
    if len(found) == 1:
        if form.all("clock") and _by_buttons(form) and not found[0].odd:
            return []
        notes = tuple(f"odd.{oddity}" for oddity in found[0].odd)
        yes_no = tuple(Option(value=v, word=f"confirm.{v}") for v in ("yes", NONE))
        at = found[0].at
        return [Field(key="confirm", options=yes_no, at=at, notes=notes)]
    options = [
        Option(value=_exactly(each.at), at=each.at, word=_told_apart(each))
        for each in found
    ]
    options.append(Option(value=NONE, word="confirm.none"))
    shared = [o for o in found[0].odd if all(o in each.odd for each in found)]
    notes = tuple(f"odd.{oddity}" for oddity in shared if oddity not in _ALIKE)
    return [Field(key="which", options=tuple(options), at=found[0].at, notes=notes)]


def _by_buttons(form: Form) -> bool:
    return form.one("clock") in {f"{c:%H:%M}" for c in CLOCKS}


def _told_apart(reading: Reading) -> str:
    return next((f"odd.{odd}" for odd in reading.odd if odd in _ALIKE), "")


def _exactly(at: datetime) -> str:
    return f"@{at.isoformat()}"
