"""A case manager's own calendar, into which the roundtables they lead are put.

What lies there is compared with what should: so nothing is lost when the server is
away, and what nobody leads any more is taken out again. By code, without names.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from casework.busy_calendars import Trouble
from casework.calendars import Entry
from casework.ids import OwnCalendarId, PersonId, RoundtableId
from casework.outcome import Fact, Lane, Message


class OwnState(StrEnum):
    """What becomes of somebody's own calendar."""

    USED = "used"
    ENDING = "ending"
    """Our entries are being taken out of it."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What was put into a calendar of one roundtable."""

    roundtable: RoundtableId
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done there with one roundtable: put it, or take it out."""

    copy: Copy
    put: bool
    before: datetime | None = None
    """The time at which it was put there last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCalendar:
    """A calendar on a server (CalDAV), and what lies in it of ours."""

    id: OwnCalendarId
    person: PersonId
    url: str = field(repr=False)
    user: str = field(repr=False)
    password: str = field(repr=False)
    state: OwnState = OwnState.USED
    there: tuple[Copy, ...] = ()
    worked_at: datetime | None = None
    trouble: Trouble | None = None
    failing_since: datetime | None = None
    told: bool = False
    """Its owner knows of the trouble."""
    wake_at: datetime | None = None

    @property
    def host(self) -> str:
        """Where it lies, without the rest of the address."""
        return self.url.partition("://")[2].partition("/")[0].rpartition("@")[2][:60]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one look into a calendar."""

    put: tuple[Copy, ...] = ()
    taken_out: tuple[RoundtableId, ...] = ()
    moved_there: tuple[Copy, ...] = ()
    """What somebody had moved by hand in the calendar."""
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCalendarGiven(Fact):
    """A case manager lets the program put roundtables into their calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCalendarEnded(Fact):
    """Nothing is put into a case manager's calendar any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOwnCalendar(Message):
    """Show somebody how it stands with their calendar: being tried, in use, ending."""

    calendar: OwnCalendarId
    host: str
    state: OwnState
    count: int
    worked: bool
    trouble: Trouble | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOwnCalendarWorks(Message):
    """Tell somebody that their calendar can be written, and what lies in it."""

    lane: ClassVar[Lane] = Lane.REPLY

    calendar: OwnCalendarId
    host: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOwnCalendarTrouble(Message):
    """Tell somebody, once, that their calendar cannot be written, and what helps."""

    lane: ClassVar[Lane] = Lane.URGENT

    calendar: OwnCalendarId
    host: str
    trouble: Trouble
    first: bool
    """It never worked: what was typed is probably wrong."""
    left: int
    """Entries that stay there, because the calendar was ended; 0: it is in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMovedThere(Message):
    """Tell somebody that what they moved in their calendar stands as convened again."""

    lane: ClassVar[Lane] = Lane.URGENT

    code: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOwnCalendarEnded(Message):
    """Tell somebody that nothing of ours lies in their calendar any more."""

    host: str


Messages = (
    ShowOwnCalendar
    | TellOwnCalendarWorks
    | TellOwnCalendarTrouble
    | TellMovedThere
    | ConfirmOwnCalendarEnded
)
