"""Sending: messages, documents, chat actions."""

from typing import Any

from tests.telegram_server import ephemeral
from tests.telegram_server.calls import Call
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.description import load
from tests.telegram_server.entities import format_text
from tests.telegram_server.errors import Misuse, bad_request
from tests.telegram_server.files import StoredFile, Upload
from tests.telegram_server.messages import Draft, Message
from tests.telegram_server.posting import post
from tests.telegram_server.registry import answers

Json = dict[str, Any]

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


@answers("sendMessage")
def send_message(call: Call) -> Json:
    """Send a text."""
    chat = call.chat()
    content = formatted(call, "text", "entities")
    return send(call, chat, content)


@answers("sendDocument")
def send_document(call: Call) -> Json:
    """Send a file, new or known."""
    chat = call.chat()
    content: Json = {"document": _stored(call, "document").as_document()}
    return send(call, chat, content | _caption(call))


@answers("sendPhoto")
def send_photo(call: Call) -> Json:
    """Send a picture."""
    chat = call.chat()
    size = _stored(call, "photo").reference() | {"width": 320, "height": 320}
    return send(call, chat, {"photo": [size]} | _caption(call))


def _caption(call: Call) -> Json:
    if not call.get("caption"):
        return {}
    words = formatted(call, "caption", "caption_entities")
    caption: Json = {"caption": words["text"]}
    if "entities" in words:
        caption["caption_entities"] = words["entities"]
    return caption


@answers("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """Show that the bot is at work."""
    call.chat()
    if call.given["action"] not in ACTIONS:
        raise Misuse("wrong parameter action in request")
    return True


def formatted(call: Call, name: str, entities: str) -> Json:
    """Return a parsed text as content, if its length is allowed."""
    mode, marks = call.get("parse_mode"), call.get(entities)
    words = format_text(call.get(name, ""), mode, marks)
    limit = load().limit(call.shape.name, name)
    assert limit is not None
    length = limit.measure(words["text"])
    what = "message text" if name == "text" else f"message {name}"
    if length < limit.low:
        raise Misuse(f"{what} is empty")
    if length > limit.high:
        too_long = "message" if name == "text" else what
        raise Misuse(f"{too_long} is too long", f"{name} has {length} characters")
    return words


def send(call: Call, chat: Chat, content: Json) -> Json:
    """Post what the call says, if rights, replies and floods allow it."""
    return send_message_of(call, chat, content).as_json()


def send_message_of(call: Call, chat: Chat, content: Json) -> Message:
    """Post what the call says and return the message itself."""
    world = call.world
    _check_permission(call, chat)
    draft = Draft(
        content=content,
        reply_to=_replied(call, chat),
        markup=call.get("reply_markup"),
        thread_id=_thread(call, chat),
        protected=call.get("protect_content", False),
        receiver=ephemeral.receiver(call, chat),
    )
    replaced = ephemeral.replaces(call)
    world.floods.take(chat)
    message = post(world, chat, world.bot, draft)
    if replaced is not None and draft.receiver is not None:
        replaced.hidden_from.add(draft.receiver)
    return message


def _check_permission(call: Call, chat: Chat) -> None:
    if not isinstance(chat, GroupChat):
        return
    member = chat.member(call.world.bot)
    allowed = member.rights if member.status == "restricted" else chat.permissions
    if not member.admin and "can_send_messages" not in allowed:
        raise bad_request("not enough rights to send text messages to the chat")


def _replied(call: Call, chat: Chat) -> Message | None:
    wish: Json | None = call.get("reply_parameters")
    if wish is None:
        return None
    if wish.get("chat_id", chat.id) != chat.id:
        raise Misuse("replies into other chats are not imitated by the test server")
    if "ephemeral_message_id" in wish:
        found = chat.ephemeral.get(wish["ephemeral_message_id"])
    else:
        found = chat.messages.get(wish["message_id"])
    if found is None and not wish.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _thread(call: Call, chat: Chat) -> int | None:
    thread: int | None = call.get("message_thread_id")
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    return thread


def _stored(call: Call, name: str) -> StoredFile:
    given = call.given[name]
    if isinstance(given, Upload):
        if not given.data:
            raise Misuse("file must be non-empty")
        return call.world.files.keep(given)
    if given.startswith(("http://", "https://")):
        raise Misuse("files by URL are not imitated by the test server")
    return call.world.files.by_id(given)
