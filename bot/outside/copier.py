"""Puts roundtables into case managers' own calendars: claims one, writes, keeps.

As with the postman, no transaction is open while the network is waited for.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.outside.fetching import Fetcher, NotFetched
from bot.outside.own_calendars import CalendarServer
from bot.outside.rounds import for_ever
from casework.copying import jobs
from casework.own_calendars import Done, Job, OwnCalendar, OwnState
from handlers import own_calendars
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage.conflicts import Conflict
from storage.database import Database

logger = logging.getLogger(__name__)

OWN_CALENDARS = "own_calendars"
"""Where they stand among the things that time brings."""
LEASE = timedelta(minutes=5)
AT_ONCE = 20
"""Calendars written in one round."""


class CalendarCopier:
    """Keeps what lies in case managers' own calendars as it should be."""

    def __init__(
        self, database: Database, office: Office, fetcher: Fetcher, clock: Clock
    ) -> None:
        self._database = database
        self._office = office
        self._fetcher = fetcher
        self._clock = clock

    async def run(self) -> None:
        """Write for ever, beside everything else."""
        await for_ever(self.round, OWN_CALENDARS)

    async def round(self) -> None:
        """Look through what is due, all of it at the same time."""
        now = self._clock()
        claimed: list[tuple[OwnCalendar, tuple[Job, ...]]] = []
        while len(claimed) < AT_ONCE:
            async with self._database.transaction(now) as tx:
                calendar = await tx.own_calendars.claim_due(now, LEASE)
                if calendar is None:
                    break
                turn = Turn(tx, now, self._office)
                wanted = await own_calendars.wanted(turn, calendar)
            claimed.append((calendar, jobs(calendar, wanted, now)))
        await asyncio.gather(*(self._work(*each, now) for each in claimed))

    async def _work(
        self, calendar: OwnCalendar, todo: tuple[Job, ...], now: datetime
    ) -> None:
        what = await self._write(calendar, todo)
        if what.trouble is not None:
            logger.info("calendar not written", extra={"why": what.trouble.value})
        try:
            now = self._clock()
            async with self._database.transaction(now) as tx:
                turn = Turn(tx, now, self._office)
                await own_calendars.keep_done(turn, calendar, what)
        except Conflict:
            logger.info("calendar changed while it was written")

    async def _write(self, calendar: OwnCalendar, todo: tuple[Job, ...]) -> Done:
        """Do one thing after the other; what could be done is kept in any case."""
        server = CalendarServer(calendar, self._fetcher, self._office.zone)
        what = Done()
        try:
            if calendar.worked_at is None and calendar.state is OwnState.USED:
                await server.check()
            for job in todo:
                what = await self._do(server, job, what)
        except NotFetched as failed:
            return replace(what, trouble=failed.trouble)
        return what

    async def _do(self, server: CalendarServer, job: Job, what: Done) -> Done:
        copy = job.copy
        if not job.put:
            await server.take_out(copy.entry.uid)
            return replace(what, taken_out=(*what.taken_out, copy.roundtable))
        content = own_calendars.content_of(copy, self._office)
        moved = await server.put(copy.entry.uid, content, job.before)
        return replace(
            what,
            put=(*what.put, copy),
            moved_there=(*what.moved_there, copy) if moved else what.moved_there,
        )
