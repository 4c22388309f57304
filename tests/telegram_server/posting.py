"""What happens when something is said, changed or taken away, whoever does it."""

from typing import TYPE_CHECKING, Any

from tests.telegram_server import privacy
from tests.telegram_server.accounts import ANONYMOUS, Account
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.messages import Draft, Message

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


def post(world: "TelegramWorld", chat: Chat, sender: Account, draft: Draft) -> Message:
    """Put a message into a chat, show it to its readers, tell the bot."""
    message = Message(
        chat=chat,
        number=world.next_number(chat, ephemeral=draft.receiver is not None),
        sender=sender,
        date=world.clock.now(),
        draft=draft,
    )
    if isinstance(chat, GroupChat):
        _speak_in_group(chat, message)
    (chat.ephemeral if message.is_ephemeral else chat.messages)[message.number] = (
        message
    )
    if sender is world.bot:
        _remember_speaker(chat, bot=True)
    else:
        message.reached_bot = privacy.reaches(world.bot, message)
        _remember_speaker(chat, bot=False)
        if message.reached_bot:
            world.tell("message", message.as_json(), f"chat {chat.id}")
    show(world, message)
    return message


def post_service(
    world: "TelegramWorld", chat: Chat, sender: Account, content: Json
) -> Message:
    """Put a line of Telegram's own into a chat: joined, pinned, migrated."""
    message = Message(
        chat=chat,
        number=world.next_number(chat),
        sender=sender,
        date=world.clock.now(),
        draft=Draft(content=content),
        by_service=True,
    )
    chat.messages[message.number] = message
    message.reached_bot = world.bot in chat.readers() or chat.type == "private"
    if message.reached_bot and sender is not world.bot:
        world.tell("message", message.as_json(), f"chat {chat.id}")
    world.changed()
    return message


def _speak_in_group(chat: GroupChat, message: Message) -> None:
    member = chat.member(message.sender)
    if member.anonymous:
        message.sender = ANONYMOUS
        message.draft.extra["sender_chat"] = chat.as_json()
        if member.title:
            message.draft.extra["author_signature"] = member.title
    elif member.tag:
        message.draft.extra["sender_tag"] = member.tag


def _remember_speaker(chat: Chat, *, bot: bool) -> None:
    # Only other bots could take the word away from ours, and there are none;
    # people's messages in between do not count.
    if isinstance(chat, GroupChat) and bot:
        chat.last_bot_speaker = True


def show(world: "TelegramWorld", message: Message) -> None:
    """Let everyone who can read a message see it as it is now."""
    if message.is_ephemeral:
        audience = [message.sender, message.draft.receiver]
    else:
        audience = [*message.chat.readers()]
    world.witness(message, [a for a in audience if a is not None])
    world.changed()


def edit(
    world: "TelegramWorld", message: Message, content: Json, markup: Json | None
) -> None:
    """Change what a message says, and tell the bot when a person did it."""
    message.draft.content = content
    message.draft.markup = markup
    if message.sender is world.bot:
        if not message.is_ephemeral:
            message.edited_at = world.clock.now()
    else:
        message.edited_at = world.clock.now()
        if message.reached_bot:
            queue = f"chat {message.chat.id}"
            world.tell("edited_message", message.as_json(), queue)
    show(world, message)


def delete(world: "TelegramWorld", message: Message) -> None:
    """Take a message away from everybody; what was seen stays seen."""
    chat = message.chat
    home = chat.ephemeral if message.is_ephemeral else chat.messages
    if home.pop(message.number, None):
        chat.deleted.append(message)
    chat.pinned = [pinned for pinned in chat.pinned if pinned is not message]
    world.changed()
