"""What the buttons around a roundtable do, as data."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casework.agenda_items import Level
from casework.ids import CaseId, GoalId, MemberId, PersonId, RoundtableId
from casework.opinions import Whose
from casework.roundtables import Reply, Vote

ANOTHER = "+"
"""The word after the code that asks for a further roundtable beside the open ones."""


class Do(StrEnum):
    """What can be done with one roundtable without saying more."""

    PURPOSE = "purpose"
    PEOPLE = "people"
    LENGTH = "length"
    WEEKS = "weeks"
    PLACE = "place"
    OWN_TIME = "own_time"
    ASK = "ask"
    DRAFT = "draft"
    DISCARD = "discard"
    SEE = "see"
    SEE_POLL = "see_poll"
    OTHER_TIMES = "other_times"
    MOVE = "move"
    CANCEL = "cancel"
    SEAT = "seat"
    UNSEAT = "unseat"
    RAISE = "raise"
    RATE = "rate"
    NOTHING_TO_RAISE = "nothing_to_raise"
    SUGGEST = "suggest"
    CHILD = "child"
    NEW_TIMES = "new_times"
    BY_ITSELF = "by_itself"
    ASK_ME = "ask_me"
    STAND_IN = "stand_in"
    REPEAT = "repeat"
    HELD = "held"
    DECIDE = "decide"
    END = "end"
    CORRECT = "correct"
    TAKE_OUT = "take_out"
    WHOLE = "whole"
    DOCUMENT = "document"
    STAR = "star"
    STAR_CHECKED = "star_checked"
    STAR_DONE = "star_done"
    STAR_NOT = "star_not"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithRoundtable:
    """Do this with a roundtable."""

    roundtable: RoundtableId
    what: Do


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleCorrection:
    """Take one correction into the minutes, or leave it beside them."""

    roundtable: RoundtableId
    place: int
    take: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetOneStand:
    """Let one of an organisation be enough at the table, or need them all."""

    roundtable: RoundtableId
    organisation: str
    enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeDays:
    """Show a week of the draft's days; without one, the first."""

    roundtable: RoundtableId
    monday: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTime:
    """Propose this time too, seen among the days."""

    roundtable: RoundtableId
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease:
    """Ask for less in a draft, as this way out says."""

    roundtable: RoundtableId
    easing: str
    members: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteFor:
    """Say what one thinks of one proposed time."""

    roundtable: RoundtableId
    option: int
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneFits:
    """Say no to all proposed times."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTo:
    """Turn to one of the proposed times, to answer about it again."""

    roundtable: RoundtableId
    option: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Convene:
    """Fix this time."""

    roundtable: RoundtableId
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSuggestion:
    """Take up the time that somebody suggested, or leave it."""

    roundtable: RoundtableId
    by: PersonId
    starts_at: datetime
    take: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInvitation:
    """Say whether one comes, to the invitation of this sequence."""

    roundtable: RoundtableId
    reply: Reply
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RateGoal:
    """Say how near one goal is; without a level, that one cannot say."""

    roundtable: RoundtableId
    goal: GoalId
    level: Level | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeMailsGathered:
    """Show who wrote the mails of a time that were not taken, from one sender on."""

    case: CaseId
    since: datetime
    until: datetime
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMail:
    """Say whether one sent the mail that answers, or proposes another time."""

    roundtable: RoundtableId
    sequence: int
    reply: Reply | None
    wanted_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSeries:
    """Say that one comes to all dates of a series, or see them one by one."""

    first: RoundtableId
    all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOpinion:
    """Write down what somebody of the family thinks."""

    case: CaseId
    whose: Whose
    of: PersonId | None = None
    roundtable: RoundtableId | None = None


RoundtableAction = (
    WithRoundtable
    | SettleCorrection
    | Ease
    | SeeDays
    | SeeMailsGathered
    | TakeTime
    | VoteFor
    | NoneFits
    | TurnTo
    | Convene
    | DecideSuggestion
    | LetOneStand
    | AnswerInvitation
    | OwnMail
    | RateGoal
    | AnswerSeries
    | WriteOpinion
)
