"""Reading chats and who is in them; leaving; topics."""

from typing import Any

from tests.telegram_server import membership, posting
from tests.telegram_server.calls import Call
from tests.telegram_server.chats import GIFTS, Chat, GroupChat, Topic
from tests.telegram_server.errors import bad_request
from tests.telegram_server.registry import answers

Json = dict[str, Any]


@answers("getChat")
def get_chat(call: Call) -> Json:
    """Return everything about a chat."""
    chat = call.chat()
    if isinstance(chat, GroupChat):
        return chat.in_full()
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


@answers("getChatMember")
def get_chat_member(call: Call) -> Json:
    """Return what somebody is in a group."""
    group, world = call.group(), call.world
    supergroup = group.type == "supergroup"
    if call.given["user_id"] == world.bot.id:
        return group.member(world.bot).as_json(supergroup=supergroup)
    person = call.person()
    hidden = group.settings.get("has_hidden_members")
    if hidden and not group.member(world.bot).admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return group.member(person).as_json(supergroup=supergroup)


@answers("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    """Return who runs a group; other bots only when asked for."""
    group, bot = call.group(), call.world.bot
    return [
        member.as_json(supergroup=group.type == "supergroup")
        for member in group.admins()
        if call.get("return_bots") or not member.account.is_bot or member.account is bot
    ]


@answers("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    """Return how many are in a chat."""
    chat = call.chat()
    return len(chat.present()) if isinstance(chat, GroupChat) else 2


@answers("leaveChat")
def leave_chat(call: Call) -> bool:
    """Have the bot leave a group."""
    world = call.world
    membership.quit_group(world, call.group(), world.bot, world.bot, "left")
    return True


@answers("createForumTopic")
def create_forum_topic(call: Call) -> Json:
    """Begin a topic; that counts as a message."""
    chat, world = call.chat(), call.world
    _check_topics(call, chat)
    world.floods.take(chat)
    topic = Topic(
        thread_id=world.next_number(chat),
        name=call.given["name"],
        icon_color=call.get("icon_color", Topic.icon_color),
    )
    chat.topics[topic.thread_id] = topic
    content = {
        "forum_topic_created": {"name": topic.name, "icon_color": topic.icon_color}
    }
    posting.post_service(world, chat, world.bot, content)
    return topic.as_json()


def _check_topics(call: Call, chat: Chat) -> None:
    if isinstance(chat, GroupChat):
        forum = chat.is_forum
        if forum and not chat.member(call.world.bot).may("can_manage_topics"):
            raise bad_request("not enough rights to create a topic")
    else:
        forum = call.world.bot.topics_in_private
    if not forum:
        raise bad_request("the chat is not a forum")
