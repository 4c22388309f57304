"""Taking messages away, within 48 hours."""

from datetime import timedelta

from tests.telegram_server import posting
from tests.telegram_server.calls import Call
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.errors import bad_request
from tests.telegram_server.messages import Message
from tests.telegram_server.registry import answers

WITHIN = timedelta(hours=48)


@answers("deleteMessage")
def delete_message(call: Call) -> bool:
    """Take one message away."""
    chat = call.chat()
    message = call.message(chat, "message to delete not found")
    _check(call, chat, message)
    posting.delete(call.world, message)
    return True


@answers("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Take several messages away; those that are not there are passed over."""
    chat = call.chat()
    numbers = call.given["message_ids"]
    found = [chat.messages[n] for n in numbers if n in chat.messages]
    for message in found:
        _check(call, chat, message)
    for message in found:
        posting.delete(call.world, message)
    return True


def _check(call: Call, chat: Chat, message: Message) -> None:
    own = message.sender is call.world.bot
    allowed = own or not isinstance(chat, GroupChat) or _may(call, chat)
    if not allowed or call.world.clock.now() - message.date >= WITHIN:
        raise bad_request("message can't be deleted")


def _may(call: Call, chat: GroupChat) -> bool:
    return chat.member(call.world.bot).may("can_delete_messages")
