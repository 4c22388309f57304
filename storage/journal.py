"""The journal: every fact of every case, in order, never edited.

`storage/chain.py` links its lines, so that one taken out or altered is found.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import select

from casework.ids import CaseId
from casework.outcome import Fact
from storage.chain import Chain, Line
from storage.keys import HOUSE, KeyErased, KeyStore
from storage.session import Session
from storage.tables import FactRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: what happened, when, and its details."""

    kind: str
    at: datetime
    by: UUID | None
    details: dict[str, Any]


_adapters: dict[type[Fact], TypeAdapter[Any]] = {}
_details = TypeAdapter(dict[str, Any])


def _adapter(kind: type[Fact]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


class Journal:
    """The journal, seen through one transaction."""

    def __init__(self, session: Session, keys: KeyStore) -> None:
        self._session = session
        self._keys = keys
        self._chain = Chain(session, keys)
        self._waiting: list[Line] = []
        """Written and linked together, at the end: who writes waits for no other long."""

    async def add(self, fact: Fact) -> None:
        """Write a fact down."""
        owner: UUID = fact.case or fact.by or HOUSE
        seal, ref = await self._keys.seal_of(owner), uuid4()
        self._waiting.append(
            Line(
                ref=ref,
                owner_id=owner,
                case_id=fact.case,
                person_id=fact.by,
                kind=type(fact).__name__,
                at=fact.at,
                sealed=seal.close(
                    _adapter(type(fact)).dump_json(fact), f"journal:{ref}"
                ),
            )
        )

    async def write(self) -> None:
        """Link what is waiting to the chains, and put it into the table."""
        waiting, self._waiting = self._waiting, []
        await self._chain.lengthen(waiting)

    async def of_case(
        self, case: CaseId, since: datetime, kinds: tuple[str, ...] = ()
    ) -> list[Entry]:
        """Return what happened in a case since a moment, oldest first."""
        await self.write()
        query = select(*FactRow.__table__.columns).where(
            FactRow.case_id == case, FactRow.at >= since
        )
        if kinds:
            query = query.where(FactRow.kind.in_(kinds))
        rows = await self._session.rows(query.order_by(FactRow.id))
        return [await self._entry(row) for row in rows]

    async def has(self, case: CaseId, kind: str, since: datetime) -> bool:
        """Say whether something of a kind has happened in a case since a moment."""
        await self.write()
        found = select(FactRow.id).where(
            FactRow.case_id == case, FactRow.kind == kind, FactRow.at >= since
        )
        return await self._session.one(found.limit(1)) is not None

    async def of_kind(self, kind: str) -> list[Entry]:
        """Return every line of a kind that can still be read, oldest first."""
        query = select(*FactRow.__table__.columns).where(FactRow.kind == kind)
        found = []
        for row in await self._session.rows(query.order_by(FactRow.id)):
            with suppress(KeyErased):
                found.append(await self._entry(row))
        return found

    async def _entry(self, row: Any) -> Entry:
        seal = await self._keys.seal_of(row.owner_id)
        details = _details.validate_json(seal.open(row.sealed, f"journal:{row.ref}"))
        return Entry(row.kind, row.at, row.person_id, details)
