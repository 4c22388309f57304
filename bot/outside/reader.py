"""Reads the calendars that are due: claims one, fetches it, keeps what it says.

As with the postman, no transaction is open while the network is waited for.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.outside import reading
from bot.outside.fetching import Fetcher, NotFetched
from bot.outside.rounds import for_ever
from casework.busy_calendars import BusyCalendar
from handlers import drafting
from handlers.busy import Found
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage.conflicts import Conflict
from storage.database import Database

logger = logging.getLogger(__name__)

CALENDARS = "busy_calendars"
"""Where they stand among the things that time brings."""
LEASE = timedelta(minutes=5)
AT_ONCE = 20
"""Calendars read in one round, so that nothing else waits for all of them."""


class CalendarReader:
    """Keeps the calendars people have given links to fresh."""

    def __init__(
        self, database: Database, office: Office, fetcher: Fetcher, clock: Clock
    ) -> None:
        self._database = database
        self._office = office
        self._fetcher = fetcher
        self._clock = clock

    async def run(self) -> None:
        """Read for ever, beside everything else."""
        await for_ever(self.round, CALENDARS)

    async def round(self) -> None:
        """Read what is due, all of it at the same time."""
        now = self._clock()
        claimed: list[BusyCalendar] = []
        while len(claimed) < AT_ONCE:
            async with self._database.transaction(now) as tx:
                calendar = await tx.busy_calendars.claim_due(now, LEASE)
            if calendar is None:
                break
            claimed.append(calendar)
        await asyncio.gather(*(self._read(each, now) for each in claimed))

    async def _read(self, calendar: BusyCalendar, now: datetime) -> None:
        try:
            found = await self._found(calendar, now)
        except NotFetched as failed:
            logger.info("calendar not read", extra={"why": failed.trouble.value})
            found = failed.trouble
        try:
            now = self._clock()
            async with self._database.transaction(now) as tx:
                await drafting.calendar_read(
                    Turn(tx, now, self._office), calendar, found
                )
        except Conflict:
            logger.info("calendar changed while it was read")

    async def _found(self, calendar: BusyCalendar, now: datetime) -> Found:
        fetched = await self._fetcher.fetch(reading.wanted(calendar, now))
        if fetched.unchanged:
            return None
        # Five megabytes take a second or two to read: not in the loop's own thread.
        zone = self._office.zone
        busy = await asyncio.to_thread(reading.spans, fetched.text, now, zone)
        return reading.taken(busy), busy.skipped, fetched.etag
