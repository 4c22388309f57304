"""The case manager's tasks: opened once, shown, ended with what came of them."""

from casework import tasks
from casework.cases import Case
from casework.ids import CaseId, PersonId
from casework.tasks import Task, TaskKind
from handlers.turn import Turn


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
    waiting = await turn.tx.tasks.open_of(case.manager)
    return any(
        (task.kind, task.case, task.about) == (kind, case.id, about) for task in waiting
    )


async def wake(turn: Turn, task: Task) -> None:
    """Count a task as failed that has slipped out of its window."""
    await turn.tx.keep(tasks.slip(task, turn.now))
