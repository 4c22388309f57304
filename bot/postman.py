"""Carries messages from the outbox to the networks."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from bot.exports import charts
from bot.languages import Languages
from bot.packing import Packer, Ready
from bot.ports import ChatNetwork, DeliveryFailed, Remembers, RunsErrands
from bot.wording.places import Places
from casework.errands import Errands, Report
from casework.notices import SettleButtons
from casework.outcome import Errand, WhenUnknown
from handlers import channels
from handlers.deliveries import delayed, delivered, failed, given_up
from handlers.group_posts import held, reported
from handlers.groups import moved
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage.conflicts import BREAKS_OFF, Conflict, Unavailable
from storage.database import Database
from storage.parcels import Parcel
from storage.posting import Post
from storage.transaction import Transaction

logger = logging.getLogger(__name__)

TRIES = 5
"""Attempts at a message that we ourselves cannot word."""
NETWORK_TRIES = 35
"""Attempts at a network that fails: with the pauses between them, about a day."""
LONGEST = timedelta(seconds=45)
"""How long a sending may take; shorter than the lease, or another would send it too."""
AT_ONCE = 8
"""How many messages are on their way at one time."""
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Carried:
    """A parcel that was sent, with the network's reference to it, or was not."""

    ready: Ready
    message_ref: str = ""
    failure: DeliveryFailed | None = None
    report: Report | None = None


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
        by_name = {network.name: network for network in networks}
        self._packer = Packer(office, by_name, *voice)
        self._once = frozenset(n.name for n in by_name.values() if n.shows_once)
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
                parcels = await tx.outbox.due(now, AT_ONCE, self._once)
                self._ready = await self._prepare_all(tx, parcels, now)
        except (Conflict, Unavailable):
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
            except (Conflict, Unavailable):
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
        for lost in tx.outbox.newly_held:
            await held(Turn(tx, now, self._office), lost.message, lost.id)
        prepared = [await self._try_to_prepare(tx, each, now) for each in parcels]
        ready = [each for each in prepared if each is not None]
        tx.outbox.start([each.start for each in ready], self._carrier, now)
        return ready

    async def _try_to_prepare(
        self, tx: Transaction, parcel: Parcel, now: datetime
    ) -> Ready | None:
        """Prepare a parcel; one that cannot be worded must not hold up the others."""
        try:
            return await self._packer.prepare(tx, parcel, now)
        except BREAKS_OFF:
            raise
        except Exception:
            logger.exception("not worded", extra={"parcel": parcel.id})
            if parcel.attempts >= TRIES:
                tx.outbox.deny(parcel, Post.FAILED, "not worded", now)
            else:
                tx.outbox.rest(parcel, now + backoff(parcel.attempts))
            return None

    async def _carry(self, ready: Ready) -> Carried:
        """Send with no transaction open; return what came of it."""
        try:
            async with asyncio.timeout(LONGEST.total_seconds()):
                return await self._delivered(ready)
        except DeliveryFailed as refused:
            failure = refused
        except Exception as error:
            logger.exception("network broke", extra={"parcel": ready.parcel.id})
            failure = DeliveryFailed(type(error).__name__, unknown=True)
        # What shows a message once can be given it again, whatever came of it.
        failure.unknown = failure.unknown and not ready.network.shows_once
        return Carried(ready, failure=failure)

    async def _delivered(self, ready: Ready) -> Carried:
        if isinstance(ready.parcel.message, Errand):
            return Carried(ready, report=await self._run(ready))
        return Carried(ready, await self._send(ready))

    async def _note(self, tx: Transaction, carried: Carried, now: datetime) -> None:
        if carried.failure is None:
            await self._sent(carried, tx, now)
        else:
            await self._failed(carried.ready, carried.failure, tx, now)

    async def _sent(self, carried: Carried, tx: Transaction, now: datetime) -> None:
        parcel, turn = carried.ready.parcel, Turn(tx, now, self._office)
        if not await tx.outbox.sent(parcel, self._carrier, carried.message_ref, now):
            return
        if carried.report is not None and isinstance(parcel.message, Errand):
            await reported(turn, parcel.message, carried.report)
        else:
            await delivered(turn, parcel.message, parcel.id)
        if carried.ready.said_at:
            await channels.say_it_waits(turn, parcel.message, carried.ready.said_at)

    async def _run(self, ready: Ready) -> Report:
        errand, sending = ready.parcel.message, ready.sending
        if not isinstance(ready.network, RunsErrands):
            return Report(done=False)
        return await ready.network.run(
            cast("Errands", errand), sending.address, sending.text.body
        )

    async def _send(self, ready: Ready) -> str:
        sending, message = ready.sending, ready.parcel.message
        if isinstance(message, SettleButtons):
            if sending.replaces:
                if message.keyboard and isinstance(ready.network, Remembers):
                    ready.network.remember(sending.replaces, message.keyboard)
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
        if failure.moved_to:
            await moved(turn, place, failure.moved_to)
            await tx.outbox.put_off(parcel, self._carrier, now, counts=False)
            return
        if failure.permanent and await failed(turn, parcel.message, place):
            await tx.outbox.put_off(parcel, self._carrier, now)
            return
        hold = parcel.message.when_unknown is WhenUnknown.HOLD
        if failure.unknown and hold:
            state = Post.HELD
        elif failure.retry_after is not None:
            until = now + timedelta(seconds=failure.retry_after)
            await tx.outbox.put_off(parcel, self._carrier, until, counts=False)
            await delayed(turn, parcel.message, parcel.made_at)
            return
        elif failure.permanent or parcel.attempts >= NETWORK_TRIES:
            state = Post.FAILED
            await given_up(turn, parcel.message, failure.reason)
        else:
            until = now + backoff(parcel.attempts)
            await tx.outbox.put_off(parcel, self._carrier, until)
            return
        reason, carrier = failure.reason, self._carrier
        ours = await tx.outbox.give_up(parcel, carrier, state, reason, now)
        if ours and state is Post.HELD:
            await held(turn, parcel.message, parcel.id)


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 5, 10, 20 … s, at most 1 h."""
    return min(timedelta(seconds=5 * 2 ** (attempts - 1)), _LONGEST_WAIT)
