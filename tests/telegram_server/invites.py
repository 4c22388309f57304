"""Invite links and requests to join."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.telegram_server import membership
from tests.telegram_server.accounts import Account
from tests.telegram_server.chats import GroupChat

if TYPE_CHECKING:
    from tests.telegram_server.actor import Actor
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]

MAY_WRITE_FOR = timedelta(minutes=5)


class CannotJoin(Exception):
    """The link does not let this person in."""


@dataclass(eq=False, kw_only=True)
class InviteLink:
    """A link into a group."""

    url: str
    group: GroupChat
    creator: Account
    name: str | None = None
    by_request: bool = False
    expires_at: datetime | None = None
    member_limit: int | None = None
    revoked: bool = False
    came: list[Account] = field(default_factory=list)
    waiting: list[Account] = field(default_factory=list)

    def as_json(self) -> Json:
        """Return the link as a ChatInviteLink."""
        shown: Json = {
            "invite_link": self.url,
            "creator": self.creator.as_user(),
            "creates_join_request": self.by_request,
            "is_primary": False,
            "is_revoked": self.revoked,
        }
        if self.name:
            shown["name"] = self.name
        if self.expires_at:
            shown["expire_date"] = int(self.expires_at.timestamp())
        if self.member_limit:
            shown["member_limit"] = self.member_limit
        if self.by_request and self.waiting:
            shown["pending_join_request_count"] = len(self.waiting)
        return shown

    def good_at(self, now: datetime) -> bool:
        """Say whether it still lets people in."""
        full = self.member_limit is not None and len(self.came) >= self.member_limit
        late = self.expires_at is not None and now >= self.expires_at
        return not (self.revoked or full or late)


def follow(world: "TelegramWorld", link: InviteLink, person: "Actor") -> None:
    """Have a person use a link: they come in, or ask to."""
    now = world.clock.now()
    if not link.good_at(now) or link.group.member(person).status == "kicked":
        raise CannotJoin(link.url)
    if not link.by_request:
        link.came.append(person)
        membership.enter(world, link.group, person, person, invite_link=link.as_json())
        return
    link.waiting.append(person)
    ask(world, link.group, person, link)


def ask(
    world: "TelegramWorld",
    group: GroupChat,
    person: "Actor",
    link: InviteLink | None = None,
) -> None:
    """Have a person ask to be let in; a bot that may invite is told."""
    group.waiting[person.id] = link.url if link else None
    if not group.member(world.bot).may("can_invite_users"):
        return
    person.may_be_written_until = world.clock.now() + MAY_WRITE_FOR
    request: Json = {
        "chat": group.as_json(),
        "from": person.as_user(),
        "user_chat_id": person.id,
        "date": world.clock.stamp(),
    }
    if link:
        request["invite_link"] = link.as_json()
    world.tell("chat_join_request", request, f"join {group.id} {person.id}")


def settle(
    world: "TelegramWorld", group: GroupChat, person: "Actor", *, welcome: bool
) -> bool:
    """Let a waiting person in or send them away; False when nobody waits."""
    if person.id not in group.waiting:
        return False
    url = group.waiting.pop(person.id)
    link = world.links.get(url) if url else None
    how: Json = {"via_join_request": True}
    if link:
        link.waiting.remove(person)
        how["invite_link"] = link.as_json()
    if welcome:
        if link:
            link.came.append(person)
        membership.enter(world, group, person, world.bot, **how)
    return True
