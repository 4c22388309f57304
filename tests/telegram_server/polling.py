"""getUpdates: one poller at a time, waiting as long as it asked for."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.telegram_server.errors import ApiError, conflict

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]

LONGEST = 50
QUICK = timedelta(seconds=3)
VERY_QUICK = timedelta(seconds=0.5)
OTHER_POLLER = (
    "terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polling:
    """The one long poll that may be open."""

    def __init__(self, world: "TelegramWorld") -> None:
        self._world = world
        self._open: asyncio.Future[None] | None = None
        self._last_offset: int | None = None
        self._last_at = world.clock.now() - QUICK

    async def poll(self, offset: int, limit: int, wait: int) -> list[Json]:
        """Return what waits from the offset on, waiting for the first if need be."""
        world = self._world
        if world.webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        self.end(conflict(OTHER_POLLER))
        limit, wait = self._slowed(offset, limit, min(wait, LONGEST))
        world.updates.confirm_before(offset)
        if not world.updates.waiting() and wait > 0:
            await self._wait(wait)
        return [update.as_json() for update in world.updates.hand_out(limit)]

    def _slowed(self, offset: int, limit: int, wait: int) -> tuple[int, int]:
        """Hold a poller that asks the same again at once, if the world does so."""
        now = self._world.clock.now()
        quick = now - self._last_at
        same = offset == self._last_offset and self._world.hold_quick_polls
        self._last_offset, self._last_at = offset, now
        if same and quick < QUICK:
            wait = max(wait, 3)
        if same and quick < VERY_QUICK:
            limit = 1
        return limit, wait

    async def _wait(self, seconds: float) -> None:
        mine = asyncio.get_running_loop().create_future()
        self._open = mine
        self._world.changed()
        late = self._world.clock.call_after(seconds, lambda: _finish(mine))
        try:
            while not mine.done() and not self._world.updates.waiting():
                await self._change_or(mine)
            if mine.done():
                mine.result()
        finally:
            late.cancel()
            if self._open is mine:
                self._open = None
            self._world.changed()

    async def _change_or(self, mine: "asyncio.Future[None]") -> None:
        change = self._world.next_change()
        try:
            await asyncio.wait({mine, change}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            change.cancel()

    def end(self, why: ApiError | None = None) -> None:
        """End the open poll: with an error, or with an empty answer."""
        if self._open is not None and not self._open.done():
            if why is None:
                self._open.set_result(None)
            else:
                self._open.set_exception(why)
        self._open = None

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for updates now."""
        return self._open is not None


def _finish(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)
