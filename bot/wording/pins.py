"""Words about the PIN before a case manager's chats."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from casework.pins import (
    TRIES,
    AskPin,
    AskToSetPin,
    ConfirmPin,
    EraseWords,
    Messages,
    TellPinAtOnce,
    TellPinFirst,
    TellPinStuck,
    ThankForPin,
)
from handlers.actions import Run

QUESTIONS: dict[str, str] = {
    "pin.password": N_(
        "Write six digits, not your birthday. After a quarter of an hour without a word "
        "they are asked before anything about a case is shown. What you type is taken "
        "out of the chat where that is possible; on your page it is never shown."
    ),
}


def word(message: Messages, words: Words) -> Text:
    """Put a message about the PIN into words."""
    _ = words.gettext
    match message:
        case AskPin():
            return Text(_asked(message, words))
        case AskToSetPin():
            body = _(
                "Your municipality asks for a PIN before anything about a case is shown. "
                "Please set it first."
            )
            return Text(body, (Button(_("Set a PIN"), Run(command="pin")),))
        case ConfirmPin():
            body = _("There is no PIN any more. /pin sets one.")
            if message.stands:
                body = _(
                    "The PIN is set. Forgotten, or tried wrongly five times? Whoever "
                    "runs the program helps, once they know your voice."
                )
            return Text(body)
        case ThankForPin():
            return Text(_("Thank you. It is open; what has waited comes now."))
        case TellPinStuck():
            return Text(
                _(
                    "The PIN was wrong five times; nothing is shown now. Please call "
                    "whoever runs the program: they open it again once they know it "
                    "is you. In danger call 112."
                )
            )
        case TellPinFirst():
            return Text(
                _("Something waits for you. Write your PIN here; then it is shown.")
            )
        case TellPinAtOnce():
            return Text(_at_once(message, words))
        case EraseWords():
            return Text("")
        case _:
            assert_never(message)


def _asked(message: AskPin, words: Words) -> str:
    body = words.gettext("Please write your PIN first.")
    if message.left < TRIES:
        left = words.ngettext(
            "That was not it. {count} try is left.",
            "That was not it. {count} tries are left.",
            message.left,
        ).format(count=message.left)
        body = f"{left} {body}"
    return body


def _at_once(message: TellPinAtOnce, words: Words) -> str:
    _ = words.gettext
    if message.danger:
        return _(
            "Somebody speaks of danger, and you are asked to act at once. Please write "
            "your PIN here; then it is shown."
        )
    return _(
        "Somebody has opened one of your cases in an emergency. Please write your PIN "
        "here; then you read who and why."
    )
