"""Tasks of the case manager: where a ladder of reminders ends, at a named person."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from casework.cases import Case
from casework.disclosure import InfoClass
from casework.ids import CaseId, MemberId, PersonId, TaskId, new_id
from casework.outcome import Fact, Lane, Message, Outcome
from casework.refusals import OutOfDate
from casework.roles import Role

WINDOW = timedelta(days=14)
"""How long a task may wait before it counts as having slipped out of sight."""


class TaskKind(StrEnum):
    """Why the case manager has something to do."""

    SILENCE = "silence"
    """Somebody has not answered after two reminders."""
    DANGER = "danger"
    """Somebody said that somebody is in danger."""
    HELP_WANTED = "help_wanted"
    """Somebody answered that they need help."""
    CALL_WANTED = "call_wanted"
    ROUNDTABLE_WANTED = "roundtable_wanted"
    CHANGE_WANTED = "change_wanted"
    NOT_REACHABLE = "not_reachable"
    """A channel is dead, or somebody stopped."""
    WORD = "word"
    """Somebody wrote to the case manager without being asked."""
    DECLINED = "declined"
    """A required person declined, or somebody declined an activity."""
    DATA_WANTED = "data_wanted"
    """Somebody asks for everything that is kept about them."""
    ERASURE_WANTED = "erasure_wanted"
    """Somebody asks that what is kept about them is erased."""
    RESTRICTION_WANTED = "restriction_wanted"
    """Somebody asks that what is kept about them is not used for now."""
    RECALL_WANTED = "recall_wanted"
    """Somebody wants a message taken back that went to the wrong place."""
    BREACH = "breach"
    """A message went to the wrong place: the authority must be told, or need not."""
    CORRECTION_WANTED = "correction_wanted"
    """Somebody says that something kept about them is wrong."""


URGENT = frozenset({TaskKind.DANGER, TaskKind.HELP_WANTED, TaskKind.BREACH})
"""What comes before every other task, however old that is."""


OWED_AN_ANSWER = frozenset(
    {
        TaskKind.CORRECTION_WANTED,
        TaskKind.ERASURE_WANTED,
        TaskKind.RESTRICTION_WANTED,
    }
)
"""Whoever asked is told the outcome in the case manager's words, with the reasons."""

RIGHTS = OWED_AN_ANSWER | {TaskKind.DATA_WANTED}
"""What somebody may ask by data protection law (GDPR 15 to 18)."""

KEEPS_CASE = (RIGHTS | {TaskKind.BREACH}) - {TaskKind.ERASURE_WANTED}
"""While one of these waits, the case is not erased by the schedule."""


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    """It slipped out of its window; counted, so that it can be seen."""
    OVERDUE = "overdue"
    """The time the law gives is over; it still waits for somebody."""


OPEN = (TaskState.OPEN, TaskState.OVERDUE)
MISSED = (TaskState.FAILED, TaskState.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something only a person can do, for the case manager, with how it ended."""

    id: TaskId
    case: CaseId
    person: PersonId
    """Whose task it is: the case manager's."""
    kind: TaskKind
    opened_at: datetime
    about: PersonId | None = None
    words: str = ""
    state: TaskState = TaskState.OPEN
    outcome: str = ""
    done_at: datetime | None = None
    wake_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it still waits for somebody."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOpened(Fact):
    """The case manager has something to do."""

    task: TaskId
    kind: TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone(Fact):
    """The case manager did it, or wrote down why not."""

    task: TaskId
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSlipped(Fact):
    """Nobody did it in time."""

    task: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task as its case manager reads it."""

    task: TaskId
    kind: TaskKind
    code: str
    days: int
    """Its age."""
    name: str = ""
    role: Role | None = None
    words: str = ""
    member: MemberId | None = None
    """The place in the network of whom it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellTask(Message):
    """Tell the case manager that there is something to do, and not about whom."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    task: TaskId
    kind: TaskKind
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellReachable(Message):
    """Tell the case manager that somebody can be written to again; a task less."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTasks(Message):
    """Show a case manager what is to be done, over all cases."""

    tasks: tuple[TaskLine, ...]
    slipped: int = 0
    """How many slipped out of their window lately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTask(Message):
    """Show a case manager one task, with the ways in which it can end."""

    shows = InfoClass.SILENCE

    line: TaskLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmTaskDone(Message):
    """Tell the case manager how a task ended, and how many are left."""

    shows = InfoClass.SILENCE

    code: str
    left: int


def open_task(
    kind: TaskKind,
    case: Case,
    now: datetime,
    about: PersonId | None = None,
    words: str = "",
) -> Task:
    """Return a new task for the manager of a case."""
    return Task(
        id=TaskId(new_id()),
        case=case.id,
        person=case.manager,
        kind=kind,
        opened_at=now,
        about=about,
        words=words,
        wake_at=now + WINDOW,
    )


def announce(task: Task, case: Case) -> Outcome:
    """Keep a new task and tell the case manager at once that it is there."""
    fact = TaskOpened(
        at=task.opened_at, by=task.about, case=case.id, task=task.id, kind=task.kind
    )
    told = TellTask(
        to=task.person, case=case.id, task=task.id, kind=task.kind, code=case.code
    )
    return Outcome((task,), (fact,), (told,))


def finish(task: Task, outcome: str, by: PersonId, now: datetime) -> Outcome:
    """End a task with what came of it: a word of ours, or the manager's own.

    Raises:
        OutOfDate: it has ended already.
    """
    if task.state is TaskState.DONE:
        raise OutOfDate
    done = replace(
        task, state=TaskState.DONE, outcome=outcome, done_at=now, wake_at=None
    )
    fact = TaskDone(at=now, by=by, case=task.case, task=task.id, outcome=outcome)
    return Outcome((done,), (fact,))


def slip(task: Task, now: datetime) -> Outcome:
    """Count a task as failed that nobody ended within its window."""
    if task.state is not TaskState.OPEN:
        return Outcome((replace(task, wake_at=None),))
    failed = replace(task, state=TaskState.FAILED, wake_at=None)
    return Outcome((failed,), (TaskSlipped(at=now, case=task.case, task=task.id),))


Messages = TellTask | TellReachable | ShowTasks | ShowTask | ConfirmTaskDone
