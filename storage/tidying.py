"""Tidying up what nobody needs any more."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.channel_rows import LinkRow, TicketRow
from storage.tables import FormRow

KEEP_FORMS = timedelta(days=30)
KEEP_LINKS = timedelta(days=30)


async def checkpoint(engine: AsyncEngine) -> None:
    """Empty SQLite's log into its file, where deleted text is overwritten."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute(  # type: ignore[union-attr]  # aiosqlite's
            "PRAGMA wal_checkpoint(TRUNCATE)"
        )


async def tidy(engine: AsyncEngine, now: datetime) -> None:
    """Delete forms that were finished or given up, and links that stopped working."""
    async with engine.begin() as connection:
        await connection.execute(
            delete(FormRow).where(
                FormRow.state == "done", FormRow.created_at < now - KEEP_FORMS
            )
        )
        await connection.execute(
            delete(LinkRow).where(
                (LinkRow.revoked_at < now - KEEP_LINKS)
                | (LinkRow.expires_at < now - KEEP_LINKS)
            )
        )
        await connection.execute(
            delete(TicketRow).where(TicketRow.created_at < now - KEEP_LINKS)
        )
