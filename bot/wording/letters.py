"""Words around what people write to their case manager, and what comes back."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from casework.letters import (
    ConfirmAnswerSent,
    ConfirmNotPassedOn,
    ConfirmPassedOn,
    Messages,
    PassAnswer,
)
from handlers.actions import Run


def word(message: Messages, words: Words) -> Text:
    """Put a message about a letter into words."""
    _ = words.gettext
    match message:
        case ConfirmPassedOn():
            return Text(_passed_on(message, words))
        case ConfirmNotPassedOn():
            return Text(_("I have passed nothing on and kept nothing."))
        case PassAnswer():
            body = _("{code}: your case manager writes:\n“{words}”").format(
                code=message.code, words=message.words
            )
            return Text(body)
        case ConfirmAnswerSent():
            body = _("{code}: your answer is on its way.").format(code=message.code)
            return Text(body, (Button(_("My tasks"), Run(command="tasks")),))
        case _:
            assert_never(message)


def _passed_on(message: ConfirmPassedOn, words: Words) -> str:
    _ = words.gettext
    if message.at_work_at is None:
        when = _("{code}: your case manager gets your words now.")
    else:
        when = _("{code}: your case manager is next at work {moment}.")
    moment = words.moment(message.at_work_at) if message.at_work_at else ""
    alone = _(
        "Nobody else reads them. This is no emergency channel: in danger call 112."
    )
    return f"{when.format(code=message.code, moment=moment)} {alone}"
