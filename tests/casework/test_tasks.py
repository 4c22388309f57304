from datetime import timedelta

import pytest

from casework import tasks
from casework.cases import Case
from casework.ids import CaseId, PersonId, new_id
from casework.refusals import OutOfDate
from casework.tasks import TaskKind, TaskState
from tests.table import MONDAY

MANAGER = PersonId(new_id())
CASE = Case(
    id=CaseId(new_id()), code="K7-4F2Q", opened_on=MONDAY.date(), manager=MANAGER
)


def test_a_task_belongs_to_the_case_manager() -> None:
    task = tasks.open_task(TaskKind.SILENCE, CASE, MONDAY)
    assert task.person == MANAGER
    assert task.state is TaskState.OPEN
    assert task.wake_at == MONDAY + timedelta(days=14)


def test_an_announced_task_names_nobody() -> None:
    writer = PersonId(new_id())
    task = tasks.open_task(TaskKind.WORD, CASE, MONDAY, writer, "Kati is afraid")
    (told,) = tasks.announce(task, CASE).messages
    assert "Kati" not in str(told)
    assert str(writer) not in str(told)


def test_a_task_ends_with_what_came_of_it() -> None:
    task = tasks.open_task(TaskKind.SILENCE, CASE, MONDAY)
    (done,) = tasks.finish(task, "reached", MANAGER, MONDAY).things
    assert (done.state, done.outcome, done.wake_at) == (TaskState.DONE, "reached", None)


def test_a_task_ends_only_once() -> None:
    task = tasks.open_task(TaskKind.SILENCE, CASE, MONDAY)
    (done,) = tasks.finish(task, "reached", MANAGER, MONDAY).things
    with pytest.raises(OutOfDate):
        tasks.finish(done, "agreed", MANAGER, MONDAY)


def test_a_task_nobody_ends_counts_as_failed() -> None:
    task = tasks.open_task(TaskKind.SILENCE, CASE, MONDAY)
    (failed,) = tasks.slip(task, MONDAY + tasks.WINDOW).things
    assert failed.state is TaskState.FAILED


def test_a_failed_task_can_still_be_done() -> None:
    task = tasks.open_task(TaskKind.SILENCE, CASE, MONDAY)
    (failed,) = tasks.slip(task, MONDAY + tasks.WINDOW).things
    (done,) = tasks.finish(failed, "reached", MANAGER, MONDAY).things
    assert done.state is TaskState.DONE
