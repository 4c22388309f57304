"""What a person can do with their finger: buttons, votes, reactions."""

from dataclasses import dataclass
from typing import Any

from tests.telegram_server import polls
from tests.telegram_server.actor import Actor, CannotDo, Query
from tests.telegram_server.chats import GroupChat
from tests.telegram_server.messages import Message
from tests.telegram_server.views import Seen

Json = dict[str, Any]


@dataclass(eq=False, kw_only=True, repr=False)
class Pressing(Actor):
    """A person who presses what can be pressed."""

    def press(self, message: Message | Seen, label: str) -> Query:
        """Press the button with these words on it."""
        shown = self.message(message)
        buttons = [b for b in shown.buttons if b["text"] == label]
        if not buttons:
            labels = [b["text"] for b in shown.buttons]
            raise CannotDo(f"no button {label!r} among {labels}")
        if "callback_data" not in buttons[0]:
            raise CannotDo(f"the button {label!r} sends nothing")
        return self.forge(shown, buttons[0]["callback_data"])

    def forge(self, message: Message | Seen, data: str) -> Query:
        """Send callback data of one's own making, as a changed app can."""
        shown = self.message(message)
        if shown.chat is self.private_chat and self.blocked_bot:
            raise CannotDo(f"{self.first_name} has blocked the bot")
        query = Query(self.world.new_id(), self, shown, data, self.world.clock.now())
        self.pressed.append(query)
        self.world.queries[query.id] = query
        self.world.tell("callback_query", _query(query), f"press {self.id}")
        return query

    def vote(self, message: Message | Seen, *options: str) -> None:
        """Choose options of a poll; none takes the vote back."""
        content = self.message(message).draft.content
        if "poll" not in content:
            raise CannotDo("that is no poll")
        poll = self.world.polls[content["poll"]["id"]]
        polls.vote(self.world, poll, self, list(options))

    def react(self, message: Message | Seen, *emoji: str) -> None:
        """Put emoji under a message; none takes them away."""
        shown = self.message(message)
        old = shown.reactions.get(self, [])
        new: list[Json] = [{"type": "emoji", "emoji": e} for e in emoji]
        shown.reactions[self] = new
        chat = shown.chat
        if isinstance(chat, GroupChat) and not chat.member(self.world.bot).admin:
            return
        self.world.tell(
            "message_reaction",
            {
                "chat": chat.as_json(),
                "message_id": shown.id,
                "user": self.as_user(),
                "date": self.world.clock.stamp(),
                "old_reaction": old,
                "new_reaction": new,
            },
            f"chat {chat.id}",
        )

    @property
    def alerts(self) -> list[str]:
        """What the bot answered to their presses, notices and alerts alike."""
        return [query.text for query in self.pressed if query.text]


def _query(query: Query) -> Json:
    message = query.message
    there = message.number in message.chat.messages or message.is_ephemeral
    shown = (
        message.as_json()
        if there
        else {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
    )
    return {
        "id": query.id,
        # The presser's real account, even for an anonymous admin.
        "from": query.person.as_user(),
        "message": shown,
        "chat_instance": str(abs(message.chat.id)),
        "data": query.data,
    }
