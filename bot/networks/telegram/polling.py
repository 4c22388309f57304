"""Fetching updates: stored first, confirmed by the next question."""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from bot.networks.telegram import updates
from bot.networks.telegram.door import Door
from bot.networks.telegram.errors import CallFailed

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client

logger = logging.getLogger(__name__)

WAIT = 50
"""Seconds Telegram keeps a question open when there is nothing; its longest."""
_LONGEST_REST = 30.0

Sleep = Callable[[float], Awaitable[None]]


class Polling:
    """Asks for updates, one question after another."""

    def __init__(self, client: "Client", door: Door, sleep: Sleep) -> None:
        self._client = client
        self._door = door
        self._sleep = sleep
        self._offset = 0

    async def begin(self) -> None:
        """Let nothing be brought any more: with a webhook set, nothing is given out."""
        await self._client.delete_webhook()

    async def once(self, wait: int = 0) -> int:
        """Fetch what waits and store it; return how much it was.

        The question that brings nothing has confirmed all that came before. From
        then on it is asked without a place to begin: after a quiet week Telegram
        numbers its updates from a random place, perhaps a lower one.

        Raises:
            CallFailed: Telegram gave no answer.
        """
        came = await self._client.updates(self._offset, wait, updates.ALLOWED)
        await self._door.take(came)
        self._offset = max(map(_number, came), default=-1) + 1
        return len(came)

    async def run(self) -> None:
        """Ask for ever; rest a while whenever no answer comes."""
        failed = 0
        begun = False
        while True:
            try:
                if not begun:
                    await self.begin()
                    begun = True
                await self.once(WAIT)
                failed = 0
            except CallFailed as failure:
                failed += 1
                logger.warning(
                    "no updates",
                    extra={"why": failure.why.value, "attempts": failed},
                )
                await self._sleep(failure.retry_after or rest(failed))
            except Exception:
                # What was not stored was not confirmed: Telegram keeps it.
                failed += 1
                logger.exception("updates not stored", extra={"attempts": failed})
                await self._sleep(rest(failed))


def rest(failed: int) -> float:
    """Return the seconds to rest after so many failures: 1, 2, 4 … at most 30."""
    return min(2.0 ** min(failed - 1, 10), _LONGEST_REST)


def _number(update: Any) -> int:
    number = update.get("update_id", -1) if isinstance(update, dict) else -1
    return number if isinstance(number, int) else -1
