"""Check-ins: a few short questions to one member, answered one at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.disclosure import Audience
from casework.ids import (
    CaseId,
    CheckInId,
    GoalId,
    MemberId,
    ObstacleId,
    PersonId,
    ShownId,
)
from casework.outcome import Fact
from casework.questions import Means, SkipReason


class CheckInState(StrEnum):
    """Where a check-in stands."""

    PLANNED = "planned"
    """Waits until the same person has finished another one."""
    ASKED = "asked"
    ANSWERED = "answered"
    PARTIAL = "partial"
    """Its window is over with some questions answered."""
    SKIPPED = "skipped"
    """Every question was skipped with a reason."""
    EXPIRED = "expired"
    """Its window is over; an answer is still taken, marked late."""
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question as it was put: frozen when the check-in opened."""

    key: str
    choices: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    """The choices by which somebody asks for help."""
    open: bool = False
    """Words alone answer it."""
    goal: GoalId | None = None
    goal_text: str = ""
    obstacle: ObstacleId | None = None
    obstacle_text: str = ""
    audience: Audience = Audience.MANAGER
    sensitive: bool = False
    means: Means = Means.NOTHING
    spares: tuple["Spare", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spare:
    """A question that takes the place of another after a certain answer."""

    after: str
    choices: tuple[str, ...]
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a member said to one item, and when; a change is a further answer."""

    item: int
    at: datetime
    choice: str = ""
    words: str = ""
    skipped: SkipReason | None = None
    audience: Audience = Audience.MANAGER
    late: bool = False
    said_in: str = ""
    """The network's reference of the words, by which a correction finds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Lühiküsitlus: the questions put to one member, and every answer so far."""

    id: CheckInId
    case: CaseId
    member: MemberId
    person: PersonId
    question_set: str
    items: tuple[Item, ...]
    due_at: datetime
    code: str = ""
    """What the case is called in every prompt: its code, never a name (R35)."""
    state: CheckInState = CheckInState.ASKED
    answers: tuple[Answer, ...] = ()
    asking: int | None = None
    """The item whose answer is awaited now."""
    because: bool = False
    """The words awaited say why it could not be done."""
    shown: ShownId | None = None
    """The message under which the awaited item was last shown."""
    asked_at: datetime | None = None
    """When that message was delivered: here the clock of reminders starts."""
    reminders: int = 0
    """How many reminders were delivered or, after an outage, let go."""
    remind_at: datetime | None = None
    again_at: datetime | None = None
    """When a question that was put off comes again."""
    handed_over: bool = False
    """Nobody answered; the case manager has it, and the next one may start."""
    closes_at: datetime | None = None
    ended_at: datetime | None = None
    told_at: datetime | None = None
    """When the case manager last heard that something changed afterwards."""
    wake_at: datetime | None = None

    def latest(self, item: int) -> Answer | None:
        """Return the answer that counts for an item: the last one given."""
        given = [answer for answer in self.answers if answer.item == item]
        return given[-1] if given else None

    def settled(self, item: int) -> bool:
        """Say whether an item needs nothing more."""
        answer = self.latest(item)
        if answer is None:
            return False
        by_words = self.items[item].open and bool(answer.words)
        return bool(answer.choice) or answer.skipped is not None or by_words

    @property
    def unsettled(self) -> tuple[int, ...]:
        """The items that still need an answer, in order."""
        return tuple(i for i in range(len(self.items)) if not self.settled(i))

    @property
    def runs(self) -> bool:
        """Say whether its questions are being asked now."""
        return self.state is CheckInState.ASKED

    @property
    def occupies(self) -> bool:
        """Say whether the same person's next check-in has to wait for it."""
        return self.runs and not self.handed_over

    def is_late(self, now: datetime) -> bool:
        """Say whether an answer given now comes after the window."""
        return self.closes_at is not None and now > self.closes_at


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInOpened(Fact):
    """The questions of a check-in were put."""

    check_in: CheckInId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven(Fact):
    """A member answered one question; what was said lies in the check-in."""

    check_in: CheckInId
    item: int
    late: bool
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadersChosen(Fact):
    """A member decided who reads what they write to one question."""

    check_in: CheckInId
    item: int
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPutOff(Fact):
    """A member asked to be asked later."""

    check_in: CheckInId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInEnded(Fact):
    """A check-in came to its end, answered or not."""

    check_in: CheckInId
    state: CheckInState
