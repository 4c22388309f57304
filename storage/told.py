"""What was said to somebody: asked of the outbox, by the kind of message alone."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from casework.ids import PersonId
from storage.parcels import Shown, shown_of
from storage.posting import SHOWN, Post
from storage.tables import OutboxRow
from storage.transaction import Transaction


async def waits(tx: Transaction, person: PersonId, kind: str) -> bool:
    """Say whether a message of this kind is still on its way to a person."""
    query = select(OutboxRow.id).where(
        OutboxRow.queue == f"p:{person}",
        OutboxRow.state == Post.WAITING,
        OutboxRow.kind == kind,
    )
    return await tx.one(query) is not None


async def lately(tx: Transaction, person: PersonId, kind: str, since: datetime) -> bool:
    """Say whether a message of this kind has reached a person since a moment."""
    query = select(OutboxRow.id).where(
        OutboxRow.person_id == person,
        OutboxRow.ended_at >= since,
        OutboxRow.kind == kind,
    )
    return await tx.one(query.limit(1)) is not None


async def shown_since(
    tx: Transaction, person: PersonId, kinds: Iterable[str], since: datetime
) -> list[Shown]:
    """Return what of these kinds was shown to a person since a moment, oldest first."""
    query = (
        select(*SHOWN)
        .where(
            OutboxRow.person_id == person,
            OutboxRow.ended_at >= since,
            OutboxRow.state == Post.SENT,
            OutboxRow.kind.in_(list(kinds)),
        )
        .order_by(OutboxRow.id)
    )
    return [shown_of(row) for row in await tx.rows(query)]
