"""Words about a case that goes into another case manager's hands."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from casework.handover import (
    ConfirmDeclined,
    ConfirmHandoverAsked,
    Messages,
    OfferHandover,
    TellHandedOver,
    TellHandoverDeclined,
    TellNewManager,
    WelcomeManager,
)
from handlers.actions import AnswerHandover, Run


def word(message: Messages, words: Words) -> Text:
    """Put a message about a hand-over into words."""
    _ = words.gettext
    match message:
        case OfferHandover():
            return _offer(message, words)
        case ConfirmHandoverAsked():
            body = _("{code}: asked – {name}. Until the answer is yes you lead on.")
            return Text(body.format(code=message.code, name=message.name))
        case TellHandoverDeclined():
            body = _("{code}: {name} cannot take the case over. You lead on.")
            again = Run(command="handover", words=message.code)
            button = Button(_("Ask somebody else"), again)
            return Text(body.format(code=message.code, name=message.name), (button,))
        case TellHandedOver():
            body = _("{code} is handed over. You see nothing more of it. Thank you.")
        case ConfirmDeclined():
            body = _("{code}: all right, the case stays where it is.")
        case WelcomeManager():
            return _welcome(message, words)
        case TellNewManager():
            body = _("{code}: your case manager is now {who}.")
            who = f"{message.name} {message.phone}".strip()
            return Text(body.format(code=message.code, who=who))
        case _:
            assert_never(message)
    return Text(body.format(code=message.code))


def _offer(message: OfferHandover, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{name} asks you to take the case {code} over. You see it once you say yes; "
        "then you lead it alone, and everyone in the network is told."
    ).format(name=message.name, code=message.code)
    buttons = (
        Button(_("I take it over"), AnswerHandover(of=message.of, takes=True)),
        Button(_("I cannot"), AnswerHandover(of=message.of, takes=False)),
    )
    return Text(body, buttons)


def _welcome(message: WelcomeManager, words: Words) -> Text:
    body = words.ngettext(
        "{code}: you lead this case now. {count} task waits.",
        "{code}: you lead this case now. {count} tasks wait.",
        message.tasks,
    ).format(code=message.code, count=message.tasks)
    buttons = (
        Button(words.gettext("My cases"), Run(command="status")),
        Button(words.gettext("Tasks"), Run(command="tasks")),
    )
    return Text(body, buttons)
