"""Words about a new phone: the number on it, and the case manager's question."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.channels import network_name
from bot.wording.names import name_of
from casework.verifying import AskIfTheirs, ConfirmDecided, Messages, ShowNumber
from handlers.channel_actions import DecideChannel


def word(message: Messages, words: Words) -> Text:
    """Put a message about a new phone into words."""
    match message:
        case ShowNumber():
            return Text(number_to_tell(message.number, words))
        case AskIfTheirs():
            return _question(message, words)
        case ConfirmDecided():
            return Text(_decided(message, words))
        case _:
            assert_never(message)


def number_to_tell(number: str, words: Words) -> str:
    """Return what somebody with a new phone is told to do."""
    return words.gettext(
        "You have opened a link on a new phone. So that nobody else gets in with it, "
        "tell your case manager the number {number}. Once they have confirmed it, you "
        "go on here."
    ).format(number=number)


def _question(message: AskIfTheirs, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: somebody has opened the new link of {name} ({role}) on a new phone "
        "({network}). Please call {name} and ask which number stands there. Is it "
        "{number}?"
    ).format(
        code=message.code,
        name=message.name,
        role=name_of(f"role.{message.role}", words),
        network=network_name(message.network, words),
        number=message.number,
    )
    yes = DecideChannel(request=message.request, allowed=True)
    no = DecideChannel(request=message.request, allowed=False)
    return Text(
        body,
        (
            Button(_("Yes, it is {number}").format(number=message.number), yes),
            Button(_("No, keep it closed"), no),
        ),
    )


def _decided(message: ConfirmDecided, words: Words) -> str:
    _ = words.gettext
    told = (
        _("{code}: {name} is reached on the new phone from now on.")
        if message.allowed
        else _(
            "{code}: the new phone stays closed. If {name} needs a new link, make one "
            "with /network."
        )
    )
    return told.format(code=message.code, name=message.name)
