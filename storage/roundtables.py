"""Roundtables, found by what is not secret."""

from typing import Any

from casework.ids import CaseId
from casework.roundtables import Roundtable, RoundtableState
from storage.shelf import Shelf
from storage.tables import RoundtableRow


class Roundtables(Shelf[Roundtable, RoundtableRow]):
    """The roundtables, seen through one transaction."""

    kind = Roundtable
    row = RoundtableRow

    def columns(self, thing: Roundtable) -> dict[str, Any]:
        """Show the database where the roundtable stands."""
        return {"state": thing.state}

    async def ahead(self, case: CaseId) -> list[Roundtable]:
        """Return the roundtables of a case that are still to come, oldest first."""
        coming = (RoundtableState.POLLING, RoundtableState.CONVENED)
        return await self.where(
            RoundtableRow.case_id == case, RoundtableRow.state.in_(coming)
        )
