"""Words about cases that go by the municipality's schedule."""

from typing import assert_never

from bot.languages import Words
from bot.text import Text
from casework.retention import (
    Messages,
    SayCaseErased,
    TellErasureAhead,
    TellNoSchedule,
)


def word(message: Messages, words: Words) -> Text:
    """Put a message about retention into words."""
    _ = words.gettext
    match message:
        case TellErasureAhead():
            return Text(
                _(
                    "{code}, closed on {closed}, will be erased on {day}, as your "
                    "municipality's schedule says; nobody can read it after that. If a "
                    "court, a complaint or the archive law needs it, or the child and "
                    "the family do, tell who runs the program before that day: they "
                    "can hold it."
                ).format(
                    code=message.code,
                    closed=words.short_day(message.closed_on),
                    day=words.short_day(message.on),
                )
            )
        case SayCaseErased():
            return Text(
                _(
                    "{code} is erased, as your municipality's schedule says. Please "
                    "delete your own notes and files of it too."
                ).format(code=message.code)
            )
        case TellNoSchedule():
            return Text(
                _(
                    "No retention schedule is set, so nothing is ever deleted. Your "
                    "municipality decides one; “umarlaud retention” shows what to write."
                )
            )
        case _:
            assert_never(message)
