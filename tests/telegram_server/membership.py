"""Coming, going and being made something: every change of membership."""

from typing import TYPE_CHECKING, Any

from tests.telegram_server.accounts import Account
from tests.telegram_server.chats import Chat, GroupChat, PrivateChat
from tests.telegram_server.members import Member, bot_sees_members
from tests.telegram_server.posting import post_service

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


def change(
    world: "TelegramWorld", group: GroupChat, after: Member, by: Account, **how: Any
) -> None:
    """Make somebody something else in a group, and tell the bot what it may know."""
    account = after.account
    before = group.member(account)
    told_before = bot_sees_members(group.members.get(world.bot.id))
    group.members[account.id] = after
    update = _update(world, group, by, before, after) | how
    queue = f"chat {group.id}"
    if account is world.bot:
        world.tell("my_chat_member", update, queue)
    elif told_before:
        world.tell("chat_member", update, queue)
    if after.present and not before.present and group.visible_history:
        for message in group.messages.values():
            world.witness(message, [account])
    world.changed()


def enter(
    world: "TelegramWorld", group: GroupChat, account: Account, by: Account, **how: Any
) -> None:
    """Let somebody into a group."""
    member = group.member(account).become(
        "member", reads_from=max(group.messages, default=0) + 1, tag=None, title=None
    )
    group.waiting.pop(account.id, None)
    change(world, group, member, by, **how)
    content = {"new_chat_members": [account.as_user()]}
    post_service(world, group, by, content)


def quit_group(
    world: "TelegramWorld", group: GroupChat, account: Account, by: Account, status: str
) -> None:
    """Have somebody leave (`left`) or be thrown out (`kicked`)."""
    was_there = group.member(account).present
    if was_there:
        # Said while the bot is still there to hear it.
        content = {"left_chat_member": account.as_user()}
        post_service(world, group, by, content)
    change(world, group, group.member(account).become(status), by)


def turn_bot(world: "TelegramWorld", chat: PrivateChat, status: str) -> None:
    """Tell the bot that a person blocked it (`kicked`) or took it back (`member`)."""
    before = "member" if status == "kicked" else "kicked"
    world.tell(
        "my_chat_member",
        _update(
            world,
            chat,
            chat.person,
            Member(account=world.bot, status=before),
            Member(account=world.bot, status=status),
        ),
        f"chat {chat.id}",
    )


def _update(
    world: "TelegramWorld", chat: Chat, by: Account, before: Member, after: Member
) -> Json:
    supergroup = chat.type == "supergroup"
    return {
        "chat": chat.as_json(),
        "from": by.as_user(),
        "date": world.clock.stamp(),
        "old_chat_member": before.as_json(supergroup=supergroup),
        "new_chat_member": after.as_json(supergroup=supergroup),
    }
