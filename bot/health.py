"""Watches over the program: metrics, a dead man's switch, alarms to the operator.

Labels and numbers hold nothing personal: kinds of events, seconds and counts.
"""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import aiohttp
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot import backups
from bot.app import Parts
from bot.settings import Settings
from casework.alarms import AlarmOperator, EndAlarm, Standing, Trouble, troubles
from scheduling.clockwork import DriftWatch
from storage.conflicts import Unavailable

logger = logging.getLogger(__name__)

_PATIENCE = aiohttp.ClientTimeout(total=20)


class Events(logging.Handler):
    """Counts what the log tells by the name of the action; nothing else of it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(logging.INFO)
        self._counter = Counter(
            "umarlaud_events",
            "What happened, by action.",
            ("action",),
            registry=registry,
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line of our own log; those of libraries have other forms."""
        if record.name.split(".")[0] in {"bot", "handlers", "storage", "scheduling"}:
            self._counter.labels(action=str(record.msg)).inc()


@dataclass(slots=True)
class Watchman:
    """Looks every minute whether anything is stuck, and says so once."""

    parts: Parts
    settings: Settings
    known: frozenset[Trouble] = frozenset()
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    drift: DriftWatch = field(init=False)

    def __post_init__(self) -> None:
        """Watch the clock from the start on."""
        self.drift = DriftWatch(self.parts.clock, _clock_jumped)

    async def standing(self) -> Standing:
        """Return how far the program is behind now.

        Raises:
            Unavailable: the database cannot say.
        """
        now = self.parts.clock()
        async with self.parts.database.reading(now) as tx:
            standing = await tx.standing()
            due = {**await tx.horizon()}
        overdue = [due[n] for n in due.keys() - {"inbox", "outbox"} if due[n] <= now]
        return replace(
            standing,
            overdue_since=min(overdue, default=None),
            last_backup_at=self._last_backup(),
            backups_wanted=self.settings.backups is not None,
        )

    def _last_backup(self) -> datetime | None:
        if self.settings.backups is None or not self.settings.backups.exists():
            return None
        made = [path.stat().st_mtime for path in backups.found(self.settings.backups)]
        return datetime.fromtimestamp(max(made), UTC) if made else None

    async def look(self) -> None:
        """Tell the operator what is newly stuck or stuck no more; ping if all is well."""
        self.drift.look()
        standing = await self.standing()
        found = troubles(standing, self.parts.clock())
        await self._tell(standing, found)
        self.known = found
        if not found and self.settings.alive_url:
            await self._ping()

    async def _tell(self, standing: Standing, found: frozenset[Trouble]) -> None:
        if found == self.known:
            return
        since = {
            Trouble.UNDELIVERED: standing.undelivered_since,
            Trouble.OVERDUE: standing.overdue_since,
            Trouble.UNHANDLED: standing.unhandled_since,
            Trouble.NO_BACKUP: standing.last_backup_at,
        }
        async with self.parts.database.transaction(self.parts.clock()) as tx:
            for operator in await tx.people.operators():
                for trouble in sorted(found - self.known):
                    alarm = AlarmOperator(
                        to=operator.id,
                        trouble=trouble,
                        since=since.get(trouble),
                        count=standing.set_aside,
                    )
                    await tx.outbox.add(alarm)
                for trouble in sorted(self.known - found):
                    await tx.outbox.add(EndAlarm(to=operator.id, trouble=trouble))
        for trouble in found - self.known:
            logger.error("stuck", extra={"trouble": trouble})

    async def _ping(self) -> None:
        """Tell the dead man's switch that we live; its silence is the alarm."""
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(self.settings.alive_url) as answer,
        ):
            answer.raise_for_status()

    async def metrics(self, _: web.Request) -> web.Response:
        """Show the figures in Prometheus's form."""
        now, standing = self.parts.clock(), await self.standing()
        registry = CollectorRegistry()
        for name, says, since in (
            (
                "undelivered",
                "Age of the oldest message to go.",
                standing.undelivered_since,
            ),
            ("overdue", "Age of the oldest due thing.", standing.overdue_since),
            ("unhandled", "Age of the oldest thing in.", standing.unhandled_since),
            ("backup", "Age of the newest backup.", standing.last_backup_at),
        ):
            age = (now - since).total_seconds() if since else 0
            Gauge(f"umarlaud_{name}_seconds", says, registry=registry).set(age)
        for name, says, count in (
            ("set_aside", "Things in that a fault stopped.", standing.set_aside),
            ("held", "Messages that may have arrived.", standing.held),
        ):
            Gauge(f"umarlaud_{name}", says, registry=registry).set(count)
        body = generate_latest(registry) + generate_latest(self.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def ready(self, _: web.Request) -> web.Response:
        """Say whether people can be served, and what is stuck."""
        try:
            found = troubles(await self.standing(), self.parts.clock())
        except Unavailable:
            return web.Response(text="database unavailable\n", status=503)
        return web.Response(text="ready\n" + "".join(f"{t}\n" for t in sorted(found)))


def _clock_jumped(drift: timedelta) -> None:
    # Nothing is lost by it (tests/faults/test_clock.py), but people may have been
    # written to an hour too early or too late.
    logger.warning("clock jumped", extra={"drift": round(drift.total_seconds())})


def figures(watchman: Watchman) -> web.Application:
    """Return the pages for whoever watches the machine."""
    app = web.Application()
    app.add_routes(
        [web.get("/metrics", watchman.metrics), web.get("/readyz", watchman.ready)]
    )
    return app


@contextmanager
def counting(watchman: Watchman) -> Iterator[None]:
    """Count what happens for as long as the context lasts."""
    events = Events(watchman.registry)
    logging.getLogger().addHandler(events)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(events)


@asynccontextmanager
async def watched(watchman: Watchman) -> AsyncIterator[None]:
    """Count events, and serve the figures on a port of their own if one is set."""
    runner = web.AppRunner(figures(watchman), access_log=None)
    settings = watchman.settings
    await runner.setup()
    try:
        if settings.metrics_port:
            await web.TCPSite(runner, settings.web_host, settings.metrics_port).start()
        with counting(watchman):
            yield
    finally:
        await runner.cleanup()
