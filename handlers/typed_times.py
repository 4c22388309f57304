"""A time asked for in a form: by button, or typed, shown back and confirmed."""

from casework import clock_times
from casework.forms import Field, Form, Option
from casework.refusals import NotATime
from handlers.turn import Turn

LONGEST = 200


def typed_time(
    turn: Turn, form: Form, offered: tuple[Option, ...]
) -> tuple[Field, ...]:
    """Return the questions for a time: a button, or typed, shown back, confirmed."""
    when = Field(key="when", options=offered, takes_text=True)
    given = form.all("when")
    if not given or given[0] in {option.value for option in offered}:
        return (when,)
    at = clock_times.parse_moment(given[0], turn.now, turn.almanac)
    yes_no = tuple(Option(value=v, word=f"confirm.{v}") for v in ("yes", "no"))
    return (when, Field(key="confirm", options=yes_no, at=at))


def check_typed_time(turn: Turn, form: Form) -> None:
    """Refuse a typed time that is over, or that no clock will show.

    Raises:
        NotATime, NotADate, InThePast, SkippedHour: with what would be right.
    """
    given = form.all("when")
    if not given or given[0].startswith("@"):
        return
    if len(given[0]) > LONGEST:
        raise NotATime(given[0][:60])
    clock_times.parse_moment(given[0], turn.now, turn.almanac)
