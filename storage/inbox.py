"""The inbox: what came in, stored before it is acknowledged, handled once."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cache
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.columns import Moment
from storage.keys import HOUSE, KeyStore
from storage.tables import InboxRow


class Came(IntEnum):
    """Where something that came in stands."""

    WAITING = 0
    HANDLED = 1
    SET_ASIDE = 2
    """Our handling failed; an operator looks at it and may try again."""


_waits: ColumnElement[int] = literal_column(str(int(Came.WAITING)))
"""Written out: an index of what waits is no use where the state is a parameter."""
_earlier = aliased(InboxRow)
WAITING = (
    select(InboxRow.id)
    .where(InboxRow.state == _waits)
    .order_by(InboxRow.received_at, InboxRow.id)
    .limit(bindparam("most"))
)
_CLAIM = (
    select(InboxRow)
    .where(
        InboxRow.id == bindparam("number"),
        InboxRow.state == _waits,
        ~exists().where(
            _earlier.queue == InboxRow.queue,
            _earlier.state == _waits,
            _earlier.id < InboxRow.id,
        ),
    )
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One thing that came in, claimed for handling."""

    id: int
    network: str
    key: str
    payload: bytes


class Inbox:
    """The inbox, seen through one transaction."""

    def __init__(self, session: AsyncSession, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now
        self._claimed: InboxRow | None = None

    async def add(self, network: str, key: str, address: str, payload: bytes) -> bool:
        """Store what came in; False: it had come in before and changes nothing."""
        ref, seal = uuid4(), await self._keys.seal_of(HOUSE)
        dialect = self._session.get_bind().dialect.name
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        stored = await self._session.scalar(
            insert(InboxRow)
            .values(
                ref=ref,
                network=network,
                key=key,
                queue=self._keys.blind(f"{network}:{address}"),
                state=Came.WAITING,
                received_at=self._now,
                sealed=seal.close(payload, f"inbox:{ref}"),
            )
            .on_conflict_do_nothing()
            .returning(InboxRow.id)
        )
        return stored is not None

    async def waiting(self, most: int) -> list[int]:
        """List what waits, oldest first."""
        return list(await self._session.scalars(WAITING, {"most": most}))

    async def claim(self, number: int) -> Received | None:
        """Take what waits under this number; None: gone, or not its turn yet.

        It is not its turn while its sender has something older waiting.
        """
        row = await self._session.scalar(_CLAIM, {"number": number})
        if row is None:
            return None
        self._claimed = row
        seal = await self._keys.seal_of(HOUSE)
        return Received(
            id=row.id,
            network=row.network,
            key=row.key,
            payload=seal.open(row.sealed or b"", f"inbox:{row.ref}"),
        )

    async def handled(self, received: Received) -> None:
        """Mark as handled and erase the words."""
        row = await self._session.get_one(InboxRow, received.id)
        row.state = Came.HANDLED
        row.handled_at = self._now
        row.sealed = None

    async def set_aside(self, received: Received, error: str) -> None:
        """Keep what could not be handled, so that everything else goes on."""
        row = await self._session.get_one(InboxRow, received.id)
        row.state = Came.SET_ASIDE
        row.error = error[:200]

    async def retry(self, received_id: int) -> bool:
        """Let something set aside be handled again; False: there is none."""
        row = await self._session.get(InboxRow, received_id)
        if row is None or row.state != Came.SET_ASIDE:
            return False
        row.state = Came.WAITING
        return True

    async def aside(self) -> list[tuple[int, str, datetime, str]]:
        """List what was set aside: number, network, when, what went wrong."""
        rows = await self._session.scalars(
            select(InboxRow)
            .where(InboxRow.state == Came.SET_ASIDE)
            .order_by(InboxRow.id)
        )
        return [(row.id, row.network, row.received_at, row.error or "") for row in rows]


@cache
def next_received() -> Select[str, datetime]:
    """Select since when the oldest thing that came in has been waiting."""
    return select(
        literal("inbox"), func.min(InboxRow.received_at, type_=Moment())
    ).where(InboxRow.state == _waits)
