"""Telegram at work in the running program: by asking, or by being brought updates."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.languages import Languages
from bot.networks.telegram import init_data, menus, webhook
from bot.networks.telegram.client import Client
from bot.networks.telegram.door import Door, Receive
from bot.networks.telegram.errors import CallFailed, Why
from bot.networks.telegram.network import Telegram, real_timing
from bot.networks.telegram.pace import Pace
from bot.networks.telegram.polling import Polling, rest
from bot.ports import Raw

logger = logging.getLogger(__name__)


Managers = Callable[[], Awaitable[dict[str, str]]]
_LOOK_EVERY = 60.0
"""Seconds until somebody who has just become a case manager has the menu of one."""


class TokenUnknown(Exception):
    """Telegram does not know the token."""


@dataclass(slots=True, kw_only=True)
class Connected:
    """The bot's own account, and how updates come to it."""

    client: Client
    token: str = field(repr=False)
    network: Telegram
    languages: Languages
    username: str
    """The bot's name in links; "" while Telegram has not been reached."""
    webhook_at: str = ""
    """Our own address, if updates are brought there; "" if they are fetched."""
    secret: str
    receive: Receive | None = None
    managers: Managers | None = None
    """Who leads cases, asked again and again: their menus are others."""

    def serve(self, app: web.Application) -> None:
        """Take what Telegram brings, if it is to bring anything."""
        if self.webhook_at:
            webhook.Webhook(self._door(), self.secret).add_to(app)

    def vouch(self, told: str, now: datetime) -> tuple[str, str] | None:
        """Return who opened our page from Telegram, if Telegram says so."""
        account = init_data.user_of(told, self.token, now)
        return None if account is None else (self.network.name, str(account))

    async def run(self) -> None:
        """Set the menus; then fetch updates for ever, or have them brought."""
        polling = Polling(self.client, self._door(), self.network.sleep)
        attempts = 0
        while not await self._begin():
            attempts += 1
            await self.network.sleep(rest(attempts))
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_menus())
            if not self.webhook_at:
                group.create_task(polling.run())

    async def _keep_menus(self) -> None:
        assert self.managers is not None  # noqa: S101 - set before anything runs
        kept = menus.ManagersMenus(self.client, self.languages, self.managers)
        while True:
            try:
                await kept.look()
            except Exception:
                logger.exception("menus not kept")
            await self.network.sleep(_LOOK_EVERY)

    async def _begin(self) -> bool:
        try:
            await menus.publish(self.client, self.languages)
            if self.webhook_at:
                await webhook.ask_for_it(self.client, self.webhook_at, self.secret)
        except CallFailed as failed:
            logger.warning("telegram not ready", extra={"why": failed.why.value})
            return False
        return True

    def _door(self) -> Door:
        return Door(self.network, self._store)

    async def _store(self, came: Sequence[Raw]) -> list[Raw]:
        assert self.receive is not None  # noqa: S101 - set before anything comes in
        return await self.receive(came)


@asynccontextmanager
async def connected(
    token: str, api: str, webhook_at: str, languages: Languages
) -> AsyncIterator[Connected]:
    """Get to know the bot's own account, for as long as the context lasts.

    Raises:
        TokenUnknown: Telegram does not know the token.
    """
    client = Client(token, api)
    network = Telegram(client, languages, real_timing(time.monotonic), Pace())
    try:
        network.username = await _username(client)
        yield Connected(
            client=client,
            token=token,
            network=network,
            languages=languages,
            username=network.username,
            webhook_at=webhook_at,
            secret=webhook.secret_of(token),
        )
    finally:
        await client.close()


async def _username(client: Client) -> str:
    try:
        return str((await client.me())["username"])
    except CallFailed as failed:
        if failed.why is Why.BAD_TOKEN:
            raise TokenUnknown from failed
        logger.warning("telegram not reached", extra={"why": failed.why.value})
        return ""
