"""Posts of a group that are kept back."""

from datetime import datetime

from sqlalchemy import func, select, update

from casework.ids import GroupId
from storage.posting import Post, group_queue
from storage.session import Session
from storage.tables import OutboxRow


class GroupPosts:
    """The posts of groups, seen through one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now

    async def waiting(self, group: GroupId) -> int:
        """Count the posts that are kept back."""
        count = await self._session.one(
            select(func.count())
            .select_from(OutboxRow)
            .where(
                OutboxRow.queue == group_queue(group), OutboxRow.state == Post.WAITING
            )
        )
        return count or 0

    async def bring_forward(self, group: GroupId) -> None:
        """Let what was kept back be looked at again now."""
        await self._change(group, due_at=self._now)

    async def drop(self, group: GroupId) -> None:
        """Withdraw what is kept back."""
        await self._change(group, state=Post.DENIED, sealed=None, ended_at=self._now)

    async def _change(self, group: GroupId, **values: object) -> None:
        await self._session.change(
            update(OutboxRow)
            .where(
                OutboxRow.queue == group_queue(group), OutboxRow.state == Post.WAITING
            )
            .values(**values)
        )
