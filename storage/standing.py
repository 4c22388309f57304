"""How far the program is behind, read from what waits; nothing personal is opened."""

from datetime import datetime

from sqlalchemy import func, select

from casework.alarms import Standing
from storage.columns import Moment
from storage.inbox import Came
from storage.posting import Post
from storage.session import Session
from storage.tables import InboxRow, OutboxRow


async def of_messages(session: Session, now: datetime) -> Standing:
    """Return what waits in the inbox and the outbox, since when, and how much is aside."""
    earliest = func.min(OutboxRow.due_at, type_=Moment())
    waits = (OutboxRow.state == Post.WAITING, OutboxRow.due_at <= now)
    received = func.min(InboxRow.received_at, type_=Moment())
    return Standing(
        undelivered_since=await session.one(select(earliest).where(*waits)),
        unhandled_since=await session.one(
            select(received).where(InboxRow.state == Came.WAITING)
        ),
        set_aside=await _count(session, InboxRow, Came.SET_ASIDE),
        held=await _count(session, OutboxRow, Post.HELD),
    )


async def _count(session: Session, row: type[InboxRow | OutboxRow], state: int) -> int:
    counted = select(func.count()).select_from(row).where(row.state == state)
    return await session.one(counted) or 0
