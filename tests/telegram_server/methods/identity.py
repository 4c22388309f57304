"""Who the bot is, and its files."""

from typing import Any

from tests.telegram_server.calls import Call
from tests.telegram_server.registry import answers

Json = dict[str, Any]


@answers("getMe")
def get_me(call: Call) -> Json:
    """Return the bot as a User."""
    return call.world.bot.as_me()


@answers("logOut")
def log_out(call: Call) -> bool:
    """Leave the cloud server; every later call is refused."""
    call.world.logged_out = True
    return True


@answers("close")
def close(call: Call) -> bool:
    """Close the bot before it moves to another server."""
    call.world.polling.end()
    return True


@answers("getFile")
def get_file(call: Call) -> Json:
    """Return a file with a path to fetch it from."""
    return call.world.files.link(call.given["file_id"])
