"""Words about cases and who is in their networks."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.names import name_of
from casework.cases import ConfirmRemoval, Messages, SayGoodbye, TellCaseOpened
from handlers.actions import Run


def word(message: Messages, words: Words) -> Text:
    """Put a message about a case into words."""
    _ = words.gettext
    match message:
        case TellCaseOpened():
            body = _(
                "The case is open. Its code is {code}. Chats show only this code, "
                "never a name. Next: invite the parents, then the specialists."
            ).format(code=message.code)
            invite = Button(
                _("Invite someone"), Run(command="invite", words=message.code)
            )
            return Text(body, (invite,))
        case SayGoodbye():
            return Text(
                _(
                    "You are no longer in this network and will get no more messages "
                    "about it. Please delete your own notes. Thank you for your help."
                )
            )
        case ConfirmRemoval():
            return Text(
                _("{name} ({role}) is no longer in the network.").format(
                    name=message.name, role=name_of(f"role.{message.role}", words)
                )
            )
        case _:
            assert_never(message)
