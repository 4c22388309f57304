"""The outbox: what is to be said, kept until it has been said.

The order of statements, the lease, the mark before sending and the fence are
those of the reference design (docs/adr/0003).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from casework.catalogue import MESSAGES
from casework.ids import CaseId, PersonId, ShownId
from casework.outcome import (
    Lane,
    Message,
    Outgoing,
    StrangerNote,
    TeamPost,
    WhenUnknown,
)
from storage.columns import Moment
from storage.keys import HOUSE, KeyStore
from storage.tables import OutboxRow

LEASE = timedelta(seconds=60)
"""How long a carrier may take before another takes its message."""


class Post(IntEnum):
    """Where a message stands."""

    WAITING = 0
    SENT = 1
    FAILED = 2
    """Given up; the case manager or the operator sees it."""
    HELD = 3
    """Nobody knows whether it arrived; a person decides."""
    DENIED = 4
    """The right to read it was gone when it was to leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message claimed for delivery."""

    id: ShownId
    attempts: int
    made_at: datetime
    message: Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message that was shown, with what its buttons do."""

    id: ShownId
    kind: str
    person: PersonId | None
    case: CaseId | None
    actions: tuple[Any, ...]
    network: str | None
    message_ref: str | None


_adapters: dict[str, TypeAdapter[Any]] = {}


def _adapter(kind: str) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(MESSAGES[kind])
    return _adapters[kind]


