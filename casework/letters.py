"""Letters: words to the case manager that answer no question, and what comes back."""

from dataclasses import dataclass
from datetime import datetime

from casework import tasks
from casework.cases import Case
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.people import Person
from casework.tasks import Task, TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPassedOn(Fact):
    """Somebody wrote to the case manager without being asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAnswered(Fact):
    """The case manager answered somebody who had written."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPassedOn(Message):
    """Tell who wrote that the case manager gets it, and when they work next."""

    shows = InfoClass.SCHEDULE

    code: str
    at_work_at: datetime | None
    """None: they are at work now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNotPassedOn(Message):
    """Tell who wrote that their words went nowhere and are kept nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassAnswer(Message):
    """Give a member the case manager's words, marked as theirs."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAnswerSent(Message):
    """Tell the case manager that their words are on the way."""

    shows = InfoClass.SILENCE

    code: str


def pass_on(
    words: str, writer: Person, case: Case, at_work_at: datetime, now: datetime
) -> Outcome:
    """Give a member's words to the case manager alone, as a task."""
    task = tasks.open_task(TaskKind.WORD, case, now, writer.id, words)
    confirmed = ConfirmPassedOn(
        to=writer.id,
        case=case.id,
        code=case.code,
        at_work_at=at_work_at if at_work_at > now else None,
    )
    written = LetterPassedOn(at=now, by=writer.id, case=case.id)
    return Outcome((), (written,), (confirmed,)) + tasks.announce(task, case)


def answer(task: Task, case: Case, words: str, by: PersonId, now: datetime) -> Outcome:
    """Send the case manager's words to who wrote; the task is done with that.

    Where somebody spoke of danger it is not: words alone end no danger.

    Raises:
        OutOfDate: the task has ended already.
    """
    danger = task.kind is TaskKind.DANGER
    done = Outcome() if danger else tasks.finish(task, "answered", by, now)
    if task.about is None:
        return done
    answered = LetterAnswered(at=now, by=by, case=case.id, to=task.about)
    sent = PassAnswer(to=task.about, case=case.id, code=case.code, words=words)
    confirmed = ConfirmAnswerSent(to=by, case=case.id, code=case.code)
    return done + Outcome((), (answered,), (sent, confirmed))


Messages = ConfirmPassedOn | ConfirmNotPassedOn | PassAnswer | ConfirmAnswerSent
