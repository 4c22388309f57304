"""Words about what people decide about themselves."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from casework.people import (
    ConfirmAway,
    ConfirmBack,
    ConfirmLanguage,
    ConfirmReturn,
    ConfirmStop,
    Messages,
    SayHowToReturn,
)
from handlers.actions import Run


def word(message: Messages, words: Words) -> Text:
    """Put a message about a person's own choices into words."""
    _ = words.gettext
    match message:
        case ConfirmAway():
            body = _(
                "You are marked as away until {day}. Nothing will be asked of you "
                "until then. If you are back sooner, write /back."
            ).format(day=words.day(message.until))
        case ConfirmBack():
            body = _("Welcome back. You will be asked again as before.")
        case ConfirmStop():
            body = _(
                "You will get no more messages from here. Your case manager sees "
                "that you cannot be reached by chat. To return, write /start."
            )
        case ConfirmReturn():
            body = _("Good to have you back. You will get messages again.")
        case SayHowToReturn():
            body = _(
                "You had stopped all messages, and what you have just sent was passed "
                "on to nobody. Shall we go on? In danger call 112."
            )
            return Text(body, (Button(_("Yes, go on"), Run(command="start")),))
        case ConfirmLanguage():
            body = _("We will go on in English.")
        case _:
            assert_never(message)
    return Text(body)
