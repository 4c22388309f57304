"""The housekeeping rounds: what keeps the house tidy, and no message depends on.

APScheduler runs them, with its memory store only: a round that was missed is
simply run the next time (docs/adr/0003).
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from bot import backups
from bot.health import Watchman
from bot.retention import Retention
from storage import tidying

logger = logging.getLogger(__name__)

_EVERY_MINUTE = ("look", "forget")

Round = Callable[[], Awaitable[None]]


def start(watchman: Watchman) -> AsyncIOScheduler:
    """Start the rounds: a look every minute, a backup every hour, retention nightly."""
    parts, settings = watchman.parts, watchman.settings
    scheduler = AsyncIOScheduler(
        timezone=parts.office.zone,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    engine = parts.database.engine
    keeping = Retention(parts.database, parts.office, settings.retention, parts.clock)
    _every(scheduler, "checkpoint", partial(tidying.checkpoint, engine), hours=1)
    _every(scheduler, "forget", keeping.forget, minutes=1)
    night = CronTrigger(hour=3, minute=40, timezone=parts.office.zone)
    # At the start too: a program that is stopped every evening has no nights.
    soon = DateTrigger(parts.clock() + timedelta(minutes=5))
    for name, when in (
        ("retention", night),
        ("first retention", soon),
    ):
        scheduler.add_job(_logged, when, (name, keeping.round), id=name)
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
        level = logging.DEBUG if name in _EVERY_MINUTE else logging.INFO
        logger.log(level, "round done", extra={"round": name})
