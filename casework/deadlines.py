"""Tasks whose time the law sets: reminded on the way, and never out of sight (GDPR 12, 33).

Other tasks slip out of their window and are counted. These stay open until somebody
ends them, and once their time is over the one who runs the program hears of it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.cases import Case
from casework.disclosure import InfoClass
from casework.ids import PersonId, TaskId
from casework.outcome import Lane, Message, Outcome
from casework.tasks import RIGHTS, Task, TaskKind, TaskSlipped, TaskState

A_MONTH = timedelta(days=28)
"""Shorter than the month the law gives, in every month."""
_OF_RIGHTS = (timedelta(days=14), timedelta(days=23), A_MONTH)
_OF_BREACHES = tuple(timedelta(hours=hours) for hours in (24, 48, 70, 72))
LADDERS: dict[TaskKind, tuple[timedelta, ...]] = {
    **dict.fromkeys(RIGHTS, _OF_RIGHTS),
    TaskKind.BREACH: _OF_BREACHES,
}
"""When the case manager is reminded, counted from the opening; last: it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindTask(Message):
    """Remind the case manager of a task with a day in law, and not about whom it is."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    task: TaskId
    kind: TaskKind
    code: str
    until: datetime
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindBreach(RemindTask):
    """Remind of a breach on a Sunday too: its hours do not rest."""

    lane = Lane.REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOverdue(Message):
    """Tell who watches over data protection that a time in law is over, and where."""

    lane = Lane.URGENT

    kind: TaskKind
    code: str


def clocked(task: Task) -> Task:
    """Return a new task with its first reminder set, if its kind has any."""
    ladder = LADDERS.get(task.kind)
    return replace(task, wake_at=task.opened_at + ladder[0]) if ladder else task


def until(task: Task) -> datetime:
    """Return by when a task must have been done."""
    return task.opened_at + LADDERS[task.kind][-1]


def remind(
    task: Task, case: Case, watching: Iterable[PersonId], now: datetime
) -> Outcome:
    """Remind of a task with a clock; from its end on again and again."""
    if not task.is_open:
        return Outcome((replace(task, wake_at=None),))
    over = now >= until(task)
    kind = RemindBreach if task.kind is TaskKind.BREACH else RemindTask
    told = kind(
        to=case.manager,
        case=case.id,
        task=task.id,
        kind=task.kind,
        code=case.code,
        until=until(task),
        over=over,
    )
    state = TaskState.OVERDUE if over else task.state
    waits = replace(task, state=state, wake_at=_next(task, now))
    outcome = Outcome((waits,), (), (told,))
    if over and task.state is TaskState.OPEN:
        outcome += _missed(task, case, watching, now)
    return outcome


def _next(task: Task, now: datetime) -> datetime:
    ladder = LADDERS[task.kind]
    steps = [task.opened_at + step for step in ladder]
    return next((step for step in steps if step > now), now + ladder[0] / 2)


def _missed(
    task: Task, case: Case, watching: Iterable[PersonId], now: datetime
) -> Outcome:
    fact = TaskSlipped(at=now, case=case.id, task=task.id)
    told = tuple(
        TellOverdue(to=each, kind=task.kind, code=case.code) for each in watching
    )
    return Outcome((), (fact,), told)


Messages = RemindTask | RemindBreach | TellOverdue
