"""What may become of a message at the very moment of its delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.outcome import Outgoing
from casework.people import Person


@dataclass(frozen=True, slots=True)
class Now:
    """The message may leave, as it is now, to this person in their language.

    What is for no one person says itself in which language.
    """

    reader: Person | None
    message: Outgoing
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """The message waits: quiet hours, a holiday, absence, or enough for today."""

    until: datetime
    at_most: timedelta | None = None
    """How old it may grow by waiting."""


@dataclass(frozen=True, slots=True)
class Never:
    """The message must not leave any more."""

    reason: str


Verdict = Now | Later | Never
