"""What is said around a suggested time: to who suggested it, and to the case manager."""

from dataclasses import dataclass
from datetime import datetime

from casework.disclosure import InfoClass
from casework.ids import PersonId, RoundtableId
from casework.outcome import Fact, Lane, Message
from casework.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSuggested(Fact):
    """Somebody suggested another time."""

    roundtable: RoundtableId
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSuggested(Message):
    """Tell the case manager who suggests which time; one tap asks everyone."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    name: str
    role: Role
    by: PersonId
    starts_at: datetime
    words: str
    fixed_at: datetime | None
    """The time that the roundtable has already, if it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSuggested(Message):
    """Tell somebody that the case manager hears of the time they suggest."""

    shows = InfoClass.SCHEDULE

    code: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSuggestionTaken(Message):
    """Tell the case manager that everyone is asked about one time more."""

    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    starts_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSuggestionDeclined(Message):
    """Tell who suggested a time that it stays at the other ones."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    starts_at: datetime
    fixed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSuggestionDeclined(Message):
    """Tell the case manager that a suggestion was declined, and who hears of it."""

    shows = InfoClass.SCHEDULE

    code: str
    name: str
    starts_at: datetime


Messages = (
    TellSuggested
    | ConfirmSuggested
    | TellSuggestionTaken
    | TellSuggestionDeclined
    | ConfirmSuggestionDeclined
)
