"""Command menus: which of the bot's commands an app offers to whom, and where."""

import json
from typing import Any

from tests.telegram_server.actor import Actor
from tests.telegram_server.chats import Chat, GroupChat

Json = dict[str, Any]


class Menus:
    """The commands by scope and language."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], list[Json]] = {}

    def put(self, scope: Json | None, language: str, commands: list[Json]) -> None:
        """Set the commands of one scope and language."""
        self._lists[key(scope), language] = commands

    def drop(self, scope: Json | None, language: str) -> None:
        """Forget the commands of one scope and language."""
        self._lists.pop((key(scope), language), None)

    def exact(self, scope: Json | None, language: str) -> list[Json]:
        """Return the commands of exactly this scope and language."""
        return self._lists.get((key(scope), language), [])

    def first(self, scopes: list[Json], language: str) -> list[Json]:
        """Return the narrowest list there is; the language matters within a scope."""
        for scope in scopes:
            for tongue in (language, ""):
                if found := self.exact(scope, tongue):
                    return found
        return []


def key(scope: Json | None) -> str:
    """Return the scope as something that can be compared."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True)


def offered(person: Actor, chat: Chat) -> list[Json]:
    """Return what the app of this person offers in this chat."""
    return person.world.menus.first(_scopes(person, chat), person.lang or "")


def _scopes(person: Actor, chat: Chat) -> list[Json]:
    here: Json = {"type": "chat", "chat_id": chat.id}
    if not isinstance(chat, GroupChat):
        return [here, {"type": "all_private_chats"}, {"type": "default"}]
    member = {"type": "chat_member", "chat_id": chat.id, "user_id": person.id}
    scopes: list[Json] = [member]
    admin = chat.member(person).admin
    if admin:
        scopes.append({"type": "chat_administrators", "chat_id": chat.id})
    scopes.append(here)
    if admin:
        scopes.append({"type": "all_chat_administrators"})
    return [*scopes, {"type": "all_group_chats"}, {"type": "default"}]


def hides(person: Actor, chat: GroupChat, text: str) -> bool:
    """Say whether this text is a command that the app sends unseen by the others."""
    if not text.startswith("/") or not chat.member(person.world.bot).present:
        return False
    name, _, addressee = text[1:].partition(" ")[0].partition("@")
    if addressee and addressee != person.world.bot.username:
        return False
    return any(
        command["command"] == name and command.get("is_ephemeral")
        for command in offered(person, chat)
    )
