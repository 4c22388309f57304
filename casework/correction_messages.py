"""What is noted and said around the correcting of minutes."""

from dataclasses import dataclass

from casework.disclosure import InfoClass
from casework.ids import ActivityId, RoundtableId
from casework.outcome import Fact, Lane, Message
from casework.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCorrected(Fact):
    """Somebody said what is wrong in the minutes."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSettled(Fact):
    """The case manager took a correction into the minutes, or left it beside."""

    roundtable: RoundtableId
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesConfirmed(Fact):
    """The time to object was over; the minutes stand."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCorrection(Message):
    """Tell somebody that what they find wrong has reached the case manager."""

    shows = InfoClass.MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCorrection(Message):
    """Tell the case manager what somebody finds wrong, to take it in or leave it."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    place: int
    """Which of the corrections it is."""
    code: str
    name: str
    role: Role
    text: str
    stands: str
    """The decision as it stands now; empty if it is about something else."""
    number: int
    activity: ActivityId | None
    again: bool = False
    """It was told before and still waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSettled(Message):
    """Tell the case manager what became of a correction, and what still waits."""

    shows = InfoClass.SILENCE

    code: str
    taken: bool
    waiting: int
    sent: bool
    """The corrected minutes have gone out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellBeside(Message):
    """Tell somebody that their correction stands beside the minutes."""

    lane = Lane.PROMPT
    shows = InfoClass.MINUTES

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellConfirmed(Message):
    """Tell the case manager that the minutes stand, with what can be done now."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    beside: int
    """How many corrections stand beside them."""
    closing_proposed: bool = False


Messages = (
    ConfirmCorrection | TellCorrection | ConfirmSettled | TellBeside | TellConfirmed
)
