"""A person as an actor: what every deed of theirs needs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.telegram_server.accounts import Account
from tests.telegram_server.chats import Chat, GroupChat, PrivateChat
from tests.telegram_server.messages import Message
from tests.telegram_server.views import Seen

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


class CannotDo(Exception):
    """Telegram's app would not let this person do that."""


@dataclass(eq=False)
class Query:
    """One press of a button, and what the bot answered to it."""

    id: str
    person: "Actor"
    message: Message
    data: str
    at: datetime
    answered: bool = False
    text: str | None = None
    alert: bool = False
    url: str | None = None


@dataclass(eq=False, kw_only=True, repr=False)
class Actor(Account):
    """A person with an app in their hands."""

    world: "TelegramWorld"
    lang: str | None = None
    started: bool = False
    blocked_bot: bool = False
    gone: bool = False
    offline: bool = False
    may_be_written_until: datetime | None = None
    pressed: list[Query] = field(default_factory=list)

    def as_user(self) -> Json:
        """Return the person as a User."""
        language = {"language_code": self.lang} if self.lang else {}
        return super().as_user() | language

    @property
    def private_chat(self) -> PrivateChat:
        """Their own chat with the bot."""
        return self.world.private_chat(self)

    def chat_or_own(self, chat: Chat | None) -> Chat:
        """Return the chat meant; without one, their own with the bot."""
        if chat is None:
            if self.gone:
                raise CannotDo("the account is gone")
            return self.private_chat
        if isinstance(chat, GroupChat) and not chat.member(self).present:
            raise CannotDo(f"{self.first_name} is not in {chat.title}")
        return chat

    def message(self, of: Message | Seen) -> Message:
        """Return the message meant, if this person can see it."""
        message = of.message if isinstance(of, Seen) else of
        if message.is_ephemeral:
            visible = self in {message.sender, message.draft.receiver}
        else:
            visible = message.chat.can_read(self, message)
        if not visible:
            raise CannotDo(f"{self.first_name} does not see that message")
        return message
