"""What went to whom: asked of the outbox, to take back what went to the wrong place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from casework.ids import CaseId, PersonId, ShownId
from storage.posting import Post
from storage.tables import OutboxRow
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message on its way to somebody, or there."""

    id: ShownId
    kind: str
    person: PersonId
    made_at: datetime
    network: str
    ended_at: datetime | None
    state: Post


_EVERY = OutboxRow.__table__.columns
_ON_ITS_WAY = (Post.WAITING, Post.SENT, Post.HELD)


async def to_person(
    tx: Transaction, case: CaseId, person: PersonId, kinds: Collection[str], most: int
) -> list[Sent]:
    """Return the newest messages of these kinds that a person got in a case."""
    query = (
        select(*_EVERY)
        .where(
            OutboxRow.person_id == person,
            or_(OutboxRow.case_id == case, OutboxRow.case_id.is_(None)),
            OutboxRow.kind.in_(kinds),
            OutboxRow.state.in_(_ON_ITS_WAY),
        )
        .order_by(OutboxRow.id.desc())
        .limit(most)
    )
    return [_sent(row) for row in await tx.rows(query)]


async def alike(tx: Transaction, sent: ShownId) -> list[Sent]:
    """Return what was made at one moment for several: one message, to all its readers."""
    row = await tx.row(select(*_EVERY).where(OutboxRow.id == sent))
    if row is None:
        return []
    query = select(*_EVERY).where(
        OutboxRow.case_id.is_(None)
        if row.case_id is None
        else OutboxRow.case_id == row.case_id,
        OutboxRow.kind == row.kind,
        OutboxRow.made_at == row.made_at,
        OutboxRow.state.in_(_ON_ITS_WAY),
        OutboxRow.person_id.is_not(None),
    )
    same = [_sent(each) for each in await tx.rows(query.order_by(OutboxRow.id))]
    return same if row.case_id else [each for each in same if each.id == sent]


def _sent(row: Any) -> Sent:
    return Sent(
        id=ShownId(row.id),
        kind=row.kind,
        person=PersonId(row.person_id or UUID(int=0)),
        made_at=row.made_at,
        network=row.network or "",
        ended_at=row.ended_at,
        state=Post(row.state),
    )
