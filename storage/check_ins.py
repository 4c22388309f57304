"""Rhythms, check-ins and progress updates, found by what is not secret."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_

from casework.check_ins import CheckIn, CheckInState
from casework.ids import CaseId, MemberId, PersonId
from casework.rhythms import Rhythm
from casework.updates import ProgressUpdate
from storage.columns import Moment
from storage.session import Prepared
from storage.shelf import Shelf, those
from storage.tables import CheckInRow, RhythmRow, UpdateRow

_ASKED_AGAIN = "asked_again"
"""Over, but one of its answers is being changed."""
_theirs = CheckInRow.person_id == bindparam("person")
_asked = CheckInRow.state == CheckInState.ASKED
_OPEN = Prepared(
    those(CheckInRow, _theirs, or_(CheckInRow.state == CheckInState.PLANNED, _asked))
)
_TALKING = Prepared(
    those(CheckInRow, _theirs, or_(CheckInRow.state == _ASKED_AGAIN, _asked))
)
_SINCE = Prepared(
    those(
        UpdateRow,
        UpdateRow.case_id == bindparam("case"),
        UpdateRow.at >= bindparam("since", type_=Moment()),
    )
)


class Rhythms(Shelf[Rhythm, RhythmRow]):
    """The rhythms, seen through one transaction."""

    kind = Rhythm
    row = RhythmRow

    def columns(self, thing: Rhythm) -> dict[str, Any]:
        """Show the database whether anything is asked in this rhythm."""
        return {"state": "paused" if thing.paused else "running"}

    async def of_member(self, member: MemberId, case: CaseId) -> list[Rhythm]:
        """Return the rhythms of one member."""
        rhythms = await self.of_case(case)
        return [rhythm for rhythm in rhythms if rhythm.member == member]

    async def of_person(self, person: PersonId) -> list[Rhythm]:
        """Return the rhythms of one person, in all their cases."""
        return await self.where(RhythmRow.person_id == person)


class CheckIns(Shelf[CheckIn, CheckInRow]):
    """The check-ins, seen through one transaction."""

    kind = CheckIn
    row = CheckInRow

    def columns(self, thing: CheckIn) -> dict[str, Any]:
        """Show the database where the check-in stands and when it was due."""
        again = thing.asking is not None and not thing.runs
        state = _ASKED_AGAIN if again else thing.state
        return {"state": state, "due_at": thing.due_at}

    async def open_of(self, person: PersonId) -> list[CheckIn]:
        """Return the check-ins a person has not finished, the oldest first."""
        return await self.found(_OPEN, person=person)

    async def talking_to(self, person: PersonId) -> list[CheckIn]:
        """Return the check-ins that wait for a word of this person now."""
        return await self.found(_TALKING, person=person)

    async def of_person(self, person: PersonId) -> list[CheckIn]:
        """Return every check-in of a person, oldest first."""
        return await self.where(CheckInRow.person_id == person)

    async def of_person_since(self, person: PersonId, since: datetime) -> list[CheckIn]:
        """Return the check-ins of a person that were due since a moment."""
        return await self.where(
            CheckInRow.person_id == person, CheckInRow.due_at >= since
        )

    async def since(self, case: CaseId, since: datetime) -> list[CheckIn]:
        """Return the check-ins of a case that were due since a moment."""
        return await self.where(CheckInRow.case_id == case, CheckInRow.due_at >= since)


class Updates(Shelf[ProgressUpdate, UpdateRow]):
    """The progress updates, seen through one transaction."""

    kind = ProgressUpdate
    row = UpdateRow

    def columns(self, thing: ProgressUpdate) -> dict[str, Any]:
        """Show the database when it was said."""
        return {"state": "late" if thing.late else "given", "at": thing.at}

    async def since(self, case: CaseId, since: datetime) -> list[ProgressUpdate]:
        """Return what was said about a case's goals since a moment, oldest first."""
        return await self.found(_SINCE, case=case, since=since)
