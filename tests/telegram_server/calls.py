"""One call of the bot: checked, carried out, and its answer checked too."""

import inspect
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.telegram_server import checking, decoding
from tests.telegram_server.access import reach
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.decoding import Raw
from tests.telegram_server.description import Shape, load
from tests.telegram_server.errors import ApiError, Misuse, bad_request
from tests.telegram_server.messages import Message
from tests.telegram_server.registry import METHODS
from tests.telegram_server.rules import METHOD_RULES

if TYPE_CHECKING:
    from tests.telegram_server.actor import Actor
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]

_WORDS = {
    "'text' is missing": "message text is empty",
    "'chat_id' is missing": "chat_id is empty",
    ".callback_data:": "BUTTON_DATA_INVALID",
    "answerCallbackQuery.text:": "MESSAGE_TOO_LONG",
    "sendPoll.question:": "poll question length must not exceed 300",
}


@dataclass(frozen=True, slots=True)
class MadeCall:
    """A call the bot made, for tests that ask what Telegram got to know."""

    method: str
    given: Json
    at: datetime
    outcome: str


@dataclass
class Call:
    """A call with typed parameters."""

    world: "TelegramWorld"
    shape: Shape
    given: Json

    def get(self, name: str, default: Any = None) -> Any:
        """Return a parameter, or the default when it was left out."""
        return self.given.get(name, default)

    def chat(self) -> Chat:
        """Return the chat the call is about, if the bot may reach it."""
        return reach(self.world, self.given["chat_id"])

    def group(self) -> GroupChat:
        """Return the group the call is about."""
        chat = self.chat()
        if not isinstance(chat, GroupChat):
            raise bad_request("method is available for group and supergroup chats only")
        return chat

    def group_with(self, right: str, otherwise: str) -> GroupChat:
        """Return the group, if the bot has an admin right in it."""
        group = self.group()
        if not group.member(self.world.bot).may(right):
            raise bad_request(f"not enough rights to {otherwise}")
        return group

    def message(self, chat: Chat, otherwise: str) -> Message:
        """Return the message the call is about."""
        found = chat.messages.get(self.given["message_id"])
        if found is None:
            raise bad_request(otherwise)
        return found

    def person(self, otherwise: str = "user not found") -> "Actor":
        """Return the person the call is about."""
        found = self.world.people.get(self.given["user_id"])
        if found is None:
            raise bad_request(otherwise)
        return found


def prepare(world: "TelegramWorld", name: str, raw: Raw) -> Call:
    """Check a request against the description.

    Raises:
        ApiError: 404, there is no such method.
        Misuse: the parameters are wrong.
    """
    shape = load().method(name)
    if shape is None or shape.name not in METHODS:
        known = "is not imitated" if shape else "does not exist"
        world.failures.append(f"{name}: this method {known}")
        raise ApiError(404, "Not Found: method not found")
    given = decoding.typed(shape, raw)
    found = checking.fields(given, shape, shape.name)
    for rule in METHOD_RULES.get(shape.name, ()):
        if objection := rule(given):
            found.append(f"{shape.name}: {objection}")
    world.failures += found
    # The real server ignores unknown parameters, so the call goes on without.
    serious = [problem for problem in found if ": unknown " not in problem]
    if serious:
        raise ApiError(400, f"Bad Request: {_in_telegrams_words(serious[0])}")
    understood = checking.without_unknown(given, shape) if found else given
    return Call(world, shape, understood)


def _in_telegrams_words(problem: str) -> str:
    for sign, words in _WORDS.items():
        if sign in problem:
            return words
    return problem


async def carry_out(call: Call) -> Any:
    """Do what the call asks for and return its checked result."""
    world, shape = call.world, call.shape
    try:
        result = METHODS[shape.name](call)
        if inspect.isawaitable(result):
            result = await result
    except Misuse as misuse:
        world.failures.append(f"{shape.name}: {misuse.why}")
        raise
    world.check(result, shape.returns, f"answer to {shape.name}")
    return result
