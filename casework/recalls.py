"""Taking a message back that went to the wrong place, and the breach that it is (GDPR 33).

What has left cannot be made unseen. So the message is taken away where its network
allows, who it had reached is written down, and 72 hours begin in which a person decides
whether the supervisory authority is told.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.cases import Case
from casework.deadlines import clocked, until
from casework.disclosure import InfoClass
from casework.ids import PersonId, ShownId, TaskId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.roles import Role
from casework.tasks import Task, TaskKind, announce, finish, open_task


class Withdrawn(StrEnum):
    """What became of a message that was taken back."""

    DELETED = "deleted"
    """Its network took it away."""
    REPLACED = "replaced"
    """Its words are gone; that it was there is still seen."""
    STAYS = "stays"
    """Its network lets nobody take it away any more."""
    NOT_SENT = "not_sent"
    """It had not left yet, and does not."""
    UNKNOWN = "unknown"
    """It may have arrived, and nobody can say where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Somebody a message was for: where and when it reached them."""

    person: PersonId
    shown: ShownId
    network: str = ""
    at: datetime | None = None
    """When it arrived; None: it had not."""
    there_since: bool = False
    """They have written or pressed something there since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedLine:
    """Somebody a message had reached, as the case manager reads it."""

    name: str
    role: Role | None
    network: str
    at: datetime | None
    there_since: bool
    withdrawn: Withdrawn | None = None
    """None: the network has not answered yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRecalled(Fact):
    """A message was taken back that went to the wrong place."""

    task: TaskId
    kind: str
    made_at: datetime
    reached: tuple[Reached, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWithdrawn(Fact):
    """What became of a message at one of those it had reached."""

    task: TaskId
    person: PersonId
    withdrawn: Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachClosed(Fact):
    """A person decided whether the supervisory authority is told, and why."""

    task: TaskId
    notified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachNoted(Fact):
    """What stays of a breach when its case is erased: when, how many, told or not."""

    code: str
    opened_at: datetime
    reached: int
    notified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(Message):
    """Take a message back where somebody has it; what stays there says so."""

    shown: ShownId
    task: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class SayTakenBack(Message):
    """Ask who got a message by mistake to delete what they kept of it."""

    lane = Lane.URGENT

    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowBreach(Message):
    """Show the case manager a message that went wrong: whom it reached, what is left."""

    shows = InfoClass.NETWORK

    task: TaskId
    code: str
    what: InfoClass | None
    made_at: datetime
    until: datetime
    reached: tuple[ReachedLine, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellBreach(Message):
    """Tell who watches over data protection of a breach: a code, how many, until when."""

    code: str
    reached: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellBreachClosed(Message):
    """Tell who watches over data protection what was decided about a breach."""

    code: str
    notified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRecallWanted(Message):
    """Tell a member that the case manager knows of a message to be taken back."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Astray:
    """A message that went to the wrong place, and all it had reached or was to."""

    kind: str
    made_at: datetime
    reached: tuple[Reached, ...]
    words: str
    """What happened, as the case manager tells it."""

    @property
    def arrived(self) -> int:
        """How many it had reached."""
        return sum(1 for each in self.reached if each.at is not None)


def recall(
    case: Case,
    astray: Astray,
    by: PersonId,
    watching: tuple[PersonId, ...],
    now: datetime,
) -> Outcome:
    """Take a message back from everybody, and let the 72 hours begin."""
    task = clocked(open_task(TaskKind.BREACH, case, now, words=astray.words))
    fact = MessageRecalled(
        at=now,
        by=by,
        case=case.id,
        task=task.id,
        kind=astray.kind,
        made_at=astray.made_at,
        reached=astray.reached,
    )
    had = [each for each in astray.reached if each.at is not None]
    taken = tuple(TakeBack(to=e.person, shown=e.shown, task=task.id) for e in had)
    asked = tuple(SayTakenBack(to=e.person, made_at=astray.made_at) for e in had)
    told = tuple(
        TellBreach(to=each, code=case.code, reached=astray.arrived, until=until(task))
        for each in watching
    )
    return announce(task, case) + Outcome((), (fact,), (*taken, *asked, *told))


def withdrawn(task: Task, person: PersonId, how: Withdrawn, now: datetime) -> Outcome:
    """Write down what became of a message that was taken back."""
    fact = MessageWithdrawn(
        at=now, case=task.case, task=task.id, person=person, withdrawn=how
    )
    return Outcome((), (fact,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a breach: is the authority told, and why."""

    by: PersonId
    notified: bool
    because: str
    reached: int


def close(
    task: Task,
    case: Case,
    decision: Decision,
    watching: tuple[PersonId, ...],
    now: datetime,
) -> Outcome:
    """End a breach with what was decided; who watches over data protection hears whether."""
    notified = decision.notified
    closed = BreachClosed(
        at=now, by=decision.by, case=case.id, task=task.id, notified=notified
    )
    noted = BreachNoted(
        at=now,
        code=case.code,
        opened_at=task.opened_at,
        reached=decision.reached,
        notified=notified,
    )
    told = tuple(
        TellBreachClosed(to=each, code=case.code, notified=notified)
        for each in watching
    )
    return finish(task, decision.because, decision.by, now) + Outcome(
        (), (closed, noted), told
    )


Messages = (
    TakeBack
    | SayTakenBack
    | ShowBreach
    | TellBreach
    | TellBreachClosed
    | ConfirmRecallWanted
)
