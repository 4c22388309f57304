"""Messages: what stands in a chat, and how the Bot API shows it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.telegram_server.accounts import Account

if TYPE_CHECKING:
    from tests.telegram_server.chats import Chat

Json = dict[str, Any]


@dataclass(kw_only=True)
class Draft:
    """What somebody is about to say."""

    content: Json
    reply_to: "Message | None" = None
    markup: Json | None = None
    thread_id: int | None = None
    protected: bool = False
    receiver: Account | None = None
    extra: Json = field(default_factory=dict)


@dataclass(eq=False, kw_only=True)
class Message:
    """One message; an ephemeral one has a receiver and id 0 for the Bot API."""

    chat: "Chat"
    number: int
    sender: Account
    date: datetime
    draft: Draft
    edited_at: datetime | None = None
    by_service: bool = False
    reached_bot: bool = True
    hidden_from: set[Account] = field(default_factory=set)
    reactions: dict[Account, list[Json]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The `message_id` the bot knows it by."""
        return 0 if self.is_ephemeral else self.number

    @property
    def is_ephemeral(self) -> bool:
        """Whether only its sender and its receiver can see it."""
        return self.draft.receiver is not None

    @property
    def text(self) -> str:
        """The words of it: text, caption, or a poll's question."""
        content = self.draft.content
        poll = content.get("poll")
        words = content.get("text") or content.get("caption")
        return words or (poll["question"] if poll else "")

    @property
    def kind(self) -> str:
        """What it is besides words: text, document, poll, voice, ..."""
        return next(iter(self.draft.content), "text")

    @property
    def buttons(self) -> list[Json]:
        """The inline buttons under it, in reading order."""
        rows = (self.draft.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def as_json(self, *, with_reply: bool = True) -> Json:
        """Return the message as a Message."""
        shown: Json = {
            "message_id": self.id,
            "from": self.sender.as_user(),
            "chat": self.chat.as_json(),
            "date": int(self.date.timestamp()),
            **self.draft.content,
            **self.draft.extra,
        }
        if self.edited_at:
            shown["edit_date"] = int(self.edited_at.timestamp())
        if self.draft.reply_to and with_reply:
            shown["reply_to_message"] = self.draft.reply_to.as_json(with_reply=False)
        return shown | self._marks()

    def _marks(self) -> Json:
        draft = self.draft
        marks: Json = {}
        if draft.thread_id:
            marks["message_thread_id"] = draft.thread_id
            marks["is_topic_message"] = True
        if draft.protected:
            marks["has_protected_content"] = True
        if draft.markup and "inline_keyboard" in draft.markup:
            marks["reply_markup"] = draft.markup
        if draft.receiver:
            marks["receiver_user"] = draft.receiver.as_user()
            marks["ephemeral_message_id"] = self.number
        return marks
