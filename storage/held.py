"""Messages that are held: nobody knows whether they arrived, so a person decides."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.ids import ShownId
from storage.posting import Post
from storage.tables import OutboxRow

Line = tuple[int, datetime, str, str]


class Held:
    """What is held, seen through one transaction."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session = session
        self._now = now

    async def all(self) -> list[Line]:
        """List what is held, oldest first: number, when, kind, why."""
        rows = await self._session.scalars(
            select(OutboxRow)
            .where(OutboxRow.state == Post.HELD)
            .order_by(OutboxRow.made_at, OutboxRow.id)
        )
        return [(row.id, row.made_at, row.kind, row.reason or "") for row in rows]

    async def decide(self, number: int, *, again: bool) -> bool:
        """Let a held message leave once more or forget it; False: it is not held."""
        row = await self._session.get(OutboxRow, number, with_for_update=True)
        if row is None or row.state != Post.HELD:
            return False
        if again:
            row.state, row.started_at, row.ended_at = Post.WAITING, None, None
            row.due_at = row.retry_at = row.lease_until = self._now
        else:
            row.state, row.sealed, row.ended_at = Post.DENIED, None, self._now
        return True

    async def withdraw(self, numbers: Collection[ShownId]) -> None:
        """Let messages leave no more that have not left for sure, and erase their words."""
        await self._session.execute(
            update(OutboxRow)
            .where(
                OutboxRow.id.in_(numbers),
                OutboxRow.state.in_((Post.WAITING, Post.HELD)),
            )
            .values(
                state=Post.DENIED,
                reason="recalled",
                sealed=None,
                ended_at=self._now,
            )
        )
