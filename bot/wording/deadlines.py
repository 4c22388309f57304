"""Words about tasks whose time the law sets."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.tasks import about
from casework.deadlines import Messages, RemindBreach, RemindTask, TellOverdue
from handlers.actions import SeeTask


def word(message: Messages, words: Words) -> Text:
    """Put a reminder of a time in law into words."""
    match message:
        case RemindBreach() | RemindTask():
            return _remind(message, words)
        case TellOverdue():
            body = words.gettext(
                "{what} The time the law gives is over and nobody has answered. Please "
                "talk to the case manager and the data protection officer."
            )
            return Text(body.format(what=about(message.code, message.kind, words)))
        case _:
            assert_never(message)


def _remind(message: RemindTask, words: Words) -> Text:
    _ = words.gettext
    if message.over:
        body = _("{what} The law's time ended on {moment}; it still waits for you.")
    else:
        body = _("{what} It must be answered by {moment}.")
    what = about(message.code, message.kind, words)
    see = Button(_("Show"), SeeTask(task=message.task))
    return Text(body.format(what=what, moment=words.moment(message.until)), (see,))