class Outbox:
    """The outbox, seen through one transaction."""

    def __init__(self, session: AsyncSession, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now
        self._claimed: OutboxRow | None = None

    async def add(self, message: Outgoing, due_at: datetime | None = None) -> None:
        """Put a message into the outbox, to leave once this transaction commits."""
        kind, ref = type(message).__name__, uuid4()
        person, case = _reader(message)
        owner: UUID = case or person or HOUSE
        seal = await self._keys.seal_of(owner)
        self._session.add(
            OutboxRow(
                ref=ref,
                owner_id=owner,
                queue=self._queue(message),
                lane=message.lane,
                kind=kind,
                person_id=person,
                case_id=case,
                state=Post.WAITING,
                made_at=self._now,
                due_at=due_at or self._now,
                retry_at=self._now,
                lease_until=self._now,
                attempts=0,
                sealed=seal.close(_adapter(kind).dump_json(message), f"outbox:{ref}"),
            )
        )

    async def claim(self, now: datetime, carrier: str) -> Parcel | None:
        """Take the next message that may leave now, and keep others off it.

        A message waits for the earlier ones of its reader and lane. The claim
        lapses after the lease: what a dead carrier held is taken again.
        """
        row = await self._session.scalar(
            select(OutboxRow)
            .where(_may_leave(now))
            .order_by(OutboxRow.lane, OutboxRow.due_at, OutboxRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None or row.sealed is None:
            return None
        row.attempts += 1
        row.lease_until = now + LEASE
        row.owner = carrier
        self._claimed = row
        seal = await self._keys.seal_of(row.owner_id)
        message = _adapter(row.kind).validate_json(
            seal.open(row.sealed, f"outbox:{row.ref}")
        )
        return Parcel(
            id=ShownId(row.id),
            attempts=row.attempts,
            made_at=row.made_at,
            message=message,
        )

    async def mark_started(
        self, parcel: Parcel, network: str, actions: list[Any], now: datetime
    ) -> None:
        """Note, just before sending, that it may arrive from now on."""
        row = await self._session.get_one(OutboxRow, parcel.id)
        row.started_at = now
        row.network = network
        row.actions = actions

    async def sent(
        self, parcel: Parcel, carrier: str, message_ref: str, now: datetime
    ) -> bool:
        """Mark a message as delivered and erase its words; False: not ours any more."""
        return await self._end(
            parcel, carrier, now, state=Post.SENT, message_ref=message_ref
        )

    async def give_up(
        self, parcel: Parcel, carrier: str, state: Post, reason: str, now: datetime
    ) -> bool:
        """Stop trying, for the reason given, and erase the words."""
        return await self._end(parcel, carrier, now, state=state, reason=reason)

    async def put_off(self, parcel: Parcel, carrier: str, until: datetime) -> None:
        """Let a message wait after a failed attempt, and its followers with it."""
        await self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == parcel.id, OutboxRow.owner == carrier)
            .values(retry_at=until, lease_until=self._now)
        )

    async def postpone(self, parcel: Parcel, until: datetime) -> None:
        """Let a message leave later, without counting an attempt."""
        await self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == parcel.id)
            .values(
                due_at=until,
                lease_until=self._now,
                owner=None,
                attempts=OutboxRow.attempts - 1,
            )
        )

    async def hold_unknown(self, now: datetime) -> int:
        """Set aside what must never leave twice and may have left; return how many."""
        kinds = [
            name
            for name, kind in MESSAGES.items()
            if kind.when_unknown is WhenUnknown.HOLD  # type: ignore[attr-defined]
        ]
        held = await self._session.execute(
            update(OutboxRow)
            .where(
                OutboxRow.state == Post.WAITING,
                OutboxRow.kind.in_(kinds),
                OutboxRow.started_at.is_not(None),
                OutboxRow.lease_until < now,
                OutboxRow.retry_at <= OutboxRow.started_at,
            )
            .values(state=Post.HELD, ended_at=now)
        )
        return held.rowcount  # type: ignore[attr-defined,no-any-return]

    async def shown(self, shown: ShownId) -> Shown | None:
        """Return what was shown under this number, or None."""
        row = await self._session.get(OutboxRow, shown)
        return None if row is None else _shown(row)

    async def shown_as(self, network: str, message_ref: str) -> Shown | None:
        """Return what a network shows under its own reference, or None."""
        row = await self._session.scalar(
            select(OutboxRow).where(
                OutboxRow.network == network, OutboxRow.message_ref == message_ref
            )
        )
        return None if row is None else _shown(row)

    async def unasked_since(self, person: PersonId, since: datetime) -> int:
        """Count what was sent to a person without their asking since a moment (R43)."""
        count = await self._session.scalar(
            select(func.count())
            .select_from(OutboxRow)
            .where(
                OutboxRow.person_id == person,
                OutboxRow.lane == Lane.PROMPT,
                OutboxRow.state == Post.SENT,
                OutboxRow.ended_at >= since,
            )
        )
        return count or 0

    async def drop_waiting(self, person: PersonId, case: CaseId | None) -> None:
        """Withdraw what waits for a person: of one case, or everything unasked."""
        query = update(OutboxRow).where(
            OutboxRow.person_id == person,
            OutboxRow.state == Post.WAITING,
            OutboxRow.lane != Lane.REPLY,
        )
        if case is not None:
            query = query.where(OutboxRow.case_id == case)
        await self._session.execute(
            query.values(state=Post.DENIED, sealed=None, ended_at=self._now)
        )

    async def _end(
        self, parcel: Parcel, carrier: str, now: datetime, **values: Any
    ) -> bool:
        done = await self._session.execute(
            update(OutboxRow)
            .where(
                OutboxRow.id == parcel.id,
                OutboxRow.owner == carrier,
                OutboxRow.state == Post.WAITING,
            )
            .values(sealed=None, ended_at=now, **values)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def _queue(self, message: Outgoing) -> str:
        match message:
            case Message():
                return f"p:{message.to}"
            case TeamPost():
                return f"t:{message.case}"
            case StrangerNote():
                return "s:" + self._keys.blind(f"{message.network}:{message.address}")


def _reader(message: Outgoing) -> tuple[PersonId | None, CaseId | None]:
    match message:
        case Message():
            return message.to, message.case
        case TeamPost():
            return None, message.case
        case StrangerNote():
            return None, None


def _may_leave(now: datetime) -> ColumnElement[bool]:
    earlier = aliased(OutboxRow)
    return and_(
        OutboxRow.state == Post.WAITING,
        OutboxRow.due_at <= now,
        OutboxRow.retry_at <= now,
        OutboxRow.lease_until <= now,
        ~exists().where(
            earlier.queue == OutboxRow.queue,
            earlier.lane == OutboxRow.lane,
            earlier.state == Post.WAITING,
            earlier.due_at <= now,
            earlier.id < OutboxRow.id,
        ),
    )


def _shown(row: OutboxRow) -> Shown:
    return Shown(
        id=ShownId(row.id),
        kind=row.kind,
        person=None if row.person_id is None else PersonId(row.person_id),
        case=None if row.case_id is None else CaseId(row.case_id),
        actions=tuple(row.actions or ()),
        network=row.network,
        message_ref=row.message_ref,
    )


def next_post(session: AsyncSession) -> Select[str, datetime]:
    """Select when the next waiting message wants to leave."""
    later = func.max if session.get_bind().dialect.name == "sqlite" else func.greatest
    leaves_at = later(
        OutboxRow.due_at, OutboxRow.retry_at, OutboxRow.lease_until, type_=Moment()
    )
    return select(literal("outbox"), func.min(leaves_at, type_=Moment())).where(
        OutboxRow.state == Post.WAITING
    )
