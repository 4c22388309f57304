"""Polls: sending and ending them."""

from typing import Any

from tests.telegram_server import polls, posting
from tests.telegram_server.calls import Call
from tests.telegram_server.errors import Misuse, bad_request
from tests.telegram_server.methods.sending import send_message_of
from tests.telegram_server.registry import answers

Json = dict[str, Any]

_KEPT = (
    "correct_option_ids",
    "explanation",
    "open_period",
    "close_date",
    "description",
    "hide_results_until_closes",
)


@answers("sendPoll")
def send_poll(call: Call) -> Json:
    """Send a poll."""
    chat = call.chat()
    if "ephemeral_message_parameters" in call.given:
        raise Misuse("polls can't be ephemeral")
    _refuse_markup(call)
    poll = polls.Poll(
        id=call.world.new_id(),
        question=call.given["question"],
        options=[_text(option) for option in call.given["options"]],
        settings=_settings(call),
        closed=call.get("is_closed", False),
    )
    call.world.polls[poll.id] = poll
    poll.message = send_message_of(call, chat, {"poll": poll.as_json()})
    polls.close_when_due(call.world, poll)
    return poll.message.as_json()


@answers("stopPoll")
def stop_poll(call: Call) -> Json:
    """End a poll of the bot's and return how it came out."""
    message = call.message(call.chat(), "message with poll to stop not found")
    if "poll" not in message.draft.content or message.sender is not call.world.bot:
        raise bad_request("message with poll to stop not found")
    poll = call.world.polls[message.draft.content["poll"]["id"]]
    if poll.closed:
        raise bad_request("poll has already been closed")
    polls.close(call.world, poll)
    content = {"poll": poll.as_json()}
    posting.edit(call.world, message, content, call.get("reply_markup"))
    return poll.as_json()


def _settings(call: Call) -> Json:
    kind = call.get("type", "regular")
    kept = {name: call.given[name] for name in _KEPT if name in call.given}
    return {
        "is_anonymous": call.get("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": call.get("allows_multiple_answers", False),
        "allows_revoting": call.get("allows_revoting", kind != "quiz"),
        **kept,
    }


def _text(option: str | Json) -> str:
    return option if isinstance(option, str) else str(option["text"])


def _refuse_markup(call: Call) -> None:
    # aiogram's default parse mode also lands here, where only emoji are allowed.
    if call.get("question_parse_mode", "").lower() == "html":
        for sign in "<&":
            if sign in call.given["question"]:
                raise Misuse(f"can't parse entities: {sign!r} in a poll question")
