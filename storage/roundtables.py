"""Roundtables, opinions and calendar links, found by what is not secret."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from casework.calendars import CalendarLink, FeedLink
from casework.ids import CaseId, PersonId
from casework.opinions import ClientOpinion
from casework.roundtables import Roundtable, RoundtableState
from storage.addresses import token_hash
from storage.shelf import Shelf
from storage.tables import CalendarLinkRow, FeedRow, OpinionRow, RoundtableRow


class Roundtables(Shelf[Roundtable, RoundtableRow]):
    """The roundtables, seen through one transaction."""

    kind = Roundtable
    row = RoundtableRow

    def columns(self, thing: Roundtable) -> dict[str, Any]:
        """Show the database where it stands, and the hash of its calendars' name."""
        uid_hash = token_hash(thing.uid) if thing.uid else None
        return {"state": thing.state, "uid_hash": uid_hash}

    async def by_uid(self, uid: str) -> list[Roundtable]:
        """Return the roundtables that calendars know by this name."""
        return await self.where(RoundtableRow.uid_hash == token_hash(uid))

    async def ahead(self, case: CaseId) -> list[Roundtable]:
        """Return the roundtables of a case that are still to come, oldest first."""
        coming = (RoundtableState.POLLING, RoundtableState.CONVENED)
        return await self.where(
            RoundtableRow.case_id == case, RoundtableRow.state.in_(coming)
        )

    async def drafts(self, case: CaseId) -> list[Roundtable]:
        """Return the drafts of a case, which only its case manager has seen."""
        return await self.where(
            RoundtableRow.case_id == case, RoundtableRow.state == RoundtableState.DRAFT
        )

    async def convened_in(self, cases: Iterable[UUID]) -> list[Roundtable]:
        """Return the roundtables of these cases that have a time and are to come."""
        return await self.where(
            RoundtableRow.case_id.in_(tuple(cases)),
            RoundtableRow.state == RoundtableState.CONVENED,
        )


class Opinions(Shelf[ClientOpinion, OpinionRow]):
    """The opinions of children and parents, seen through one transaction."""

    kind = ClientOpinion
    row = OpinionRow

    def columns(self, thing: ClientOpinion) -> dict[str, Any]:
        """Show the database that there is one, and not whose."""
        return {"state": "written"}


class CalendarLinks(Shelf[CalendarLink, CalendarLinkRow]):
    """The links to calendar files, seen through one transaction."""

    kind = CalendarLink
    row = CalendarLinkRow

    def columns(self, thing: CalendarLink) -> dict[str, Any]:
        """Show the database the hash of the secret."""
        return {"state": "made", "token_hash": thing.token_hash}

    async def by_secret(self, token_hash: str) -> CalendarLink | None:
        """Return the link whose secret has this hash, or None."""
        found = await self.where(CalendarLinkRow.token_hash == token_hash)
        return found[0] if found else None


class Feeds(Shelf[FeedLink, FeedRow]):
    """The links to calendar feeds, seen through one transaction."""

    kind = FeedLink
    row = FeedRow

    def columns(self, thing: FeedLink) -> dict[str, Any]:
        """Show the database the hash of the secret, and whether it works."""
        return {
            "state": "ended" if thing.revoked_at else "works",
            "token_hash": thing.token_hash,
        }

    async def by_secret(self, token_hash: str) -> FeedLink | None:
        """Return the link whose secret has this hash, or None."""
        found = await self.where(FeedRow.token_hash == token_hash)
        return found[0] if found else None

    async def current_of(self, person: PersonId) -> FeedLink | None:
        """Return the link of a person that works, or None."""
        found = await self.where(FeedRow.person_id == person, FeedRow.state == "works")
        return found[-1] if found else None
