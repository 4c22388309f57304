"""Telegram's updates: where they go, and what they mean.

`key` and `queue` take whatever comes, however odd. `read` is asked when an
update is handled, and only then may one be too odd to be understood.
"""

import json
import re
from hashlib import sha256
from typing import Any

from bot.networks.telegram import groups
from bot.networks.telegram.groups import NETWORK, NOBODY, START, Me
from handlers.incoming import Incoming

__all__ = ["ALLOWED", "NETWORK", "OddUpdate"]

Json = dict[str, Any]

ALLOWED = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
)
"""What we want to hear of."""

_MEDIA = {
    "forward_origin": "forward",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "photo": "picture",
    "video": "picture",
    "animation": "picture",
    "sticker": "sticker",
    "location": "place",
    "venue": "place",
    "contact": "contact",
    "document": "file",
    "poll": "other",
    "dice": "other",
    "story": "other",
}
_LINK = re.compile(r"https?://\S+(?:[?&]start=|/join/)([A-Za-z0-9_-]{1,64})")
_LONGEST = 50
_REACHABLE = {"member": True, "kicked": False, "left": False}


class OddUpdate(Exception):
    """An update that is not as Telegram describes them."""


def key(update: Json) -> str:
    """Return by what a repeat of this update is known, for ever.

    Its number alone is not enough: after a quiet week Telegram goes on from a
    random one, which may have been used before.
    """
    inner = _inner(update)
    own = inner.get("id") if "callback_query" in update else inner.get("date")
    return f"{_short(update.get('update_id'))}.{_short(own)}"


def queue(update: Json) -> str:
    """Return the chat whose updates are handled one after another."""
    inner = _inner(update)
    message = inner.get("message")
    chat = (message if isinstance(message, dict) else inner).get("chat")
    return _short(chat.get("id", "")) if isinstance(chat, dict) else ""


def query(update: Json) -> tuple[str, str] | None:
    """Return a press to be acknowledged: its id and the language of the app."""
    press = update.get("callback_query")
    if not isinstance(press, dict) or not isinstance(press.get("id"), str):
        return None
    if not press["id"].isprintable():
        return None  # half a character, say: nothing that can be sent back
    sender = press.get("from")
    language = sender.get("language_code") if isinstance(sender, dict) else ""
    return press["id"], _short(language or "")


def rows_of(keyboard: str) -> list[list[Json]]:
    """Return the rows of the buttons that a press came with."""
    rows: list[list[Json]] = json.loads(keyboard).get("inline_keyboard", [])
    return rows


def read(payload: bytes, me: Me = NOBODY) -> Incoming | None:
    """Return what came in, or None where nothing of it is meant for us.

    Raises:
        OddUpdate: it cannot be understood.
    """
    update = json.loads(payload)
    try:
        if groups.is_of_group(update):
            return _worded(groups.read(update, key(update), me))
        return _worded(_read(update))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise OddUpdate(type(error).__name__) from error


def _worded(incoming: Incoming | None) -> Incoming | None:
    """Return what came in, if its words are words."""
    if incoming is not None and not all(
        isinstance(each, str) for each in (incoming.text, incoming.pressed)
    ):
        raise TypeError
    return incoming


def _short(value: Any) -> str:
    """Return what a key can hold, whatever stands where a number should."""
    text = str(value)
    if len(text) <= _LONGEST and text.isprintable():
        return text
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LONGEST]


def _inner(update: Json) -> Json:
    found = [v for k, v in update.items() if k != "update_id" and isinstance(v, dict)]
    return found[0] if found else {}


def _read(update: Json) -> Incoming | None:
    if "message" in update:
        return _message(update, update["message"])
    if "edited_message" in update:
        return _edited(update, update["edited_message"])
    if "callback_query" in update:
        return _press(update, update["callback_query"])
    if "my_chat_member" in update:
        return _membership(update, update["my_chat_member"])
    raise ValueError("a kind of update we never asked for")


def _message(update: Json, message: Json) -> Incoming | None:
    common = _common(update, message["chat"], message["from"])
    media = [name for kind, name in _MEDIA.items() if kind in message]
    if media:
        return Incoming(**common, media=media[0])
    if "text" not in message:
        return None  # a notice of Telegram's own
    text = message["text"]
    opened = START.fullmatch(text.strip()) or _LINK.fullmatch(text.strip())
    if opened:
        return Incoming(**common, start=opened[1])
    replied = message.get("reply_to_message")
    return Incoming(
        **common,
        text=text,
        ref=_ref(message),
        reply_to=_ref(replied) if replied else "",
    )


def _edited(update: Json, message: Json) -> Incoming | None:
    if "text" not in message:
        return None
    common = _common(update, message["chat"], message["from"])
    return Incoming(**common, text=message["text"], edits=_ref(message))


def _press(update: Json, press: Json) -> Incoming | None:
    message = press["message"]
    common = _common(update, message["chat"], press["from"])
    markup = message.get("reply_markup", {})
    return Incoming(**common, pressed=press["data"], keyboard=json.dumps(markup))


def _membership(update: Json, change: Json) -> Incoming | None:
    status = change["new_chat_member"]["status"]
    common = _common(update, change["chat"], change["from"])
    return Incoming(**common, reachable=_REACHABLE[status])


def _common(update: Json, chat: Json, sender: Json) -> Json:
    return {
        "network": NETWORK,
        "key": key(update),
        "address": str(int(chat["id"])),
        "language": str(sender.get("language_code") or ""),
        "from_bot": bool(sender.get("is_bot")),
    }


def _ref(message: Json) -> str:
    return f"{int(message['chat']['id'])}:{int(message['message_id'])}"
