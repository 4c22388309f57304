"""The ephemeral rule: to whom, and how soon after what, may be whispered."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.telegram_server.actor import Actor
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.errors import Misuse, bad_request
from tests.telegram_server.messages import Message

if TYPE_CHECKING:
    from tests.telegram_server.calls import Call

Json = dict[str, Any]

WITHIN = timedelta(seconds=15)


def receiver(call: "Call", chat: Chat) -> Actor | None:
    """Return to whom the call wants to whisper, if it does and may.

    A bot that is no admin may only answer: a press of the receiver's, or an
    ephemeral command of theirs, within 15 seconds. The words of this refusal
    are a guess; nothing published gives Telegram's.
    """
    wish: Json | None = call.get("ephemeral_message_parameters")
    if wish is None:
        return None
    if not isinstance(chat, GroupChat):
        raise Misuse("ephemeral messages can be sent only to groups and supergroups")
    person = call.world.people.get(wish["receiver_user_id"])
    if person is None or not chat.member(person).present:
        raise bad_request("user not found")
    allowed = (
        chat.member(call.world.bot).admin
        or _pressed_just_now(call, person, wish)
        or _commanded_just_now(call, chat, person)
    )
    if not allowed:
        raise bad_request("not enough rights to send ephemeral messages to the user")
    return person


def replaces(call: "Call") -> Message | None:
    """Return the message in whose place the receiver is to see the new one."""
    wish: Json = call.get("ephemeral_message_parameters") or {}
    if not wish.get("replace_callback_query_message"):
        return None
    query = call.world.queries.get(wish.get("callback_query_id", ""))
    if query is None or query.message.is_ephemeral:
        raise Misuse("replace_callback_query_message needs a press on a usual message")
    return query.message


def _pressed_just_now(call: "Call", person: Actor, wish: Json) -> bool:
    query = call.world.queries.get(wish.get("callback_query_id", ""))
    if query is None or query.person is not person:
        return False
    return call.world.clock.now() - query.at <= WITHIN


def _commanded_just_now(call: "Call", chat: GroupChat, person: Actor) -> bool:
    now = call.world.clock.now()
    return any(
        message.sender is person and now - message.date <= WITHIN
        for message in chat.ephemeral.values()
    )


def find(call: "Call") -> Message:
    """Return the ephemeral message of the bot that the call is about."""
    group = call.group()
    message = group.ephemeral.get(call.given["ephemeral_message_id"])
    mine = message is not None and message.sender is call.world.bot
    receiver_id = call.given["receiver_user_id"]
    if message is None or not mine or message.draft.receiver is None:
        raise bad_request("message to edit not found")
    if message.draft.receiver.id != receiver_id:
        raise bad_request("message to edit not found")
    return message
