"""The program put together: database, handlers, networks, clock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.danger_signs import DANGER_SIGNS
from bot.inbox import Beside, Inbox
from bot.languages import Languages
from bot.networks.mail.receiving import MAIL, Letterbox
from bot.outside.copier import OWN_CALENDARS, CalendarCopier
from bot.outside.fetching import Fetcher
from bot.outside.reader import CALENDARS, CalendarReader
from bot.ports import ChatNetwork, Raw, ReadsItself
from bot.postman import Postman
from bot.questions import sets
from bot.wording.places import Places
from handlers.due import WAKES, works
from handlers.incoming import Incoming
from handlers.turn import Office
from scheduling.clock import Clock, SettableClock
from scheduling.clockwork import Clockwork
from storage.conflicts import Unavailable
from storage.database import Database

logger = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]

_ROUNDS = 1000
"""More rounds than any one event can need; beyond them something loops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the program is put together from."""

    database: Database
    office: Office
    places: Places
    networks: Sequence[ChatNetwork]
    clock: Clock
    mail_vouched_by: str = ""
    """The name of the mail server whose word on senders is taken; "": nobody's."""
    fetcher: Fetcher = field(default_factory=Fetcher)
    """Fetches calendars from the open internet; tests put in one of their own."""


class Assistant:
    """The running program: takes what comes in, looks at the clock, delivers."""

    def __init__(self, parts: Parts) -> None:
        office = replace(
            parts.office,
            networks=tuple(network.name for network in parts.networks),
            question_sets=sets(),
            danger_signs=DANGER_SIGNS,
        )
        self.parts = parts = replace(parts, office=office)
        languages = Languages(parts.office.zone)
        readers = {n.name: n.read for n in parts.networks if isinstance(n, ReadsItself)}
        readers[MAIL] = Letterbox(parts.office.zone, parts.mail_vouched_by).read
        self.inbox = Inbox(parts.database, parts.office, parts.clock, readers=readers)
        self.clockwork = Clockwork(works(parts.database, parts.office), parts.clock)
        self.postman = Postman(
            parts.database,
            parts.office,
            parts.networks,
            (languages, parts.places),
            parts.clock,
        )
        self.calendars = CalendarReader(
            parts.database, parts.office, parts.fetcher, parts.clock
        )
        self.copier = CalendarCopier(
            parts.database, parts.office, parts.fetcher, parts.clock
        )
        self._reads_beside = False
        """Calendars are read and written beside the loop, which waits for none."""
        self._looked_at: datetime | None = None
        """When the clock was last looked at; None: we have only begun."""
        self._awake = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    async def receive(self, incoming: Incoming, beside: Beside | None = None) -> bool:
        """Store what came in; it is handled as soon as the loop turns."""
        new = await self.inbox.receive(incoming, beside)
        self._stir()
        return new

    async def receive_raw(self, came: Sequence[Raw]) -> list[Raw]:
        """Store things as a network wrote them; return those that are new."""
        new = await self.inbox.receive_raw(came)
        self._stir()
        return new

    def _stir(self) -> None:
        self._awake.set()
        self.postman.stir()

    async def settle(self) -> bool:
        """Do everything that can be done at this moment; False: there is still more."""
        async with self._one_at_a_time:
            for _ in range(_ROUNDS):
                if not await self._turn():
                    return True
        return False

    async def _turn(self) -> bool:
        """Do one round of what is due; False: nothing is."""
        now = self.parts.clock()
        await self._heed_the_clock(now)
        horizon = await self._horizon()
        due = {name for name, moment in horizon.items() if moment <= now}
        # What came in while the clock was ahead does not wait for it.
        due |= horizon.keys() & {"inbox"}
        works: list[Work] = []
        for name, outside in (
            (CALENDARS, self.calendars.round),
            (OWN_CALENDARS, self.copier.round),
        ):
            if name in due:
                due.discard(name)
                works += [] if self._reads_beside else [outside]
        if "inbox" in due:
            works.append(self.inbox.work)
        if due & WAKES.keys():
            works.append(self.clockwork.turn)
        if due or self.postman.owes:
            works.append(self.postman.round)
        await _do_all(works)
        return bool(works)

    async def _heed_the_clock(self, now: datetime) -> None:
        """Free what a clock that was ahead has put off; before we began, too."""
        if self._looked_at is None or now < self._looked_at:
            async with self.parts.database.transaction(now) as tx:
                freed = await tx.outbox.clock_set_back(now)
            if freed:
                logger.warning("clock set back", extra={"freed": freed})
        self._looked_at = now

    async def _horizon(self) -> dict[str, datetime]:
        async with self.parts.database.reading(self.parts.clock()) as tx:
            horizon = await tx.horizon()
        if "outbox" in horizon:
            horizon["outbox"] = max(horizon["outbox"], self.postman.rests_until)
        return horizon

    async def run(self) -> None:
        """Work for ever: at once when something comes in, else every second."""
        self._reads_beside = True
        async with asyncio.TaskGroup() as group:
            group.create_task(self.calendars.run())
            group.create_task(self.copier.run())
            group.create_task(self._work())

    async def _work(self) -> None:
        while True:
            self._awake.clear()
            if not await self._settle_or_log():
                continue
            try:
                async with asyncio.timeout(1):
                    await self._awake.wait()
            except TimeoutError:
                continue

    async def _settle_or_log(self) -> bool:
        try:
            return await self.settle()
        except Unavailable as error:
            logger.warning("database unavailable", extra={"why": str(error)})
        except Exception:
            logger.exception("turn failed")
        return True

    async def live_until(self, moment: datetime, clock: SettableClock) -> None:
        """Let time pass on a settable clock, stopping wherever something is due."""
        await self.settle()
        while following := min((await self._horizon()).values(), default=None):
            if following > moment:
                break
            clock.set(max(following, clock() + timedelta(milliseconds=1)))
            await self.settle()
        clock.set(moment)
        await self.settle()


async def _do_all(works: Sequence[Work]) -> None:
    """Do each work; one that fails keeps none of the others from its turn.

    Raises:
        Exception: what the first of those that failed did raise.
    """
    failed: list[Exception] = []
    for work in works:
        try:
            await work()
        except Exception as error:
            failed.append(error)
    if failed:
        raise failed[0]
