"""Tasks of the case manager: where a ladder of reminders ends, at a named person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.ids import CaseId, PersonId, TaskId


class TaskKind(StrEnum):
    """Why the case manager has something to do."""

    SILENCE = "silence"
    """Somebody has not answered after two reminders."""
    CALL_WANTED = "call_wanted"
    ROUNDTABLE_WANTED = "roundtable_wanted"
    CHANGE_WANTED = "change_wanted"
    NOT_REACHABLE = "not_reachable"
    """A channel is dead, or somebody stopped."""
    WORD = "word"
    """Somebody wrote to the case manager without being asked."""
    DECLINED = "declined"
    """A required person declined, or somebody declined an activity."""


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    """It slipped out of its window; counted, so that it can be seen."""


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
