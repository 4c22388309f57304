"""Days asked for in a form: a usual length by button, or a day as it is typed."""

from datetime import date, timedelta

from casework.dates import months_later, parse_day
from casework.forms import Option

_WEEKS = {"week": 1, "two_weeks": 2}
_MONTHS = {"month": 1, "three_months": 3}


def offered(*spans: str) -> tuple[Option, ...]:
    """Return a button for each length of time, such as "two_weeks"."""
    return tuple(Option(value=span, word=f"span.{span}") for span in spans)


def day_of(answer: str, today: date) -> date:
    """Return the day that an answer stands for: pressed or typed.

    Raises:
        NotADate: there is no such day.
        InThePast: it is over.
    """
    if answer in _WEEKS:
        return today + timedelta(weeks=_WEEKS[answer])
    if answer in _MONTHS:
        return months_later(today, _MONTHS[answer])
    return parse_day(answer, today)
