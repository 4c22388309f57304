"""Carries messages from the outbox to the networks."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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
from handlers.deliveries import Later, Never, Now, delivered, failed, may_leave
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage.conflicts import BREAKS_OFF
from storage.database import Database
from storage.outbox import Parcel, Start
from storage.posting import Post
from storage.transaction import Transaction

logger = logging.getLogger(__name__)

TRIES = 5
AT_ONCE = 8
"""How many messages are on their way at one time."""
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ready:
    """A parcel whose text, address and right to be read are settled."""

    parcel: Parcel
    start: Start
    network: ChatNetwork
    sending: Sending

    @property
    def place(self) -> tuple[str, str]:
        """The network and the address there."""
        return self.network.name, self.sending.address


@dataclass(frozen=True, slots=True)
class Carried:
    """A parcel that was sent, with the network's reference to it, or was not."""

    ready: Ready
    message_ref: str = ""
    failure: DeliveryFailed | None = None


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
        self._ready: list[Ready] = []
        self._carried: list[Carried] = []

    @property
    def owes(self) -> bool:
        """Whether the database must still be told what came of a delivery."""
        return bool(self._carried)

    async def round(self) -> None:
        """Deliver everything that may leave now."""
        while await self._claim():
            # All at once: each is of another reader or lane.
            ready, self._ready = self._ready, []
            self._carried += await asyncio.gather(*map(self._carry, ready))

    async def _claim(self) -> bool:
        """Note what came of the last messages and take the next, in one transaction.

        Returns whether there were any. What could not be noted is noted again
        the next time: until then we know more than the database does.
        """
        now, self._ready = self._clock(), []
        try:
            async with self._database.transaction(now) as tx:
                for carried in self._carried:
                    await self._note(tx, carried, now)
                parcels = await tx.outbox.due(now, AT_ONCE)
                self._ready = await self._prepare_all(tx, parcels, now)
        except BREAKS_OFF:
            raise
        except Exception:
            if not self._carried:
                raise
            logger.exception("not noted")
            await self._note_one_by_one()
            return True
        self._carried = []
        return bool(parcels)

    async def _note_one_by_one(self) -> None:
        """Note each by itself, so that one whose consequences fail stands alone."""
        while self._carried:
            carried, now = self._carried[0], self._clock()
            try:
                async with self._database.transaction(now) as tx:
                    await self._note(tx, carried, now)
            except BREAKS_OFF:
                raise
            except Exception:
                logger.exception(
                    "no consequences", extra={"parcel": carried.ready.parcel.id}
                )
                await self._note_alone(carried, now)
            del self._carried[0]

    async def _note_alone(self, carried: Carried, now: datetime) -> None:
        """Note what came of a delivery, and let nothing follow from it."""
        parcel, ref = carried.ready.parcel, carried.message_ref
        async with self._database.transaction(now) as tx:
            if carried.failure is None:
                await tx.outbox.sent(parcel, self._carrier, ref, now)
            else:
                await tx.outbox.give_up(
                    parcel, self._carrier, Post.FAILED, carried.failure.reason, now
                )

    async def _prepare_all(
        self, tx: Transaction, parcels: list[Parcel], now: datetime
    ) -> list[Ready]:
        prepared = [await self._try_to_prepare(tx, each, now) for each in parcels]
        ready = [each for each in prepared if each is not None]
        tx.outbox.start([each.start for each in ready], self._carrier, now)
        return ready

    async def _try_to_prepare(
        self, tx: Transaction, parcel: Parcel, now: datetime
    ) -> Ready | None:
        """Prepare a parcel; one that cannot be worded must not hold up the others."""
        try:
            return await self._prepare(tx, parcel, now)
        except BREAKS_OFF:
            raise
        except Exception:
            logger.exception("not worded", extra={"parcel": parcel.id})
            if parcel.attempts >= TRIES:
                tx.outbox.deny(parcel, Post.FAILED, "not worded", now)
            else:
                tx.outbox.rest(parcel, now + backoff(parcel.attempts))
            return None

    async def _prepare(
        self, tx: Transaction, parcel: Parcel, now: datetime
    ) -> Ready | None:
        match await may_leave(Turn(tx, now, self._office), parcel.message):
            case Later(until):
                tx.outbox.postpone(parcel, until)
            case Never(reason):
                logger.info("denied", extra={"parcel": parcel.id, "why": reason})
                tx.outbox.deny(parcel, Post.DENIED, reason, now)
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
            tx.outbox.deny(parcel, Post.FAILED, "not reachable", now)
            return None
        network, address = place
        text = word(
            cast("AnyMessage", parcel.message),
            self._languages.of(language),
            self._places,
        )
        actions = [packed(b.action) for b in text.buttons if b.action]
        sending = await self._sending(tx, parcel, address, text)
        start = Start(parcel, network, actions)
        return Ready(parcel, start, self._networks[network], sending)

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

    async def _carry(self, ready: Ready) -> Carried:
        """Send with no transaction open; return what came of it."""
        try:
            return Carried(ready, await self._send(ready))
        except DeliveryFailed as failure:
            return Carried(ready, failure=failure)
        except Exception as error:
            logger.exception("network broke", extra={"parcel": ready.parcel.id})
            unknown = DeliveryFailed(type(error).__name__, unknown=True)
            return Carried(ready, failure=unknown)

    async def _note(self, tx: Transaction, carried: Carried, now: datetime) -> None:
        if carried.failure is None:
            await self._sent(carried.ready.parcel, carried.message_ref, tx, now)
        else:
            await self._failed(carried.ready, carried.failure, tx, now)

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
        self, ready: Ready, failure: DeliveryFailed, tx: Transaction, now: datetime
    ) -> None:
        parcel = ready.parcel
        logger.warning(
            "not delivered", extra={"parcel": parcel.id, "why": failure.reason}
        )
        turn, place = Turn(tx, now, self._office), ready.place
        if failure.permanent and await failed(turn, parcel.message, place):
            await tx.outbox.put_off(parcel, self._carrier, now)
            return
        hold = parcel.message.when_unknown is WhenUnknown.HOLD
        if failure.unknown and hold:
            state = Post.HELD
        elif failure.retry_after is not None:
            until = now + timedelta(seconds=failure.retry_after)
            await tx.outbox.put_off(parcel, self._carrier, until, counts=False)
            return
        elif failure.permanent or parcel.attempts >= TRIES:
            state = Post.FAILED
        else:
            until = now + backoff(parcel.attempts)
            await tx.outbox.put_off(parcel, self._carrier, until)
            return
        await tx.outbox.give_up(parcel, self._carrier, state, failure.reason, now)


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 5, 10, 20 … s, at most 1 h."""
    return min(timedelta(seconds=5 * 2 ** (attempts - 1)), _LONGEST_WAIT)
