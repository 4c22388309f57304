"""The bot's command menus."""

from typing import Any

from tests.telegram_server.calls import Call
from tests.telegram_server.registry import answers

Json = dict[str, Any]


@answers("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """Set the commands of a scope and language."""
    menus = call.world.menus
    menus.put(call.get("scope"), call.get("language_code", ""), call.given["commands"])
    return True


@answers("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Return the commands of a scope and language."""
    return call.world.menus.exact(call.get("scope"), call.get("language_code", ""))


@answers("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Forget the commands of a scope and language."""
    call.world.menus.drop(call.get("scope"), call.get("language_code", ""))
    return True
