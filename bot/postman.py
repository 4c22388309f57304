"""Carries messages from the outbox to the networks."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bot.carrying import Carried, carry
from bot.languages import Languages
from bot.packing import Packer, Ready
from bot.ports import (
    ChatNetwork,
    DeliveryFailed,
)
from bot.wording.places import Places
from casework.outcome import Errand, WhenUnknown
from casework.recalls import TakeBack
from handlers import channels, recalls
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
AT_ONCE = 16
"""How many messages are on their way at one time."""
_FEW = AT_ONCE * 3 // 4
"""With so few on their way the next are taken: nobody waits for the database."""
_STEPS = 3
"""How often more is taken before what has come in has its turn."""
_LOOK_UP = timedelta(seconds=1)
"""How long a network is waited for, or left alone, before others have their turn."""
_LONGEST_WAIT = timedelta(hours=1)


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
        self._on_the_way: set[asyncio.Task[Carried]] = set()
        self._carried: list[Carried] = []
        self._more = False
        """Whether there was more to take than there was room for."""
        self._stirred = asyncio.Event()
        self._resting: dict[str, datetime] = {}
        """Until when a network lets nothing out at all."""
        self.rests_until = datetime.min.replace(tzinfo=UTC)
        """Nothing is taken before: all that was taken last had to be put back."""

    @property
    def owes(self) -> bool:
        """Whether the database must still be told what came of a delivery."""
        return bool(self._carried or self._on_the_way)

    def stir(self) -> None:
        """Let what has just come in be seen to before the next is taken."""
        self._stirred.set()
        self.rests_until = datetime.min.replace(tzinfo=UTC)

    async def round(self) -> None:
        """Deliver a part of what may leave now; the rest when asked again."""
        self._stirred.clear()
        for _ in range(_STEPS):
            if not await self._step() or self._stirred.is_set():
                return

    async def _step(self) -> bool:
        """Let some come back and send others on their way; False: nothing is left."""
        await self._come_back()
        if not self._carried and self._clock() < self.rests_until:
            return self.owes
        room = AT_ONCE - len(self._on_the_way)
        taken = room > 0 and await self._claim(room)
        # All at once: each is of another reader or lane.
        ready, self._ready = self._ready, []
        self._on_the_way |= {asyncio.create_task(carry(each)) for each in ready}
        return taken or self.owes

    async def _come_back(self) -> None:
        """Wait until few are on their way, or none where nobody waits behind them."""
        while len(self._on_the_way) > (_FEW if self._more else 0):
            stirred = asyncio.create_task(self._stirred.wait())
            try:
                done, _ = await asyncio.wait(
                    {stirred, *self._on_the_way},
                    timeout=_LOOK_UP.total_seconds(),
                    return_when=asyncio.FIRST_COMPLETED,
                )
            finally:
                stirred.cancel()
            self._gather()
            if not done or stirred in done:
                return

    def _gather(self) -> None:
        """Take down what came of those that have come back."""
        for back in [each for each in self._on_the_way if each.done()]:
            self._on_the_way.discard(back)
            carried = back.result()
            self._carried.append(carried)
            failure = carried.failure
            if failure and failure.rests and failure.retry_after is not None:
                until = self._clock() + timedelta(seconds=failure.retry_after)
                self._resting[carried.ready.network.name] = until

    async def _claim(self, most: int) -> bool:
        """Note what came of the last messages and take the next, in one transaction.

        Returns whether there were any. What could not be noted is noted again
        the next time: until then we know more than the database does.
        """
        now, self._ready = self._clock(), []
        try:
            async with self._database.transaction(now) as tx:
                for carried in self._carried:
                    await self._note(tx, carried, now)
                    await _others_first()
                parcels = await tx.outbox.due(now, most, self._once)
                self._ready = await self._prepare_all(tx, parcels, now)
        except (Conflict, Unavailable):
            raise
        except Exception:
            if not self._carried:
                raise
            logger.exception("not noted")
            await self._note_one_by_one()
            return True
        self._carried, self._more = [], len(parcels) == most
        if parcels and not self._ready and self._at_rest(now):
            self.rests_until = now + _LOOK_UP
        return bool(parcels)

    def _at_rest(self, now: datetime) -> bool:
        return any(until > now for until in self._resting.values())

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
        prepared = []
        for parcel in parcels:
            prepared.append(await self._try_to_prepare(tx, parcel, now))
            await _others_first()
        ready = [each for each in prepared if each is not None]
        for each in ready:
            if self._rests(each, now):
                until = self._resting[each.network.name]
                await tx.outbox.hold_back(each.parcel, until)
        ready = [each for each in ready if not self._rests(each, now)]
        await tx.outbox.start([each.start for each in ready], self._carrier, now)
        return ready

    def _rests(self, ready: Ready, now: datetime) -> bool:
        return self._resting.get(ready.network.name, now) > now

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
                await tx.outbox.deny(parcel, Post.FAILED, "not worded", now)
            else:
                await tx.outbox.rest(parcel, now + backoff(parcel.attempts))
            return None

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
        elif carried.withdrawn is not None and isinstance(parcel.message, TakeBack):
            await recalls.withdrawn(turn, parcel.message, carried.withdrawn)
        else:
            await delivered(turn, parcel.message, parcel.id)
        if carried.ready.said_at:
            await channels.say_it_waits(turn, parcel.message, carried.ready.said_at)

    async def _failed(
        self, ready: Ready, failure: DeliveryFailed, tx: Transaction, now: datetime
    ) -> None:
        parcel = ready.parcel
        logger.warning(
            "not delivered", extra={"parcel": parcel.id, "why": failure.reason}
        )
        turn, place = Turn(tx, now, self._office), ready.place
        if failure.moved_to and await moved(turn, place, failure.moved_to):
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


async def _others_first() -> None:
    """Let whoever is on the way go on: SQLite works in this thread, without a pause."""
    await asyncio.sleep(0)


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 5, 10, 20 … s, at most 1 h."""
    return min(timedelta(seconds=5 * 2 ** (attempts - 1)), _LONGEST_WAIT)
