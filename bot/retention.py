"""The round of retention: every night, while the program works.

It follows the municipality's schedule and does nothing without one but say so.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.ids import CaseId
from casework.retention import Standing
from casework.schedule import Schedule
from handlers import retention
from handlers.turn import Office, Turn
from scheduling.clock import Clock
from storage import erasing, tidying
from storage.conflicts import Conflict
from storage.database import Database
from storage.keys import KeyErased

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Retention:
    """Lets go what has served its term, and only that."""

    database: Database
    office: Office
    schedule: Schedule | None
    clock: Clock

    async def round(self) -> None:
        """Do what the schedule asks of everything that is kept."""
        await erasing.sweep(self.database)
        now, schedule = self.clock(), self.schedule
        if schedule is None:
            logger.warning("no retention schedule")
            async with self.database.transaction(now) as tx:
                await retention.tell_no_schedule(Turn(tx, now, self.office))
            return
        for case in await self._closed(now):
            await self._look(case, schedule, now)
        await self._destroy(await self._audits(schedule, now), now)
        for term, due in (
            (schedule.message_copies, tidying.copies),
            (schedule.spent_forms, tidying.spent),
        ):
            gone = await tidying.drop(self.database.engine, due(term.before(now)))
            logger.info("let go", extra={"count": gone})

    async def forget(self) -> None:
        """Forget the keys of what was erased by another process."""
        if await erasing.forget(self.database):
            logger.info("forgotten")

    async def _closed(self, now: datetime) -> list[CaseId]:
        async with self.database.reading(now) as tx:
            return await tx.cases.closed()

    async def _look(self, case: CaseId, schedule: Schedule, now: datetime) -> None:
        """Look at one case; one that fails keeps none of the others from its turn."""
        try:
            async with self.database.transaction(now) as tx:
                turn = Turn(tx, now, self.office)
                owners = await retention.look(turn, case, schedule)
        except Conflict:
            return  # another process looks at it, or somebody opens it again
        except KeyErased:
            owners = [case]
        except Exception:
            logger.exception("not looked at")
            return
        await self._destroy(owners, now)

    async def _audits(self, schedule: Schedule, now: datetime) -> Sequence[UUID]:
        async with self.database.reading(now) as tx:
            return await retention.audits_over(Turn(tx, now, self.office), schedule)

    async def _destroy(self, owners: Sequence[UUID], now: datetime) -> None:
        if owners:
            await erasing.destroy(self.database, owners, now)
            logger.info("erased", extra={"count": len(owners)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One closed case as the report names it: by its code, and nobody by name."""

    code: str
    closed_at: datetime | None
    standing: Standing


async def planned(round_: Retention) -> list[Planned]:
    """Return every closed case with what the schedule has in store for it."""
    now, found = round_.clock(), []
    if round_.schedule is None:
        return []
    async with round_.database.reading(now) as tx:
        turn = Turn(tx, now, round_.office)
        for case_id in await tx.cases.closed():
            case = await tx.cases.get(case_id)
            stands = await retention.standing(turn, case, round_.schedule)
            closed_at = case.closure.at if case.closure else None
            found.append(Planned(code=case.code, closed_at=closed_at, standing=stands))
    return found
