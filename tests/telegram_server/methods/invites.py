"""Invite links and join requests."""

from datetime import UTC, datetime
from typing import Any

from tests.telegram_server import invites
from tests.telegram_server.calls import Call
from tests.telegram_server.errors import bad_request
from tests.telegram_server.registry import answers

Json = dict[str, Any]

INVITE = "can_invite_users", "manage chat invite link"
SETTLE = "can_invite_users", "manage chat join requests"


@answers("createChatInviteLink")
def create_chat_invite_link(call: Call) -> Json:
    """Make a link into a group."""
    group, world = call.group_with(*INVITE), call.world
    expires = call.get("expire_date")
    link = invites.InviteLink(
        url=f"https://t.me/+{world.new_id()}",
        group=group,
        creator=world.bot,
        name=call.get("name"),
        by_request=call.get("creates_join_request", False),
        expires_at=datetime.fromtimestamp(expires, UTC) if expires else None,
        member_limit=call.get("member_limit"),
    )
    world.links[link.url] = link
    return link.as_json()


@answers("revokeChatInviteLink")
def revoke_chat_invite_link(call: Call) -> Json:
    """Make a link of the bot's useless."""
    group = call.group_with(*INVITE)
    link = call.world.links.get(call.given["invite_link"])
    if link is None or link.group is not group or link.creator is not call.world.bot:
        raise bad_request("INVITE_HASH_EXPIRED")
    link.revoked = True
    return link.as_json()


@answers("approveChatJoinRequest")
def approve_chat_join_request(call: Call) -> bool:
    """Let in somebody who asked to come."""
    return _settle(call, welcome=True)


@answers("declineChatJoinRequest")
def decline_chat_join_request(call: Call) -> bool:
    """Send away somebody who asked to come."""
    return _settle(call, welcome=False)


def _settle(call: Call, *, welcome: bool) -> bool:
    group, person = call.group_with(*SETTLE), call.person()
    if group.member(person).present:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if not invites.settle(call.world, group, person, welcome=welcome):
        raise bad_request("HIDE_REQUESTER_MISSING")
    return True
