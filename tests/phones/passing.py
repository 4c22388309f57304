"""The network of the tests on Telegram: our own, on the time of a world."""

import asyncio
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.languages import Languages
from bot.networks.telegram.client import Client
from bot.networks.telegram.network import Telegram, Timing
from bot.networks.telegram.pace import Pace
from scheduling.clock import SettableClock
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld


@cache
def _languages() -> Languages:
    return Languages(ZoneInfo("Europe/Tallinn"))


class Passing:
    """The time of a world: waiting lets it pass, but not while a call is under way."""

    def __init__(self, world: TelegramWorld, client: Client) -> None:
        self._world = world
        self._under_way = 0
        self._nothing_under_way = asyncio.Event()
        self._nothing_under_way.set()
        client._session.middleware(self._count)
        self._table: SettableClock | None = None
        self._seen = datetime.min.replace(tzinfo=UTC)

    def follow(self, table: SettableClock) -> None:
        """Let time pass here, too, when it has passed at a table."""
        self._table, self._seen = table, table()

    @property
    def timing(self) -> Timing:
        return Timing(self._now, self.sleep)

    def _now(self) -> float:
        if self._table is not None and self._table() > self._seen:
            passed, self._seen = self._table() - self._seen, self._table()
            self._world.advance(passed)
        return self._world.clock.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        while self._under_way:
            await self._nothing_under_way.wait()
        self._world.advance(seconds)

    async def _count(self, make_request: Any, bot: Any, method: Any) -> Any:
        self._under_way += 1
        self._nothing_under_way.clear()
        try:
            return await make_request(bot, method)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._nothing_under_way.set()


def a_network(
    world: TelegramWorld, server: TelegramServer, pace: Pace | None = None
) -> tuple[Telegram, Client, Passing]:
    client = Client(world.bot.token, server.url, patience=5)
    passing = Passing(world, client)
    network = Telegram(client, _languages(), passing.timing, pace or Pace())
    network.username = world.bot.username or ""
    return network, client, passing
