"""The housekeeping rounds: what keeps the house tidy, and no message depends on.

APScheduler runs them, with its memory store only: a round that was missed is
simply run the next time (docs/adr/0003).
"""

import logging
from collections.abc import Awaitable, Callable
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import backups
from bot.health import Watchman
from storage import tidying

logger = logging.getLogger(__name__)

Round = Callable[[], Awaitable[None]]


def start(watchman: Watchman) -> AsyncIOScheduler:
    """Start the rounds: a look every minute, a backup every hour, tidying daily."""
    parts, settings = watchman.parts, watchman.settings
    scheduler = AsyncIOScheduler(
        timezone=parts.office.zone,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    engine = parts.database.engine

    async def tidy() -> None:
        await tidying.tidy(engine, parts.clock())

    _every(scheduler, "checkpoint", partial(tidying.checkpoint, engine), hours=1)
    _every(scheduler, "tidy", tidy, hours=24)
    if settings.backups is not None:
        backup = partial(backups.make_and_prune, parts.database, settings, parts.clock)
        _every(scheduler, "backup", backup, hours=1)
    _every(scheduler, "look", watchman.look, minutes=1)
    scheduler.start()
    return scheduler


def _every(scheduler: AsyncIOScheduler, name: str, work: Round, **length: int) -> None:
    scheduler.add_job(_logged, "interval", (name, work), id=name, **length)


async def _logged(name: str, work: Round) -> None:
    try:
        await work()
    except Exception:
        logger.exception("round failed", extra={"round": name})
    else:
        level = logging.DEBUG if name == "look" else logging.INFO
        logger.log(level, "round done", extra={"round": name})
