"""Goals and activities, found by what is not secret."""

from typing import Any

from casework.ids import CaseId
from casework.plans import Activity, Goal, GoalState
from storage.shelf import Shelf
from storage.tables import ActivityRow, GoalRow


class Goals(Shelf[Goal, GoalRow]):
    """The goals, seen through one transaction."""

    kind = Goal
    row = GoalRow

    def columns(self, thing: Goal) -> dict[str, Any]:
        """Show the database whether the goal is still worked on."""
        return {"state": thing.state}

    async def active(self, case: CaseId) -> list[Goal]:
        """Return the goals a case works on, oldest first."""
        return await self.where(
            GoalRow.case_id == case, GoalRow.state == GoalState.ACTIVE
        )


class Activities(Shelf[Activity, ActivityRow]):
    """The activities, seen through one transaction."""

    kind = Activity
    row = ActivityRow

    def columns(self, thing: Activity) -> dict[str, Any]:
        """Show the database where the activity stands."""
        return {"state": thing.state}
