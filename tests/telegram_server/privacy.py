"""Privacy mode: which of the people's messages a bot gets."""

from tests.telegram_server.accounts import Bot
from tests.telegram_server.chats import GroupChat
from tests.telegram_server.messages import Message


def reaches(bot: Bot, message: Message) -> bool:
    """Say whether the bot is told of a message."""
    chat = message.chat
    if not isinstance(chat, GroupChat):
        return True
    member = chat.member(bot)
    if not member.present:
        return False
    if member.admin or not bot.privacy_mode or message.draft.receiver is bot:
        return True
    return _replies_to(bot, message) or _commands(bot, message, chat)


def _replies_to(bot: Bot, message: Message) -> bool:
    replied = message.draft.reply_to
    return replied is not None and replied.sender is bot


def _commands(bot: Bot, message: Message, chat: GroupChat) -> bool:
    for name in commands_in(message):
        _, _, addressee = name.partition("@")
        if addressee.lower() == (bot.username or "").lower():
            return True
        if not addressee and chat.last_bot_speaker:
            return True
    return False


def commands_in(message: Message) -> list[str]:
    """Return the commands a message holds, as written."""
    units = message.text.encode("utf-16-le")
    found = []
    for mark in message.draft.content.get("entities", []):
        if mark["type"] == "bot_command":
            start, end = mark["offset"] * 2, (mark["offset"] + mark["length"]) * 2
            found.append(units[start:end].decode("utf-16-le"))
    return found
