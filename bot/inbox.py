"""Where everything that comes in lands, from whichever network."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from bot.commands import canonical
from bot.pace import PER_WINDOW, Pace, Watch
from bot.ports import Raw
from casework import notices
from casework.notices import Apologise
from casework.personal_code import holds_personal_code
from casework.refusals import WritesTooFast
from handlers.dispatch import dispatch
from handlers.incoming import Incoming
from handlers.refusing import Refused, after_refusal
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage.conflicts import Conflict, Unavailable
from storage.database import Database
from storage.inbox import Received
from storage.transaction import Transaction

logger = logging.getLogger(__name__)

Beside = Callable[[Transaction], Awaitable[None]]
Reader = Callable[[bytes], Incoming | None]
"""Reads what a network wrote; None where nothing of it is meant for us."""

_incoming = TypeAdapter(Incoming)

TRIES = 3
"""How often a turn is tried whose things others keep changing."""
AT_ONCE = 100
"""How many things are handled before the clock and the outbox have their turn."""


class Inbox:
    """Stores what comes in before it is acknowledged, and handles it once."""

    def __init__(
        self,
        database: Database,
        office: Office,
        clock: Clock,
        per_window: int = PER_WINDOW,
        readers: Mapping[str, Reader] | None = None,
    ) -> None:
        self._readers = readers or {}
        self._database = database
        self._office = office
        self._clock = clock
        self._watch = Watch(per_window)

    async def receive(self, incoming: Incoming, beside: Beside | None = None) -> bool:
        """Store one thing that came in; False: it had come in before.

        When this returns, nothing of it can be lost any more. What a network
        keeps `beside` it is stored in the same transaction.
        """
        if incoming.from_bot:
            return False
        if not await self._in_time(incoming.network, incoming.address):
            return False
        kept = _fit_to_keep(incoming)
        async with self._database.transaction(self._clock()) as tx:
            if beside is not None:
                await beside(tx)
            return await tx.inbox.add(
                kept.network, kept.key, kept.address, _incoming.dump_json(kept)
            )

    async def receive_raw(self, came: Sequence[Raw]) -> list[Raw]:
        """Store things as their network wrote them, in one transaction.

        Returns those that had not come in before.
        """
        kept = [raw for raw in came if await self._raw_in_time(raw)]
        if not kept:
            return []
        async with self._database.transaction(self._clock()) as tx:
            return [
                raw
                for raw in kept
                if await tx.inbox.add(raw.network, raw.key, raw.address, raw.payload)
            ]

    async def _raw_in_time(self, raw: Raw) -> bool:
        if not raw.paced:
            return True
        return await self._in_time(raw.network, raw.speaker or raw.address)

    async def _in_time(self, network: str, address: str) -> bool:
        """Tell once who writes like a machine, then be silent until it calms."""
        now = self._clock()
        pace = self._watch.look(f"{network}:{address}", now)
        if pace is Pace.FIRST_TOO_FAST:
            async with self._database.transaction(now) as tx:
                person = await tx.addresses.person_at(network, address)
                if person is not None:
                    await tx.outbox.add(notices.refused(person, WritesTooFast()))
        return pace is Pace.GOOD

    async def work(self) -> None:
        """Handle what waits; a sender's later words after the earlier ones."""
        async with self._database.reading(self._clock()) as tx:
            waiting = await tx.inbox.waiting(AT_ONCE)
        for number in waiting:
            await self._one(number)

    async def _one(self, number: int) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                await self._handle(number, last=attempt == TRIES)
                return
            except Conflict:
                logger.info("conflict", extra={"inbox": number, "attempt": attempt})

    async def _handle(self, number: int, *, last: bool) -> None:
        now = self._clock()
        received: Received | None = None
        try:
            async with self._database.transaction(now) as tx:
                received = await tx.inbox.claim(number)
                if received is None:
                    return
                incoming = self._read(received)
                if incoming is not None:
                    await dispatch(Turn(tx, now, self._office), incoming)
                await tx.inbox.handled(received)
        except Refused as refused:
            await self._refuse(received, refused)
        except Unavailable:
            raise
        except Exception as error:
            if received is None or (isinstance(error, Conflict) and not last):
                raise
            await self._set_aside(received, error)

    async def _refuse(self, received: Received | None, refused: Refused) -> None:
        assert received is not None  # noqa: S101 - refused means it was claimed
        logger.info(
            "refused",
            extra={"inbox": received.id, "why": type(refused.refusal).__name__},
        )
        now = self._clock()
        async with self._database.transaction(now) as tx:
            await tx.inbox.handled(received)
            await after_refusal(Turn(tx, now, self._office), refused)

    async def _set_aside(self, received: Received, error: Exception) -> None:
        """Keep what our own fault stopped; tell its sender that nothing is lost."""
        logger.exception("set aside", extra={"inbox": received.id})
        async with self._database.transaction(self._clock()) as tx:
            await tx.inbox.set_aside(received, type(error).__name__)
            incoming = self._read_if_possible(received)
            if incoming is None:
                return
            person = await tx.addresses.person_at(incoming.network, incoming.address)
            if person is not None:
                await tx.outbox.add(Apologise(to=person))

    def _read(self, received: Received) -> Incoming | None:
        """Return what came in; what a network wrote is only now understood."""
        reader = self._readers.get(received.network)
        if reader is None:
            return _incoming.validate_json(received.payload)
        incoming = reader(received.payload)
        if incoming is None or incoming.from_bot:
            return None
        return _fit_to_keep(incoming)

    def _read_if_possible(self, received: Received) -> Incoming | None:
        try:
            return self._read(received)
        except Exception:
            return None


def _fit_to_keep(incoming: Incoming) -> Incoming:
    """Take out a personal code before anything is stored; understand the commands."""
    if holds_personal_code(incoming.text):
        return replace(incoming, text="", withheld=True)
    if incoming.team is not None and not incoming.text.startswith("/"):
        return incoming
    return replace(incoming, text=canonical(incoming.text))
