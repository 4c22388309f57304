"""The groups, found by a keyed hash of their address or of an offered link."""

from datetime import datetime
from typing import Any

from casework.groups import Group, GroupState
from casework.ids import CaseId
from storage.group_rows import GroupRow
from storage.keys import KeyStore
from storage.session import Session
from storage.shelf import Shelf

_LIVING = (GroupState.BOUND, GroupState.RESTING, GroupState.LOOKED_AT)
"""In this order: what a group is stands before what it may become."""


class Groups(Shelf[Group, GroupRow]):
    """The groups, seen through one transaction."""

    kind = Group
    row = GroupRow

    def __init__(self, session: Session, keys: KeyStore, now: datetime) -> None:
        super().__init__(session, keys, now)
        self._blinding = keys

    def columns(self, thing: Group) -> dict[str, Any]:
        """Show the database the state and what a group is found by, no address."""
        return {
            "state": thing.state,
            "blind": self._blind(thing.network, thing.address),
            "former_blind": self._blind(thing.network, thing.formerly),
            "token_hash": thing.token_hash or None,
        }

    async def at(self, network: str, address: str) -> Group | None:
        """Return the group of this address, also of one it had before, or None."""
        there = await self.living_at(network, address)
        return there[0] if there else None

    async def living_at(self, network: str, address: str) -> list[Group]:
        """Return what a group is as a team chat, and then what it may become.

        Several case managers may have looked into one group before one says yes.
        """
        blind = self._blind(network, address)
        found = await self.where(
            (GroupRow.blind == blind) | (GroupRow.former_blind == blind),
            GroupRow.state.in_(_LIVING),
        )
        return sorted(found, key=lambda group: _LIVING.index(group.state))

    async def ever_at(self, network: str, address: str) -> list[Group]:
        """Return whatever has this address, also what is a team chat no more."""
        return await self.where(GroupRow.blind == self._blind(network, address))

    async def by_token(self, token_hash: str) -> Group | None:
        """Return the group that was offered by this link, or None."""
        found = await self.where(
            GroupRow.token_hash == token_hash, GroupRow.state == GroupState.OFFERED
        )
        return found[0] if found else None

    async def of(self, case: CaseId, *states: GroupState) -> list[Group]:
        """Return the groups of a case in these states."""
        return await self.where(GroupRow.case_id == case, GroupRow.state.in_(states))

    async def bound_to(self, case: CaseId) -> list[Group]:
        """Return the groups that are the team chat of a case now."""
        return await self.of(case, GroupState.BOUND)

    def _blind(self, network: str, address: str) -> str | None:
        return self._blinding.blind(f"{network}:{address}") if address else None
