"""Accounts: whoever has an id on Telegram, people and bots alike."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

ANONYMOUS_ID = 1087968824
"""The account in whose name every anonymous admin writes."""


@dataclass(eq=False, kw_only=True)
class Account:
    """Somebody with an id and a name."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    is_bot: bool = False

    def as_user(self) -> Json:
        """Return the account as a User."""
        user: Json = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
        }
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        return user

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.first_name}>"


ANONYMOUS = Account(
    id=ANONYMOUS_ID, first_name="Group", username="GroupAnonymousBot", is_bot=True
)


@dataclass(eq=False, kw_only=True, repr=False)
class Bot(Account):
    """The bot under test and its BotFather switches."""

    token: str
    is_bot: bool = True
    privacy_mode: bool = True
    topics_in_private: bool = False
    joins_groups: bool = True

    def as_me(self) -> Json:
        """Return the bot as getMe shows it."""
        return {
            **self.as_user(),
            "can_join_groups": self.joins_groups,
            "can_read_all_group_messages": not self.privacy_mode,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": self.topics_in_private,
            "allows_users_to_create_topics": self.topics_in_private,
            "can_manage_bots": False,
            "supports_guest_queries": False,
            "supports_join_request_queries": False,
        }
