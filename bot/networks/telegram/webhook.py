"""Updates that Telegram brings: stored and committed, and only then taken.

Nothing is worked on inside the request: Telegram waits, and brings what was not
taken again.
"""

import hmac
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.networks.telegram import updates
from bot.networks.telegram.door import Door

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client

PATH = "/telegram/updates"
MOST_BYTES = 1024 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of one


def secret_of(token: str) -> str:
    """Return the secret by which we know that it is Telegram who calls.

    Whoever holds the token could be us anyway; nobody else can work it out.
    """
    return hmac.new(token.encode(), b"umarlaud webhook", sha256).hexdigest()


def update_in(body: bytes) -> Any:
    """Return the update that was brought, however odd; None: it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


async def ask_for_it(client: "Client", web_url: str, secret: str) -> None:
    """Have Telegram bring updates to our own address from now on.

    Raises:
        CallFailed: Telegram does not want to.
    """
    await client.set_webhook(web_url + PATH, secret, updates.ALLOWED)


class Webhook:
    """Takes in what Telegram brings."""

    def __init__(self, door: Door, secret: str) -> None:
        self._door = door
        self._secret = secret.encode()

    def add_to(self, app: web.Application) -> None:
        """Let the web server of the program take Telegram's calls."""
        app.router.add_post(PATH, self.handle)

    async def handle(self, request: web.Request) -> web.Response:
        """Take one update in."""
        told = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(told, self._secret):
            return web.Response(status=403)
        if (request.content_length or 0) > MOST_BYTES:
            return web.Response(status=413)
        body = await request.read()
        if len(body) > MOST_BYTES:
            return web.Response(status=413)
        update = update_in(body)
        if update is None:
            return web.Response(status=400)
        await self._door.take([update])
        return web.json_response({})
