"""Telegram's updates from groups: what of them is kept, and what they mean.

A bot that runs a group hears every word there. What people say to each other is
not for us: it is taken out before anything is stored.
"""

import re
from dataclasses import dataclass
from typing import Any

from casework.groups import Somebody
from handlers.incoming import Incoming, Room, RoomNews

Json = dict[str, Any]

NETWORK = "telegram"
START = re.compile(r"/start(?:@\w+)?\s+([A-Za-z0-9_-]{1,64})")

_KINDS = {"group", "supergroup", "channel"}
_COMMAND = re.compile(r"/\w+(?:@(\w+))?")
_KEPT = frozenset(
    {
        "message_id",
        "date",
        "chat",
        "from",
        "sender_chat",
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    }
)
"""What is kept of a message that people wrote to each other: no word of it."""
_SAID = {"message", "edited_message"}
_THERE = {"creator", "administrator", "member"}
_SERVICE = {
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "new_chat_members",
    "left_chat_member",
}


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int = 0
    username: str = ""
    """"" while it is not known: then every command is taken to be ours."""


NOBODY = Me()


def is_of_group(update: Json) -> bool:
    """Say whether an update is about a chat of several people.

    Raises:
        ValueError: it is about a kind of chat we do not know.
    """
    kind = _kind(update)
    if kind not in {"private", *_KINDS}:
        raise ValueError("a kind of chat we do not know")
    return kind in _KINDS


def spared(update: Json, me: Me = NOBODY) -> Json:
    """Return the update without the words that people said to each other.

    A command keeps its own words, and none of those that it replies to.
    """
    if not is_among_others(update):
        return update
    return {name: _spared(name, part, me) for name, part in update.items()}


def is_among_others(update: Json) -> bool:
    """Say whether an update is about a group, however odd it is."""
    return _kind(update) in _KINDS


def is_news(update: Json) -> bool:
    """Say whether nobody wrote or pressed: Telegram tells who comes and goes."""
    if not is_among_others(update):
        return False
    came = update.get("message") or update.get("callback_query")
    return not isinstance(came, dict) or bool(_SERVICE & came.keys())


def speaker(update: Json) -> str:
    """Return who speaks in a group; "" in a private chat, which is one person's."""
    if not is_among_others(update):
        return ""
    came = update.get("message") or update.get("callback_query")
    sender = came.get("from") if isinstance(came, dict) else None
    who = sender.get("id") if isinstance(sender, dict) else ""
    return f"{_chat(update).get('id')}/{who}"


def read(update: Json, key: str, me: Me) -> Incoming | None:
    """Return what happened in a group, or None where it is nothing to us."""
    if "message" in update:
        return _message(update["message"], key, me)
    if "callback_query" in update:
        return _press(update["callback_query"], key)
    if "my_chat_member" in update:
        return _ourselves(update["my_chat_member"], key)
    if "chat_member" in update:
        return _member(update["chat_member"], key, me)
    if "chat_join_request" in update:
        request = update["chat_join_request"]
        return _news(request, key, RoomNews.ASKS_IN, (_somebody(request["from"]),))
    return None


def _message(message: Json, key: str, me: Me) -> Incoming | None:
    if moved := _moved(message, key):
        return moved
    if "new_chat_members" in message:
        came = [u for u in message["new_chat_members"] if u["id"] != me.id]
        people = tuple(map(_somebody, came))
        return _news(message, key, RoomNews.ARRIVED, people) if people else None
    if "left_chat_member" in message:
        gone = message["left_chat_member"]
        if gone["id"] == me.id:
            return None  # told as a change of our own membership
        return _news(message, key, RoomNews.LEFT, (_somebody(gone),))
    return _words(message, key, me)


def _words(message: Json, key: str, me: Me) -> Incoming:
    text = message["text"] if _asks(message, me) else ""
    opened = START.fullmatch(text.strip())
    nameless = "sender_chat" in message
    room = Room(
        **_place(message),
        people=() if nameless else (_somebody(message["from"]),),
        nameless=nameless,
    )
    start = opened[1] if opened else ""
    return Incoming(
        **_common(message, key), room=room, start=start, text="" if start else text
    )


def _press(press: Json, key: str) -> Incoming:
    room = Room(
        **_place(press["message"]),
        people=(_somebody(press["from"]),),
        by=str(press["id"]),
    )
    return Incoming(**_common(press, key), room=room, pressed=press["data"])


def _ourselves(change: Json, key: str) -> Incoming:
    there = _is_there(change["new_chat_member"])
    news = RoomNews.WE_ARE_IN if there else RoomNews.WE_ARE_OUT
    return _news(change, key, news)


def _member(change: Json, key: str, me: Me) -> Incoming | None:
    member = change["new_chat_member"]
    if member["user"]["id"] == me.id:
        return None
    news = RoomNews.ARRIVED if _is_there(member) else RoomNews.LEFT
    return _news(change, key, news, (_somebody(member["user"]),))


def _moved(message: Json, key: str) -> Incoming | None:
    old, new = message["chat"]["id"], message.get("migrate_to_chat_id")
    if "migrate_from_chat_id" in message:
        old, new = message["migrate_from_chat_id"], message["chat"]["id"]
    if new is None:
        return None
    room = Room(address=str(int(old)), news=RoomNews.MOVED, moved_to=str(int(new)))
    return Incoming(**_common(message, key), room=room)


def _news(
    what: Json, key: str, news: RoomNews, people: tuple[Somebody, ...] = ()
) -> Incoming:
    room = Room(**_place(what), news=news, people=people)
    return Incoming(**_common(what, key), room=room)


def _is_there(member: Json) -> bool:
    status = member["status"]
    if status not in {*_THERE, "restricted", "left", "kicked"}:
        raise ValueError("a kind of membership we do not know")
    return status in _THERE or bool(member.get("is_member"))


def _place(what: Json) -> Json:
    chat = what["chat"]
    return {
        "address": str(int(chat["id"])),
        "title": str(chat.get("title", "")),
        "one_way": chat["type"] == "channel",
    }


def _common(what: Json, key: str) -> Json:
    sender = what["from"]
    return {
        "network": NETWORK,
        "key": key,
        "address": str(int(sender["id"])),
        "language": str(sender.get("language_code") or ""),
    }


def _somebody(user: Json) -> Somebody:
    names = (user["first_name"], user.get("last_name"))
    return Somebody(
        address=str(int(user["id"])),
        name=" ".join(str(name) for name in names if name),
        is_bot=bool(user.get("is_bot")),
    )


def _asks(message: Json, me: Me) -> bool:
    """Say whether a message is a command, and not another bot's."""
    text = message.get("text")
    if not isinstance(text, str) or not text.startswith("/"):
        return False
    command = _COMMAND.match(text)
    addressee = (command[1] or "") if command else ""
    return addressee.lower() in {"", me.username.lower()} or not me.username


def _spared(name: str, part: Any, me: Me) -> Any:
    if name == "chat_join_request" and isinstance(part, dict):
        return {k: v for k, v in part.items() if k != "bio"}
    if name not in _SAID or not isinstance(part, dict):
        return part
    ours = name == "message" and _asks(part, me)
    return {k: v for k, v in part.items() if k in _KEPT or (ours and k == "text")}


def _kind(update: Json) -> str:
    return str(_chat(update).get("type", ""))


def _chat(update: Json) -> Json:
    for came in update.values():
        if isinstance(came, dict):
            message = came.get("message")
            chat = (message if isinstance(message, dict) else came).get("chat")
            return chat if isinstance(chat, dict) else {}
    return {}
