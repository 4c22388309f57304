"""Where Telegram's updates come in, however they were brought: stored, then answered."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.networks.telegram import groups, updates
from bot.networks.telegram.groups import NOBODY, Me
from bot.networks.telegram.network import Telegram
from bot.ports import Raw

logger = logging.getLogger(__name__)

Receive = Callable[[Sequence[Raw]], Awaitable[list[Raw]]]


class Door:
    """Stores updates as they came, and tells pressing fingers that they arrived."""

    def __init__(self, telegram: Telegram, receive: Receive) -> None:
        self._telegram = telegram
        self._receive = receive
        self._under_way: set[asyncio.Task[None]] = set()

    async def take(self, came: Sequence[Any]) -> None:
        """Store updates; when this returns, they may be acknowledged to Telegram."""
        fine = [each for each in came if isinstance(each, dict)]
        if len(fine) < len(came):
            logger.error("no updates", extra={"network": updates.NETWORK})
        by_key = {updates.key(update): update for update in fine}
        me = self._telegram.me
        raws = [raw_of(key, update, me) for key, update in by_key.items()]
        for raw in await self._receive(raws):
            self._acknowledge(by_key[raw.key])

    async def idle(self) -> None:
        """Wait until every press has been answered."""
        await asyncio.gather(*self._under_way)

    def _acknowledge(self, update: dict[str, Any]) -> None:
        press = updates.query(update)
        if press is not None:
            there = groups.is_among_others(update)
            task = asyncio.create_task(
                self._telegram.acknowledge(*press, among_others=there)
            )
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)


def raw_of(key: str, update: dict[str, Any], me: Me = NOBODY) -> Raw:
    """Return an update as it is stored: whatever came, nothing of it is understood."""
    return Raw(
        network=updates.NETWORK,
        key=key,
        address=updates.queue(update),
        payload=_bytes(groups.spared(update, me)),
        paced=not groups.is_news(update),
        speaker=groups.speaker(update),
    )


def _bytes(update: dict[str, Any]) -> bytes:
    # JSON can name half a character of two; whoever reads it takes it out.
    return json.dumps(update, ensure_ascii=False).encode("utf-8", "surrogatepass")
