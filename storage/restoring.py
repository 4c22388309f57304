"""What must be done to a database that was put back, before it works again.

It is older than what people have on their phones: messages it holds as waiting may
have arrived, numbers it would give next may be taken, and calendars may know a later
state of a meeting than it does.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Delete,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.roundtables import OPEN
from storage.keys import HOUSE
from storage.posting import Post
from storage.tables import METADATA, OutboxRow, RoundtableRow
from storage.transaction import Transaction

REASON = "restored"
NUMBER_GAP = 1_000_000
"""More messages than can have been sent since the copy was made: no button of theirs
may come to stand for another message."""
_AT_ONCE = 5000
"""Owners named in one statement: PostgreSQL's driver takes no more than 32,767."""
SEQUENCE_GAP = 100
"""More often than any meeting can have been moved since the copy was made."""


async def drop_erased(connection: AsyncConnection, owners: Sequence[UUID]) -> None:
    """Drop what belongs to somebody whose key is destroyed: nobody can read it."""
    for table in METADATA.sorted_tables:
        if owned_by(table) is None:
            continue
        for first in range(0, len(owners), _AT_ONCE):
            some = owners[first : first + _AT_ONCE]
            await connection.execute(of_owners(table, some))


def owned_by(table: Table) -> ColumnElement[UUID] | None:
    """Return the column that says whose a table's rows are; None: they are nobody's."""
    return table.columns.get("owner_id", table.columns.get("person_id"))


def of_owners(table: Table, owners: Sequence[UUID]) -> Delete:
    """Return the statement that drops these owners' rows."""
    owner = owned_by(table)
    assert owner is not None  # noqa: S101 - asked before
    return delete(table).where(owner.in_(owners))


async def hold_what_waits(connection: AsyncConnection, now: datetime) -> int:
    """Hold every message that waits, for it may have arrived; return how many."""
    held = await connection.execute(
        update(OutboxRow)
        .where(OutboxRow.state == Post.WAITING)
        .values(state=Post.HELD, reason=REASON, ended_at=now)
    )
    return held.rowcount


async def number_on(connection: AsyncConnection, now: datetime) -> None:
    """Let new messages have numbers that none had, copied or lost since."""
    highest = await connection.scalar(select(func.max(OutboxRow.id))) or 0
    await connection.execute(
        insert(OutboxRow).values(
            id=highest + NUMBER_GAP,
            ref=uuid4(),
            owner_id=HOUSE,
            queue=REASON,
            lane=0,
            kind=REASON,
            state=Post.DENIED,
            reason=REASON,
            attempts=0,
            **dict.fromkeys(("made_at", "due_at", "retry_at", "lease_until"), now),
        )
    )
    if connection.dialect.name == "postgresql":
        for table in METADATA.sorted_tables:
            await _count_on(connection, table)


async def _count_on(connection: AsyncConnection, table: Table) -> None:
    counted = table.autoincrement_column
    if counted is not None:
        await connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', "  # noqa: S608 - our own names
                f"'{counted.name}'), GREATEST(max({counted.name}), 1)) "
                f"FROM {table.name}"
            )
        )


async def overtake_calendars(tx: Transaction) -> int:
    """Lift the sequence of every meeting to come above what calendars may have."""
    meetings = await tx.roundtables.where(RoundtableRow.state.in_(OPEN))
    for meeting in meetings:
        lifted = meeting.sequence + SEQUENCE_GAP
        await tx.roundtables.keep(replace(meeting, sequence=lifted))
    return len(meetings)
