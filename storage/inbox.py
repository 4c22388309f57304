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
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from storage.columns import Moment
from storage.keys import HOUSE, KeyStore
from storage.session import Prepared, Session
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
WAITING = Prepared(
    select(InboxRow.id)
    .where(InboxRow.state == _waits)
    .order_by(InboxRow.received_at, InboxRow.id)
    .limit(bindparam("most"))
)
_CLAIM = Prepared(
    select(InboxRow.id, InboxRow.network, InboxRow.key, InboxRow.ref, InboxRow.sealed)
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
_HANDLED = Prepared(
    update(InboxRow).where(InboxRow.id == bindparam("number")),
    writes=("state", "handled_at", "sealed"),
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

    def __init__(self, session: Session, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now

    async def add(self, network: str, key: str, address: str, payload: bytes) -> bool:
        """Store what came in; False: it had come in before and changes nothing."""
        ref, seal = uuid4(), await self._keys.seal_of(HOUSE)
        stored = await self._session.one(
            _add(self._session.dialect.name),
            {
                "ref": ref,
                "network": network,
                "key": key,
                "queue": self._keys.blind(f"{network}:{address}"),
                "state": Came.WAITING,
                "received_at": self._now,
                "sealed": seal.close(payload, f"inbox:{ref}"),
            },
        )
        return stored is not None

    async def waiting(self, most: int) -> list[int]:
        """List what waits, oldest first."""
        return [row.id for row in await self._session.rows(WAITING, {"most": most})]

    async def claim(self, number: int) -> Received | None:
        """Take what waits under this number; None: gone, or not its turn yet.

        It is not its turn while its sender has something older waiting.
        """
        row = await self._session.row(_CLAIM, {"number": number})
        if row is None:
            return None
        seal = await self._keys.seal_of(HOUSE)
        return Received(
            id=row.id,
            network=row.network,
            key=row.key,
            payload=seal.open(row.sealed or b"", f"inbox:{row.ref}"),
        )

    async def handled(self, received: Received) -> None:
        """Mark as handled and erase the words."""
        done = {"state": Came.HANDLED, "handled_at": self._now, "sealed": None}
        await self._session.change(_HANDLED, {"number": received.id, **done})

    async def set_aside(self, received: Received, error: str) -> None:
        """Keep what could not be handled, so that everything else goes on."""
        await self._session.change(
            update(InboxRow)
            .where(InboxRow.id == received.id)
            .values(state=Came.SET_ASIDE, error=error[:200])
        )

    async def retry(self, received_id: int) -> bool:
        """Let something set aside be handled again; False: there is none."""
        done = await self._session.change(
            update(InboxRow)
            .where(InboxRow.id == received_id, InboxRow.state == Came.SET_ASIDE)
            .values(state=Came.WAITING)
        )
        return bool(done)

    async def aside(self) -> list[tuple[int, str, datetime, str]]:
        """List what was set aside: number, network, when, what went wrong."""
        rows = await self._session.rows(
            select(InboxRow.id, InboxRow.network, InboxRow.received_at, InboxRow.error)
            .where(InboxRow.state == Came.SET_ASIDE)
            .order_by(InboxRow.id)
        )
        return [(row.id, row.network, row.received_at, row.error or "") for row in rows]


@cache
def _add(dialect: str) -> Prepared:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return Prepared(
        insert(InboxRow).on_conflict_do_nothing().returning(InboxRow.id),
        writes=("ref", "network", "key", "queue", "state", "received_at", "sealed"),
    )


@cache
def next_received() -> Select[str, datetime]:
    """Select since when the oldest thing that came in has been waiting."""
    return select(
        literal("inbox"), func.min(InboxRow.received_at, type_=Moment())
    ).where(InboxRow.state == _waits)
