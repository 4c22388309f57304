"""Words of notices: refusals, apologies, help, answers to strangers."""

from collections.abc import Iterator
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import helping
from bot.wording.refusals import reason
from casework.notices import (
    AnswerStranger,
    Apologise,
    ChooseCase,
    ConfirmCancelled,
    Messages,
    RefuseLinkInGroup,
    SettleButtons,
    ShowHelp,
    TellRefusal,
    TellRestored,
)
from handlers.actions import Run


def word(message: Messages, words: Words) -> Text:
    """Put a notice into words."""
    _ = words.gettext
    match message:
        case TellRefusal():
            return Text(reason(message.reason, message.data, words))
        case Apologise():
            return Text(
                _(
                    "Something went wrong on our side. Nothing you wrote is lost, and "
                    "we have been told. Please try again in a while."
                )
            )
        case ShowHelp():
            return helping.word(message, words)
        case AnswerStranger():
            return Text(
                _(
                    "Hello! This assistant can only be used by invitation. If you have a "
                    "link, ask the one who gave it to you for a new one. In danger call "
                    "112; about a child in need call 116 111."
                )
            )
        case RefuseLinkInGroup():
            return Text(
                _(
                    "An invitation is for one person. Please open the link in private; "
                    "here it was not used, and everyone in this group can see it. If in "
                    "doubt, ask the case manager for a new one."
                )
            )
        case ChooseCase():
            return Text(_("Which case?"), tuple(_choices(message)))
        case ConfirmCancelled():
            return Text(
                _("Given up; nothing was changed. /help shows what you can do.")
            )
        case TellRestored():
            return Text(
                _(
                    "After a breakdown the assistant went back to where it stood on "
                    "{moment}. What was written after that may be missing, and messages "
                    "that may have arrived are not sent again. Please look at your cases "
                    "with /status, and ask the networks again where it matters."
                ).format(moment=words.moment(message.made_at))
            )
        case SettleButtons():
            return Text("")
        case _:
            assert_never(message)


def _choices(message: ChooseCase) -> Iterator[Button]:
    for code in message.codes:
        yield Button(code, Run(command=message.command, words=code))
