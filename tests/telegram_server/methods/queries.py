"""Answering a press."""

from datetime import timedelta

from tests.telegram_server.calls import Call
from tests.telegram_server.errors import bad_request
from tests.telegram_server.registry import answers

WITHIN = timedelta(seconds=15)
"""How long an app waits for the answer; Telegram publishes no figure."""


@answers("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """End the waiting sign on a button, with a notice or without."""
    query = call.world.queries.get(call.given["callback_query_id"])
    late = query is None or call.world.clock.now() - query.at > WITHIN
    if query is None or late or query.answered:
        raise bad_request(
            "query is too old and response timeout expired or query ID is invalid"
        )
    query.answered = True
    query.text = call.get("text")
    query.alert = call.get("show_alert", False)
    query.url = call.get("url")
    if query.text:
        call.world.overhear(query.person, query.message.chat, query.text)
    call.world.changed()
    return True
