"""Obstacles and the case manager's tasks, found by what is not secret."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam

from casework.ids import CaseId, PersonId
from casework.obstacles import Obstacle, ObstacleState
from casework.tasks import MISSED, OPEN, Task
from storage.session import Prepared
from storage.shelf import Shelf, those
from storage.tables import ObstacleRow, TaskRow

_UNRESOLVED = Prepared(
    those(
        ObstacleRow,
        ObstacleRow.case_id == bindparam("case"),
        ObstacleRow.state != ObstacleState.RESOLVED,
    )
)


class Obstacles(Shelf[Obstacle, ObstacleRow]):
    """The obstacles, seen through one transaction."""

    kind = Obstacle
    row = ObstacleRow

    def columns(self, thing: Obstacle) -> dict[str, Any]:
        """Show the database where the obstacle stands."""
        return {"state": thing.state}

    async def unresolved(self, case: CaseId) -> list[Obstacle]:
        """Return the obstacles that still stand in the way, oldest first."""
        return await self.found(_UNRESOLVED, case=case)


class Tasks(Shelf[Task, TaskRow]):
    """The case managers' tasks, seen through one transaction."""

    kind = Task
    row = TaskRow

    def columns(self, thing: Task) -> dict[str, Any]:
        """Show the database where the task stands."""
        return {"state": thing.state}

    async def lately_failed(self, person: PersonId, since: datetime) -> int:
        """Count what slipped out of a case manager's sight since a moment."""
        failed = await self.where(
            TaskRow.person_id == person,
            TaskRow.state.in_(MISSED),
            TaskRow.created_at >= since,
        )
        return len(failed)

    async def open_in(self, cases: Collection[CaseId]) -> list[Task]:
        """Return what still has to be done in these cases, oldest first."""
        return await self.where(TaskRow.case_id.in_(cases), TaskRow.state.in_(OPEN))

    async def open_of(self, person: PersonId) -> list[Task]:
        """Return what a case manager still has to do, oldest first."""
        return await self.where(TaskRow.person_id == person, TaskRow.state.in_(OPEN))
