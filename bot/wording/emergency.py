"""Words about reading a case that is not one's own, in an emergency."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from casework.emergency import (
    ConfirmEmergency,
    Messages,
    TellEmergency,
    TellEmergencyOver,
)
from handlers.actions import Run

QUESTIONS: dict[str, str] = {
    "emergency.code": N_(
        "In danger call 112 first. Which case must you read that is not yours? Write "
        "its code, such as K7-4F2Q."
    ),
    "emergency.reason": N_(
        "This opens a case that is not yours, for reading, for three hours. Who leads "
        "it, who stands in and the data protection officer are told at once; the family "
        "sees what you read. In danger call 112 first. Why must it be? One sentence; "
        "/cancel opens nothing."
    ),
}


def word(message: Messages, words: Words) -> Text:
    """Put a message about emergency access into words."""
    _ = words.gettext
    match message:
        case ConfirmEmergency():
            body = _(
                "{code} is open to you for reading until {until}. What you open is noted, "
                "with your reason, and the family can see it."
            )
            until = words.moment(message.until)
            buttons = tuple(
                Button(label, Run(command=command, words=message.code))
                for label, command in (
                    (_("Where it stands"), "status"),
                    (_("Summary"), "summary"),
                    (_("Show the plan"), "plan"),
                )
            )
            return Text(body.format(code=message.code, until=until), buttons)
        case TellEmergency():
            body = _(
                "{code}: {name} has opened this case in an emergency, for reading, until "
                "{until}. The reason: “{reason}”. If it is not right, please speak to "
                "them and to whoever leads them."
            )
            return Text(
                body.format(
                    code=message.code,
                    name=message.name,
                    until=words.moment(message.until),
                    reason=message.reason,
                )
            )
        case TellEmergencyOver():
            body = _("{code} is closed to you again.")
            return Text(body.format(code=message.code))
        case _:
            assert_never(message)
