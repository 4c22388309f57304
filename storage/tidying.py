"""Deleting what has served its term: copies of messages, spent forms and links."""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.orm import aliased

from storage.channel_rows import LinkRow, TicketRow
from storage.inbox import Came
from storage.posting import Post
from storage.rows import Base
from storage.tables import FormRow, InboxRow, OutboxRow
from storage.web_rows import WebBubbleRow, WebFileRow

_SETTLED = (Post.SENT, Post.FAILED, Post.DENIED)
_later = aliased(WebBubbleRow)

Due = dict[Table, ColumnElement[bool]]
"""What goes of each table."""


async def checkpoint(engine: AsyncEngine) -> None:
    """Empty SQLite's log into its file, where deleted text is overwritten."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        done = await raw.driver_connection.execute(  # type: ignore[union-attr]  # aiosqlite's
            "PRAGMA wal_checkpoint(TRUNCATE)"
        )
        # Read to its end: a statement that stays open forbids the next commit.
        await done.fetchall()


def copies(before: datetime) -> Due:
    """Return what is left of messages that were over before a moment.

    What waits for a person stays, the last number too, or it would be given again,
    and that a mail about a meeting went out, for its end must be mailed as well.
    """
    outbox = (
        OutboxRow.state.in_(_SETTLED)
        & (OutboxRow.ended_at < before)
        & (OutboxRow.id < select(func.max(OutboxRow.id)).scalar_subquery())
        & OutboxRow.queue.not_like("m:%")
    )
    inbox = (
        (InboxRow.state == Came.HANDLED)
        & (InboxRow.handled_at < before)
        & (InboxRow.id < select(func.max(InboxRow.id)).scalar_subquery())
    )
    newer = select(_later.id).where(
        _later.chat == WebBubbleRow.chat, _later.change > WebBubbleRow.change
    )
    bubbles = (WebBubbleRow.at < before) & newer.exists()
    files = WebFileRow.bubble_id.in_(select(WebBubbleRow.id).where(bubbles))
    return {
        _table(WebFileRow): files,
        _table(WebBubbleRow): bubbles,
        _table(OutboxRow): outbox,
        _table(InboxRow): inbox,
    }


def spent(before: datetime) -> Due:
    """Return the forms and links that were used up before a moment."""
    return {
        _table(FormRow): (FormRow.state == "done") & (FormRow.created_at < before),
        _table(LinkRow): (LinkRow.revoked_at < before) | (LinkRow.expires_at < before),
        _table(TicketRow): TicketRow.created_at < before,
    }


async def count(engine: AsyncEngine, due: Due) -> int:
    """Count what would go."""
    async with engine.connect() as connection:
        return sum([await _count(connection, *each) for each in due.items()])


async def drop(engine: AsyncEngine, due: Due) -> int:
    """Delete what is due; return how much it was."""
    gone = 0
    async with engine.begin() as connection:
        for table, condition in due.items():
            gone += (await connection.execute(delete(table).where(condition))).rowcount
    return gone


async def _count(
    connection: AsyncConnection, table: Table, condition: ColumnElement[bool]
) -> int:
    query = select(func.count()).select_from(table).where(condition)
    return await connection.scalar(query) or 0


def _table(row: type[Base]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)  # noqa: S101 - every row has one
    return table
