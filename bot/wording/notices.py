"""Words of notices: refusals, apologies, help, answers to strangers."""

from collections.abc import Iterator
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
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
            return Text(_help(message, words))
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
        case SettleButtons():
            return Text("")
        case _:
            assert_never(message)


def _choices(message: ChooseCase) -> Iterator[Button]:
    for code in message.codes:
        yield Button(code, Run(command=message.command, words=code))


def _help(message: ShowHelp, words: Words) -> str:
    _ = words.gettext
    lines = []
    if message.leads:
        lines += [
            _("/newcase – open a case"),
            _("/invite – invite someone into the network"),
            _("/network – who is in the network, and how to change it"),
            _("/plan – goals, and who does what until when"),
            _("/tasks – what waits for you"),
            _("/roundtable – plan a roundtable, or see where it stands"),
            _("/opinion – write down what the child or the parent thinks"),
        ]
    if message.leads or message.in_network:
        lines += [
            _("/status – where things stand, and what is yours to do"),
            _("/summary – what was said and agreed"),
            _("/readers – who has read what about the family"),
        ]
    if message.leads:
        lines.append(_("/obstacles – what stands in the way, by case"))
    if message.in_network and not message.leads:
        lines += [
            _("/plan – goals, and who does what until when"),
            _("/network – who is in the network"),
            _("/leave – leave a network"),
        ]
    if message.in_network:
        lines += [
            _("/checkin – answer now, or go on where you stopped"),
            _("/change – change one of your answers"),
            _("/rhythm – when you are asked, and how often"),
        ]
    if message.leads or message.in_network:
        lines.append(_("/team – the team chat of a case"))
    lines += [
        _("/away – say until when you are away"),
        _("/settings – hours, e-mail, language"),
        _("/language – choose another language"),
        _("STOP – no more messages; /start brings them back"),
    ]
    if message.in_network and not message.leads:
        lines.append(_("Whatever else you write, I can pass on to your case manager."))
    return "\n".join(lines)
