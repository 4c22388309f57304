"""How the bot gets its updates: by polling or by webhook."""

from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.calls import Call
from tests.telegram_server.errors import Misuse, conflict
from tests.telegram_server.polling import WEBHOOK_SET
from tests.telegram_server.registry import answers
from tests.telegram_server.updates import KINDS

Json = dict[str, Any]

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@answers("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    """Return waiting updates; what lies below the offset is confirmed."""
    _allow(call)
    return await call.world.polling.poll(
        call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0)
    )


@answers("setWebhook")
def set_webhook(call: Call) -> bool:
    """Have updates sent to an address; an empty one takes the webhook away."""
    world = call.world
    world.webhook.refuse_haste()
    url = call.get("url", "")
    if url:
        _check(url)
        world.polling.end(conflict(WEBHOOK_SET))
    _allow(call)
    if call.get("drop_pending_updates"):
        world.updates.clear()
    world.webhook.set(url, call.get("secret_token"), call.get("max_connections", 40))
    return True


@answers("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    """Take the webhook away."""
    if call.get("drop_pending_updates"):
        call.world.updates.clear()
    call.world.webhook.set("", None, 40)
    return True


@answers("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """Return how the webhook does."""
    return call.world.webhook.as_json()


def _allow(call: Call) -> None:
    kinds = call.get("allowed_updates")
    if kinds is None:
        return
    if unknown := set(kinds) - set(KINDS):
        call.world.failures.append(f"allowed_updates: unknown {sorted(unknown)}")
    call.world.updates.allow(kinds)


def _check(url: str) -> None:
    parts = urlsplit(url)
    # Like the server's local mode, plain HTTP is good for this machine only.
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise Misuse("bad webhook: An HTTPS URL must be provided for webhook")
