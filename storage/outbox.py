"""The outbox: what is to be said, kept until it has been said.

The order of statements, the lease, the mark before sending and the fence are
those of the reference design (docs/adr/0003).
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import ValidationError
from sqlalchemy import ColumnElement, update

from casework.ids import CaseId, PersonId, ShownId
from casework.outcome import Lane, Outgoing, WhenUnknown
from storage.keys import HOUSE, KeyErased, KeyStore
from storage.parcels import Aside, Parcel, Shown, Start, adapter, aside_of, shown_of
from storage.posting import (
    BY_ID,
    BY_REF,
    FORWARD,
    LEASE,
    LONGEST,
    OF_LANE,
    SET_BACK,
    SHARE,
    UNASKED,
    Post,
    added,
    claimed,
    ours,
    queue_of,
    reader_of,
)
from storage.sealing import SealBroken
from storage.session import Session
from storage.tables import OutboxRow

logger = logging.getLogger(__name__)


class Outbox:
    """The outbox, seen through one transaction."""

    def __init__(
        self,
        session: Session,
        keys: KeyStore,
        now: datetime,
        *,
        held: bool = False,
    ) -> None:
        self._session = session
        self._keys = keys
        self._now = now
        self._first = Post.HELD if held else Post.WAITING
        """Where a new message stands: held, while a restored past is made up for."""
        self._shown: dict[int, Shown | None] = {}
        """What was looked up in this transaction and has not changed since."""
        self.aside: Aside | None = None
        """The group in which the asking was done that is answered in this turn."""
        self.newly_held: list[Parcel] = []
        """What this transaction found out nobody knows of whether it arrived."""

    async def add(self, message: Outgoing, due_at: datetime | None = None) -> None:
        """Put a message into the outbox, to leave once this transaction commits."""
        kind, ref = type(message).__name__, uuid4()
        person, case = reader_of(message)
        aside = self.aside if message.lane is Lane.REPLY and person else None
        owner: UUID = case or person or HOUSE
        seal = await self._keys.seal_of(owner)
        row = {
            "ref": ref,
            "owner_id": owner,
            "queue": queue_of(message, self._keys),
            "lane": message.lane,
            "kind": kind,
            "person_id": person,
            "case_id": case,
            "state": self._first,
            "made_at": self._now,
            "due_at": due_at or self._now,
            "retry_at": self._now,
            "lease_until": self._now,
            "attempts": 0,
            "asked_in": aside.group if aside else None,
            "asked_by": aside.by if aside else None,
            "sealed": seal.close(adapter(kind).dump_json(message), f"outbox:{ref}"),
        }
        await self._session.change(added(*row), row)

    async def due(
        self, now: datetime, most: int, once: frozenset[str] = frozenset()
    ) -> list[Parcel]:
        """Take the messages that may leave now, and keep others off them.

        A message waits for the earlier ones of its reader and lane. They are
        held until this transaction ends; `start` holds them for longer. The
        networks of `once` show a message once, however often it is sent.
        """
        rows = await self._most_wanted(now, most)
        parcels = [await self._parcel(row, now, once) for row in rows]
        return [parcel for parcel in parcels if parcel is not None]

    async def _most_wanted(self, now: datetime, most: int) -> Sequence[Any]:
        """Return the most urgent, and among them who has waited longest of all.

        Urgent messages alone could fill every round: a part of each belongs to
        whoever has waited longest, or a digest might never leave.
        """
        longest = await self._session.rows(LONGEST, {"now": now, "most": most})
        if len(longest) < most:  # all there is
            return sorted(longest, key=lambda row: (row.lane, row.due_at, row.id))
        longest = longest[: most // SHARE]
        taken = {row.id for row in longest}
        others = [r for r in await self._urgent(now, most) if r.id not in taken]
        return [*longest, *others[: most - len(longest)]]

    async def _urgent(self, now: datetime, most: int) -> list[Any]:
        found: list[Any] = []
        for lane in Lane:
            wanted = {"now": now, "lane": lane, "most": most - len(found)}
            found += await self._session.rows(OF_LANE, wanted)
            if len(found) == most:
                break
        return found

    async def _parcel(
        self, row: Any, now: datetime, once: frozenset[str]
    ) -> Parcel | None:
        try:
            message = await self._message(row)
        except (KeyErased, SealBroken, KeyError, ValidationError) as error:
            logger.warning("unreadable", extra={"parcel": row.id})
            await self._end(row.id, Post.FAILED, type(error).__name__, now)
            return None
        unknown = row.started_at is not None and row.network not in once
        if unknown and message.when_unknown is WhenUnknown.HOLD:
            # Its carrier died while sending: it must not leave twice.
            logger.warning("held", extra={"parcel": row.id})
            await self._end(row.id, Post.HELD, "unknown", now)
            self.newly_held.append(_parcel(row, message))
            return None
        return _parcel(row, message)

    async def _message(self, row: Any) -> Outgoing:
        seal = await self._keys.seal_of(row.owner_id)
        words = seal.open(row.sealed or b"", f"outbox:{row.ref}")
        message: Outgoing = adapter(row.kind).validate_json(words)
        return message

    async def start(self, starts: Iterable[Start], carrier: str, now: datetime) -> None:
        """Note, just before sending, that these may arrive from now on.

        The hold lapses after the lease: what a dead carrier held is taken again.
        """
        for start in starts:
            await self._change(
                start.parcel.id,
                attempts=start.parcel.attempts,
                lease_until=now + LEASE,
                owner=carrier,
                started_at=now,
                network=start.network,
                actions=start.actions,
            )

    async def sent(
        self, parcel: Parcel, carrier: str, message_ref: str, now: datetime
    ) -> bool:
        """Mark a message as delivered and erase its words; False: not ours any more.

        After the network's reference, those of what it showed before it may follow.
        """
        ref, _, parts = message_ref.partition(" ")
        return await self._ours(
            parcel,
            carrier,
            sealed=None,
            ended_at=now,
            state=Post.SENT,
            message_ref=ref,
            parts=parts.split() or None,
        )

    async def give_up(
        self, parcel: Parcel, carrier: str, state: Post, reason: str, now: datetime
    ) -> bool:
        """Stop trying, for the reason given, and erase the words unless it is held."""
        return await self._ours(parcel, carrier, **_ended(state, reason, now))

    async def put_off(
        self, parcel: Parcel, carrier: str, until: datetime, *, counts: bool = True
    ) -> bool:
        """Let a message wait after a failed attempt, and its followers with it."""
        return await self._ours(
            parcel,
            carrier,
            retry_at=until,
            lease_until=self._now,
            started_at=None,
            attempts=parcel.attempts if counts else parcel.attempts - 1,
        )

    async def deny(
        self, parcel: Parcel, state: Post, reason: str, now: datetime
    ) -> None:
        """Stop a message taken in this transaction before it was sent."""
        await self._end(parcel.id, state, reason, now)

    async def postpone(self, parcel: Parcel, until: datetime) -> None:
        """Let a message taken in this transaction leave later, at its own time."""
        await self._change(parcel.id, due_at=until)

    async def hold_back(self, parcel: Parcel, until: datetime) -> None:
        """Let a message taken in this transaction wait: its network takes nothing."""
        await self._change(parcel.id, retry_at=until, lease_until=self._now)

    async def rest(self, parcel: Parcel, until: datetime) -> None:
        """Let a message taken in this transaction be tried again, before the next."""
        await self._change(
            parcel.id,
            attempts=parcel.attempts,
            retry_at=until,
            lease_until=self._now,
        )

    async def shown(self, shown: ShownId) -> Shown | None:
        """Return what was shown under this number, or None."""
        if shown not in self._shown:
            row = await self._session.row(BY_ID, {"shown": shown})
            self._shown[shown] = None if row is None else shown_of(row)
        return self._shown[shown]

    async def shown_as(self, network: str, message_ref: str) -> Shown | None:
        """Return what a network shows under its own reference, or None."""
        place = {"network": network, "message_ref": message_ref}
        row = await self._session.row(BY_REF, place)
        return None if row is None else shown_of(row)

    async def unasked_since(self, person: PersonId, since: datetime) -> int:
        """Count what was sent to a person without their asking since a moment (R43)."""
        asked = {"reader": person, "since": since}
        return int(await self._session.one(UNASKED, asked))

    async def drop_waiting(self, person: PersonId, case: CaseId | None) -> None:
        """Withdraw what waits for a person: of one case, or everything unasked."""
        conditions = [OutboxRow.person_id == person]
        if case is not None:
            conditions.append(OutboxRow.case_id == case)
        await self._drop(*conditions)

    async def drop_case(self, case: CaseId) -> None:
        """Withdraw everything unasked that waits in one case, for whomever it is."""
        await self._drop(OutboxRow.case_id == case)

    async def _drop(self, *conditions: ColumnElement[bool]) -> None:
        await self._session.change(
            update(OutboxRow)
            .where(
                *conditions,
                OutboxRow.state == Post.WAITING,
                OutboxRow.lane != Lane.REPLY,
            )
            .values(state=Post.DENIED, sealed=None, ended_at=self._now)
        )

    async def bring_forward(self, person: PersonId) -> None:
        """Let what was put off for a person be looked at again now."""
        await self._session.change(FORWARD, {"reader": person, "now": self._now})

    async def _end(self, number: int, state: Post, reason: str, now: datetime) -> None:
        await self._change(number, **_ended(state, reason, now))

    async def _change(self, number: int, **values: Any) -> None:
        self._shown.pop(number, None)
        await self._session.change(claimed(*values), {"parcel": number, **values})

    async def clock_set_back(self, now: datetime) -> int:
        """Free what was under way when the clock was ahead; return how much it was."""
        return await self._session.change(
            SET_BACK, {"now": now, "whole_lease": now + LEASE}
        )

    async def _ours(self, parcel: Parcel, carrier: str, **values: Any) -> bool:
        self._shown.pop(parcel.id, None)
        held = {"parcel": parcel.id, "carrier": carrier}
        return bool(await self._session.change(ours(*values), {**held, **values}))


def _parcel(row: Any, message: Outgoing) -> Parcel:
    return Parcel(
        id=ShownId(row.id),
        attempts=row.attempts + 1,
        made_at=row.made_at,
        message=message,
        aside=aside_of(row),
    )


def _ended(state: Post, reason: str, now: datetime) -> dict[str, Any]:
    ended: dict[str, Any] = {"state": state, "reason": reason[:60], "ended_at": now}
    if state is not Post.HELD:
        ended["sealed"] = None
    return ended
