"""The case manager's tasks: opened once, shown, ended with what came of them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from casework import deadlines, tasks
from casework.cases import Case
from casework.forms import Field, Form
from casework.ids import CaseId, PersonId, TaskId
from casework.outcome import Outcome
from casework.own_data import TellRightAnswered
from casework.refusals import OnlyTheCaseManager
from casework.tasks import (
    ConfirmTaskDone,
    ShowTask,
    ShowTasks,
    Task,
    TaskKind,
    TaskLine,
)
from handlers import breaches, forms
from handlers.actions import EndTask, SeeTask
from handlers.incoming import Said
from handlers.turn import Turn
from storage.channels import number_of

ALL = frozenset(TaskKind)
_LATELY = timedelta(days=60)


async def open_once(
    turn: Turn, kind: TaskKind, case: CaseId, about: PersonId, words: str = ""
) -> None:
    """Give the case manager a task, unless one of this kind is open already."""
    of_case = await turn.tx.cases.get(case)
    if not of_case.is_open or await _waits(turn, kind, of_case, about):
        return
    task = tasks.open_task(kind, of_case, turn.now, about, words)
    await turn.tx.keep(tasks.announce(task, of_case))


async def _waits(turn: Turn, kind: TaskKind, case: Case, about: PersonId) -> bool:
    waiting = await turn.tx.tasks.open_in((case.id,))
    return any((task.kind, task.about) == (kind, about) for task in waiting)


async def show(turn: Turn, said: Said, kinds: Collection[TaskKind] = ALL) -> None:
    """Show a case manager what waits, over all the cases they lead.

    Raises:
        OnlyTheCaseManager: the asker leads none.
    """
    led = {case.id: case for case in await turn.tx.cases.ever_led_by(said.person.id)}
    if not led and not said.person.case_manager:
        raise OnlyTheCaseManager
    waiting = await turn.tx.tasks.open_in(led)
    waiting.sort(key=lambda task: task.kind not in tasks.URGENT)
    lines = [_line(turn, t, led[t.case]) for t in waiting if t.kind in kinds]
    slipped = await turn.tx.tasks.lately_failed(said.person.id, turn.now - _LATELY)
    await turn.tx.outbox.add(
        ShowTasks(to=said.person.id, tasks=tuple(lines), slipped=slipped)
    )


async def mine(turn: Turn, said: Said, task_id: TaskId) -> Task:
    """Return a task of a case the asker leads.

    Raises:
        OnlyTheCaseManager: they do not, or not any more.
    """
    task = await turn.tx.tasks.get(task_id)
    member = await turn.tx.members.in_case(said.person.id, task.case)
    if member is None or not member.manages:
        raise OnlyTheCaseManager
    return task


async def see(turn: Turn, said: Said, action: SeeTask) -> None:
    """Show one task with all that is known about it."""
    task = await mine(turn, said, action.task)
    case = await turn.tx.cases.get(task.case)
    if task.kind is TaskKind.BREACH:
        await breaches.show(turn, task, case, said.person.id)
        return
    line = replace(_line(turn, task, case), words=task.words)
    if task.about is not None:
        person = await turn.tx.people.get(task.about)
        member = await turn.tx.members.in_case(task.about, task.case)
        line = replace(line, name=person.name)
        if member is not None:
            line = replace(line, role=member.role, member=member.id)
    if task.kind is TaskKind.DATA_WANTED:
        line = replace(line, words=number_of(turn.tx.keys, str(task.id)))
    await turn.tx.outbox.add(ShowTask(to=said.person.id, case=case.id, line=line))


async def end(turn: Turn, said: Said, action: EndTask) -> None:
    """End a task as the button says, or ask for the outcome in words."""
    task = await mine(turn, said, action.task)
    if not action.outcome:
        answers = {"task": (str(task.id),)}
        await forms.begin(turn, said, TaskForm.name, task.case, answers)
        return
    await forms.settle(turn, said)
    await turn.tx.keep(await end_with(turn, task, action.outcome, said.person.id))


class TaskForm:
    """How a task ended, in the case manager's own words."""

    name = "task"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the outcome."""
        return None if form.all("outcome") else Field(key="outcome", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any words that can be kept."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """End the task with these words."""
        task = await turn.tx.tasks.get(TaskId(UUID(form.one("task"))))
        return await end_with(turn, task, form.one("outcome"), form.person)


forms.register(TaskForm())


async def end_with(turn: Turn, task: Task, outcome: str, by: PersonId) -> Outcome:
    """End a task with what came of it, and say what is left."""
    ended = tasks.finish(task, outcome, by, turn.now)
    case = await turn.tx.cases.get(task.case)
    if task.kind in tasks.OWED_AN_ANSWER and task.about is not None:
        answered = TellRightAnswered(
            to=task.about, code=case.code, kind=task.kind, words=outcome
        )
        ended += Outcome((), (), (answered,))
    led = [case.id for case in await turn.tx.cases.ever_led_by(by)]
    left = [t for t in await turn.tx.tasks.open_in(led) if t.id != task.id]
    told = ConfirmTaskDone(to=by, case=case.id, code=case.code, left=len(left))
    return ended + Outcome((), (), (told,))


def _line(turn: Turn, task: Task, case: Case) -> TaskLine:
    days = (turn.today - turn.almanac.today(task.opened_at)).days
    return TaskLine(task=task.id, kind=task.kind, code=case.code, days=days)


async def wake(turn: Turn, task: Task) -> None:
    """Remind of a task with a clock in law; count any other as slipped."""
    if task.kind not in deadlines.LADDERS:
        await turn.tx.keep(tasks.slip(task, turn.now))
        return
    case = await turn.tx.cases.get(task.case)
    watching = [each.id for each in await turn.tx.people.hear_of_breaches()]
    await turn.tx.keep(deadlines.remind(task, case, watching, turn.now))
