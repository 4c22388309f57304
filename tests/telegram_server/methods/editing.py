"""Changing what stands: texts, keyboards, pins, reactions."""

from typing import Any

from tests.telegram_server import posting
from tests.telegram_server.calls import Call
from tests.telegram_server.chats import GroupChat
from tests.telegram_server.errors import Misuse, bad_request
from tests.telegram_server.messages import Message
from tests.telegram_server.methods.sending import formatted
from tests.telegram_server.registry import answers

Json = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


@answers("editMessageText")
def edit_message_text(call: Call) -> Json:
    """Give a message of the bot's another text and keyboard."""
    message = _own(call)
    if "text" not in message.draft.content:
        raise bad_request("there is no text in the message to edit")
    content = formatted(call, "text", "entities")
    change(call, message, content)
    return message.as_json()


@answers("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    """Give a message of the bot's another keyboard, or none."""
    message = _own(call)
    change(call, message, message.draft.content)
    return message.as_json()


def change(call: Call, message: Message, content: Json) -> None:
    """Change a message, unless it would stay the same."""
    markup = call.get("reply_markup")
    old = message.draft
    if (content, markup) == (old.content, old.markup):
        raise bad_request(NOT_MODIFIED)
    if old.markup and markup:
        before, after = (m.get("force_reply", False) for m in (old.markup, markup))
        if before != after:
            raise Misuse("force_reply can't be changed when a keyboard is edited")
    call.world.floods.take(message.chat)
    posting.edit(call.world, message, content, markup)


def _own(call: Call) -> Message:
    if "inline_message_id" in call.given:
        raise Misuse("inline messages are not imitated by the test server")
    message = call.message(call.chat(), "message to edit not found")
    if message.sender is not call.world.bot or message.by_service:
        raise bad_request("message can't be edited")
    return message


@answers("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Put a message at the top of the chat."""
    chat = call.chat()
    _check_pins(call, chat)
    message = call.message(chat, "message to pin not found")
    if message in chat.pinned:
        return True
    chat.pinned.append(message)
    content = {"pinned_message": message.as_json(with_reply=False)}
    posting.post_service(call.world, chat, call.world.bot, content)
    return True


@answers("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """Take a message from the top of the chat, the newest if none is named."""
    chat = call.chat()
    _check_pins(call, chat)
    wanted = call.get("message_id")
    pinned = [m for m in chat.pinned if wanted is None or m.number == wanted]
    if not pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(pinned[-1])
    return True


def _check_pins(call: Call, chat: object) -> None:
    if not isinstance(chat, GroupChat):
        return
    if not chat.member(call.world.bot).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")


@answers("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """Put the bot's emoji under a message, or take it away."""
    message = call.message(call.chat(), "message to react not found")
    reactions = call.get("reaction", [])
    if len(reactions) > 1:
        raise Misuse("REACTIONS_TOO_MANY", "a bot can set one reaction a message")
    message.reactions[call.world.bot] = reactions
    call.world.changed()
    return True
