"""Whether the bot can reach a chat at all, and why not."""

from typing import TYPE_CHECKING, Any

from tests.telegram_server.actor import Actor
from tests.telegram_server.chats import Chat, GroupChat, PrivateChat
from tests.telegram_server.errors import bad_request, forbidden

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld


def reach(world: "TelegramWorld", chat_id: Any) -> Chat:
    """Return the chat of that id or @username.

    Raises:
        ApiError: 400 or 403, in Telegram's words for each reason.
    """
    chat = _find(world, chat_id)
    if isinstance(chat, GroupChat):
        _check_group(world, chat)
    elif isinstance(chat, PrivateChat):
        assert isinstance(chat.person, Actor)
        _check_person(world, chat.person)
    return chat


def _find(world: "TelegramWorld", chat_id: Any) -> Chat:
    if isinstance(chat_id, str):
        for chat in world.chats.values():
            name = getattr(chat, "username", None)
            if name and chat_id.lower() == f"@{name.lower()}":
                return chat
    elif chat_id in world.people:
        return world.private_chat(world.people[chat_id])
    elif chat_id in world.chats:
        return world.chats[chat_id]
    raise bad_request("chat not found")


def _check_group(world: "TelegramWorld", group: GroupChat) -> None:
    member = group.members.get(world.bot.id)
    if member is None:
        raise bad_request("chat not found")
    if group.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=group.migrated_to.id,
        )
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {group.type} chat")
    if not member.present:
        raise forbidden(f"bot is not a member of the {group.type} chat")


def _check_person(world: "TelegramWorld", person: Actor) -> None:
    if person.gone:
        raise forbidden("user is deactivated")
    if person.blocked_bot:
        raise forbidden("bot was blocked by the user")
    until = person.may_be_written_until
    asked_to_join = until is not None and world.clock.now() < until
    if not person.started and not asked_to_join:
        raise forbidden("bot can't initiate conversation with a user")
