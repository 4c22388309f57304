"""Messages that are held: nobody knows whether they arrived, so a person decides."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from casework.ids import ShownId
from storage.posting import Post
from storage.session import Session
from storage.tables import OutboxRow

Line = tuple[int, datetime, str, str]


class Held:
    """What is held, seen through one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now

    async def all(self) -> list[Line]:
        """List what is held, oldest first: number, when, kind, why."""
        rows = await self._session.rows(
            select(OutboxRow.id, OutboxRow.made_at, OutboxRow.kind, OutboxRow.reason)
            .where(OutboxRow.state == Post.HELD)
            .order_by(OutboxRow.made_at, OutboxRow.id)
        )
        return [(row.id, row.made_at, row.kind, row.reason or "") for row in rows]

    async def decide(self, number: int, *, again: bool) -> bool:
        """Let a held message leave once more or forget it; False: it is not held."""
        decided: dict[str, object] = {
            "state": Post.DENIED,
            "sealed": None,
            "ended_at": self._now,
        }
        if again:
            now = ("due_at", "retry_at", "lease_until")
            decided = {
                "state": Post.WAITING,
                "started_at": None,
                "ended_at": None,
                **dict.fromkeys(now, self._now),
            }
        held = update(OutboxRow).where(
            OutboxRow.id == number, OutboxRow.state == Post.HELD
        )
        return bool(await self._session.change(held.values(**decided)))

    async def withdraw(self, numbers: Collection[ShownId]) -> None:
        """Let messages leave no more that have not left for sure, and erase their words."""
        await self._session.change(
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
