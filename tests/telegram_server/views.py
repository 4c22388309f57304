"""What each person sees, and has ever seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tests.telegram_server.accounts import Account
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.messages import Message

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as a person has it before their eyes."""

    message: Message

    @property
    def text(self) -> str:
        """The words."""
        return self.message.text

    @property
    def kind(self) -> str:
        """What it is: text, document, poll, voice, new_chat_members, ..."""
        return self.message.kind

    @property
    def buttons(self) -> list[str]:
        """The words on the inline buttons that can be pressed."""
        return [b["text"] for b in self.message.buttons if "disabled" not in b]

    @property
    def frozen_buttons(self) -> list[str]:
        """The words on the inline buttons that can no longer be pressed."""
        return [b["text"] for b in self.message.buttons if "disabled" in b]

    @property
    def keyboard(self) -> list[str]:
        """The words on the buttons that it puts in place of the letters."""
        rows = (self.message.draft.markup or {}).get("keyboard", [])
        return [b if isinstance(b, str) else b["text"] for row in rows for b in row]

    @property
    def sender(self) -> str:
        """The name over it."""
        return self.message.sender.first_name

    @property
    def ephemeral(self) -> bool:
        """Whether nobody else in the group sees it."""
        return self.message.is_ephemeral

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return self.message.edited_at is not None

    @property
    def protected(self) -> bool:
        """Whether it can be neither forwarded nor saved."""
        return self.message.draft.protected

    @property
    def file(self) -> str | None:
        """The name of the document it brings."""
        document = self.message.draft.content.get("document")
        return document["file_name"] if document else None

    @property
    def reply_to(self) -> "Seen | None":
        """The message it answers."""
        replied = self.message.draft.reply_to
        return Seen(replied) if replied else None

    @property
    def reactions(self) -> list[str]:
        """The emoji under it."""
        return [
            reaction.get("emoji", "?")
            for given in self.message.reactions.values()
            for reaction in given
        ]

    def __repr__(self) -> str:
        mark = " (only for this person)" if self.ephemeral else ""
        return f"<{self.sender}: {self.text!r} {self.buttons}{mark}>"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Something a person has had before their eyes once, gone or not."""

    person: Account
    chat: Chat
    text: str
    ephemeral: bool
    at: datetime
    message: Message | None


def all_words(message: Message) -> str:
    """Return every word of a message: text, buttons, options, file name."""
    content = message.draft.content
    poll = content.get("poll", {})
    parts = [
        message.text,
        *(button["text"] for button in message.buttons),
        *(option["text"] for option in poll.get("options", [])),
        poll.get("description", ""),
        content.get("document", {}).get("file_name", ""),
    ]
    return "\n".join(part for part in parts if part)


def seen_by(account: Account, chat: Chat, *, ephemeral: bool) -> list[Seen]:
    """Return what somebody sees in a chat now: what all see, or what only they see."""
    if ephemeral:
        return [
            Seen(message)
            for message in chat.ephemeral.values()
            if account in {message.sender, message.draft.receiver}
            and account not in message.hidden_from
            and account in message.chat.readers()
        ]
    earlier = _before_migration(account, chat)
    return earlier + [
        Seen(message)
        for message in chat.messages.values()
        if chat.can_read(account, message) and account not in message.hidden_from
    ]


def _before_migration(account: Account, chat: Chat) -> list[Seen]:
    old = getattr(chat, "migrated_from", None)
    if not isinstance(old, GroupChat) or account not in chat.readers():
        return []
    return [Seen(message) for message in old.messages.values()]


def who_saw(world: "TelegramWorld", words: str) -> set[str]:
    """Return the names of all people who have ever seen these words anywhere."""
    return {
        glimpse.person.first_name
        for glimpse in world.glimpses
        if words in glimpse.text and not glimpse.person.is_bot
    }
