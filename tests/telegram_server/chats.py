"""Chats: private ones, groups and supergroups, and who may read what in them."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.accounts import Account
from tests.telegram_server.members import PERMISSIONS, Member
from tests.telegram_server.messages import Message

Json = dict[str, Any]


@dataclass(eq=False, kw_only=True)
class Topic:
    """One topic of a forum."""

    thread_id: int
    name: str
    icon_color: int = 0x6FB9F0

    def as_json(self) -> Json:
        """Return the topic as a ForumTopic."""
        return {
            "message_thread_id": self.thread_id,
            "name": self.name,
            "icon_color": self.icon_color,
        }


@dataclass(eq=False, kw_only=True)
class Chat:
    """A place where messages stand one after the other."""

    id: int
    type: str
    numbers: "itertools.count[int]"
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[Message] = field(default_factory=list)
    deleted: list[Message] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether it is a group of either kind."""
        return self.type in {"group", "supergroup"}

    def readers(self) -> list[Account]:
        """Return who reads what is said here now."""
        raise NotImplementedError

    def can_read(self, account: Account, message: Message) -> bool:
        """Say whether the account can see a message that stands here."""
        raise NotImplementedError

    def as_json(self) -> Json:
        """Return the chat as a Chat."""
        raise NotImplementedError


@dataclass(eq=False, kw_only=True)
class PrivateChat(Chat):
    """A person's own chat with the bot."""

    person: Account
    type: str = "private"

    def readers(self) -> list[Account]:
        """Return the person."""
        return [self.person]

    def can_read(self, account: Account, message: Message) -> bool:
        """Say whether the account is the person."""
        return account is self.person

    def as_json(self) -> Json:
        """Return the chat under the person's name."""
        user = self.person.as_user()
        names = ("id", "first_name", "last_name", "username")
        return {name: user[name] for name in names if name in user} | {
            "type": "private"
        }


@dataclass(eq=False, kw_only=True)
class GroupChat(Chat):
    """A group or supergroup: title, members, settings."""

    title: str
    username: str | None = None
    is_forum: bool = False
    migrated_to: "GroupChat | None" = None
    visible_history: bool = True
    permissions: set[str] = field(default_factory=lambda: set(PERMISSIONS))
    settings: Json = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    waiting: dict[int, str | None] = field(default_factory=dict)
    last_bot_speaker: bool = False

    def member(self, account: Account) -> Member:
        """Return what the account is here; whoever never came has left."""
        return self.members.get(account.id) or Member(account=account, status="left")

    def present(self) -> list[Member]:
        """Return everyone who is in the group."""
        return [member for member in self.members.values() if member.present]

    def admins(self) -> list[Member]:
        """Return who runs the group, the owner first."""
        admins = [member for member in self.present() if member.admin]
        return sorted(admins, key=lambda member: member.status != "creator")

    def readers(self) -> list[Account]:
        """Return everyone who is in the group."""
        return [member.account for member in self.present()]

    def can_read(self, account: Account, message: Message) -> bool:
        """Say whether the account is in and the message not older than its entry."""
        member = self.member(account)
        if not member.present:
            return False
        return self.visible_history or message.number >= member.reads_from

    def as_json(self) -> Json:
        """Return the group as a Chat."""
        shown: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.username:
            shown["username"] = self.username
        if self.is_forum:
            shown["is_forum"] = True
        return shown

    def in_full(self) -> Json:
        """Return the group as a ChatFullInfo."""
        shown: Json = self.as_json() | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(GIFTS, False),
            "permissions": {name: name in self.permissions for name in PERMISSIONS},
        }
        if self.username:
            shown["active_usernames"] = [self.username]
        if self.visible_history and self.type == "supergroup":
            shown["has_visible_history"] = True
        if self.pinned:
            shown["pinned_message"] = self.pinned[-1].as_json()
        return shown | self.settings


GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
