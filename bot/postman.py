"""Carries messages from the outbox to the networks."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import cast
from uuid import uuid4

from bot.exports import charts
from bot.languages import Languages
from bot.ports import ChatNetwork, DeliveryFailed
from bot.text import Sending, Text
from bot.wording import word
from bot.wording.places import Places
from casework.catalogue import AnyMessage
from casework.ids import CaseId, PersonId
from casework.notices import SettleButtons
from casework.outcome import Message, Outgoing, StrangerNote, TeamPost, WhenUnknown
from handlers import presses
from handlers.actions import packed
from handlers.deliveries import Later, Never, Now, delivered, may_leave
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage.database import Database
from storage.outbox import Parcel, Post
from storage.transaction import Transaction

logger = logging.getLogger(__name__)

Done = Callable[[Transaction, datetime], Awaitable[None]]
"""Notes in a transaction what came of a delivery."""

TRIES = 5
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ready:
    """A parcel whose text, address and right to be read are settled."""

    parcel: Parcel
    network: ChatNetwork
    sending: Sending


class Postman:
    """Delivers what is due; asks before each delivery whether it still may."""

    def __init__(
        self,
        database: Database,
        office: Office,
        networks: Iterable[ChatNetwork],
        voice: tuple[Languages, Places],
        clock: Clock,
    ) -> None:
        self._database = database
        self._office = office
        self._networks: Mapping[str, ChatNetwork] = {n.name: n for n in networks}
        self._languages, self._places = voice
        self._clock = clock
        self._carrier = uuid4().hex

    async def round(self) -> None:
        """Deliver everything that may leave now."""
        done: Done | None = None
        while True:
            found, ready = await self._claim(done)
            if not found:
                return
            done = await self._carry(ready) if ready else None

    async def _claim(self, done: Done | None) -> tuple[bool, Ready | None]:
        """Note what came of the last message and take the next, in one transaction.

        Returns whether there was one, and it ready to be sent, unless it must
        wait or not be sent at all.
        """
        now = self._clock()
        async with self._database.transaction(now) as tx:
            if done is None:
                await tx.outbox.hold_unknown(now)
            else:
                await done(tx, now)
            parcel = await tx.outbox.claim(now, self._carrier)
            if parcel is None:
                return False, None
            return True, await self._prepare(tx, parcel, now)

    async def _prepare(
        self, tx: Transaction, parcel: Parcel, now: datetime
    ) -> Ready | None:
        match await may_leave(Turn(tx, now, self._office), parcel.message):
            case Later(until):
                await tx.outbox.postpone(parcel, until)
            case Never(reason):
                await self._deny(tx, parcel, reason, now)
            case Now(reader, message):
                language = reader.language if reader else None
                parcel = replace(parcel, message=message)
                return await self._address(tx, parcel, language, now)
        return None

    async def _address(
        self, tx: Transaction, parcel: Parcel, language: str | None, now: datetime
    ) -> Ready | None:
        place = await self._place(tx, parcel.message)
        if place is None or place[0] not in self._networks:
            await tx.outbox.give_up(
                parcel, self._carrier, Post.FAILED, "not reachable", now
            )
            return None
        network, address = place
        text = word(
            cast("AnyMessage", parcel.message),
            self._languages.of(language),
            self._places,
        )
        actions = [packed(b.action) for b in text.buttons if b.action]
        await tx.outbox.mark_started(parcel, network, actions, now)
        sending = await self._sending(tx, parcel, address, text)
        return Ready(parcel, self._networks[network], sending)

    async def _sending(
        self, tx: Transaction, parcel: Parcel, address: str, text: Text
    ) -> Sending:
        reader = parcel.message.to if isinstance(parcel.message, Message) else None
        acting = sum(1 for button in text.buttons if button.action)
        tokens = tuple(
            presses.token(tx.keys, parcel.id, index, reader) for index in range(acting)
        )
        replaced = getattr(parcel.message, "replaces", None)
        if isinstance(parcel.message, SettleButtons):
            replaced = parcel.message.shown
        earlier = None if replaced is None else await tx.outbox.shown(replaced)
        return Sending(
            id=parcel.id,
            address=address,
            text=text,
            tokens=tokens,
            replaces=(earlier.message_ref or "") if earlier else "",
            to=reader,
            case=getattr(parcel.message, "case", None),
            shows=getattr(parcel.message, "shows", None),
        )

    async def _place(
        self, tx: Transaction, message: Outgoing
    ) -> tuple[str, str] | None:
        match message:
            case Message():
                return await self._place_of(tx, message.to)
            case TeamPost():
                return await self._team_of(tx, message.case)
            case StrangerNote():
                return message.network, message.address

    async def _place_of(
        self, tx: Transaction, person: PersonId
    ) -> tuple[str, str] | None:
        for place in await tx.addresses.of(person):
            if not place.dead and place.network in self._networks:
                return place.network, place.address
        return None

    async def _team_of(self, _tx: Transaction, case: CaseId) -> tuple[str, str] | None:
        return self._office.web, f"team:{case}"

    async def _deny(
        self, tx: Transaction, parcel: Parcel, reason: str, now: datetime
    ) -> None:
        logger.info("denied", extra={"parcel": parcel.id, "why": reason})
        await tx.outbox.give_up(parcel, self._carrier, Post.DENIED, reason, now)

    async def _carry(self, ready: Ready) -> Done:
        """Send with no transaction open; return how to note what came of it."""
        try:
            ref = await self._send(ready)
        except DeliveryFailed as failure:
            return partial(self._failed, ready.parcel, failure)
        return partial(self._sent, ready.parcel, ref)

    async def _sent(
        self, parcel: Parcel, ref: str, tx: Transaction, now: datetime
    ) -> None:
        if await tx.outbox.sent(parcel, self._carrier, ref, now):
            await delivered(Turn(tx, now, self._office), parcel.message, parcel.id)

    async def _send(self, ready: Ready) -> str:
        sending, message = ready.sending, ready.parcel.message
        if isinstance(message, SettleButtons):
            if sending.replaces:
                await ready.network.settle(
                    sending.address, sending.replaces, message.chosen
                )
            return sending.replaces
        drawn = await charts.drawn(sending.text)
        return await ready.network.send(replace(sending, text=drawn))

    async def _failed(
        self, parcel: Parcel, failure: DeliveryFailed, tx: Transaction, now: datetime
    ) -> None:
        logger.warning(
            "not delivered", extra={"parcel": parcel.id, "why": failure.reason}
        )
        hold = parcel.message.when_unknown is WhenUnknown.HOLD
        if failure.unknown and hold:
            state = Post.HELD
        elif failure.permanent or parcel.attempts >= TRIES:
            state = Post.FAILED
        else:
            wait = backoff(parcel.attempts)
            await tx.outbox.put_off(parcel, self._carrier, now + wait)
            return
        await tx.outbox.give_up(parcel, self._carrier, state, failure.reason, now)


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 5, 10, 20 … s, at most 1 h."""
    return min(timedelta(seconds=5 * 2 ** (attempts - 1)), _LONGEST_WAIT)
