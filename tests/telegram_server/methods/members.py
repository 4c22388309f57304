"""Managing members: banning, letting back, tagging."""

from dataclasses import replace

from tests.telegram_server import membership
from tests.telegram_server.calls import Call
from tests.telegram_server.errors import bad_request
from tests.telegram_server.registry import answers

RESTRICT = "can_restrict_members", "restrict/unrestrict chat member"


@answers("banChatMember")
def ban_chat_member(call: Call) -> bool:
    """Throw somebody out, for good unless a date is given."""
    group, person, world = call.group_with(*RESTRICT), call.person(), call.world
    if group.member(person).admin:
        raise bad_request("user is an administrator of the chat")
    membership.quit_group(world, group, person, world.bot, "kicked")
    until = call.get("until_date", 0)
    group.members[person.id] = replace(group.member(person), until=until)
    return True


@answers("unbanChatMember")
def unban_chat_member(call: Call) -> bool:
    """Let somebody come back; who is in is thrown out, unless told not to."""
    group, person, world = call.group_with(*RESTRICT), call.person(), call.world
    member = group.member(person)
    if member.present and not call.get("only_if_banned"):
        membership.quit_group(world, group, person, world.bot, "left")
    elif member.status == "kicked":
        membership.change(world, group, member.become("left"), world.bot)
    return True


@answers("setChatMemberTag")
def set_chat_member_tag(call: Call) -> bool:
    """Write a word beside a member's name, or wipe it away."""
    group = call.group_with("can_manage_tags", "manage member tags")
    member = group.member(call.person())
    if member.status not in {"member", "restricted"}:
        raise bad_request("tags can be set only for regular members")
    tagged = replace(member, tag=call.get("tag") or None)
    membership.change(call.world, group, tagged, call.world.bot)
    return True
