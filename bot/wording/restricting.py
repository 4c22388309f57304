"""Words about data that is kept and not used."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from casework.restricted import Ground
from casework.restricting import (
    ConfirmRestricted,
    ConfirmRestrictionEnds,
    Messages,
    TellRestricted,
    TellRestrictionEnds,
    TellUsedAgain,
)
from handlers.actions import UseMyData

_WHY: dict[Ground, str] = {
    Ground.CONTESTED: N_("because you say that it is wrong, until that is looked into"),
    Ground.UNLAWFUL: N_("because it should not be kept, and you want it kept"),
    Ground.CLAIMS: N_("because you need it for a claim of your own"),
    Ground.OBJECTED: N_("because you object, until it is decided"),
}


def word(message: Messages, words: Words) -> Text:
    """Put a message about resting data into words."""
    _ = words.gettext
    match message:
        case TellRestricted():
            return _resting(message, words)
        case TellRestrictionEnds():
            body = _(
                "{code}: from {day} on your data is used again, as before: what you "
                "said is read by those it was meant for, and you are asked. If you do "
                "not agree, tell your case manager before that day; you may turn to "
                "the Data Protection Inspectorate too."
            )
            return Text(body.format(code=message.code, day=words.day(message.on)))
        case TellUsedAgain():
            body = _("{code}: your data is used again, as before.")
            return Text(body.format(code=message.code))
        case ConfirmRestricted():
            body = _(
                "{code}: the data of {name} is kept and not used from now on. Whoever "
                "has read their words before should hear from you that they are not "
                "to be used. It ends at their own wish, or by you: /network."
            )
            return Text(body.format(code=message.code, name=message.name))
        case ConfirmRestrictionEnds():
            return _ends(message, words)
        case _:
            assert_never(message)


def _resting(message: TellRestricted, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: your data is kept and not used from now on, {why}. Nobody else is "
        "shown what you said, and nothing is asked of you. Dates of roundtables still "
        "reach you, and danger is heard. Before this ends you are told; it ends at "
        "once if you wish."
    )
    why = _(_WHY[message.ground])
    button = Button(_("Use my data again"), UseMyData(member=message.member))
    return Text(body.format(code=message.code, why=why), (button,))


def _ends(message: ConfirmRestrictionEnds, words: Words) -> Text:
    _ = words.gettext
    if message.on is None:
        body = _("{code}: {name} lets their data be used again, from now on.")
        return Text(body.format(code=message.code, name=message.name))
    body = _(
        "{code}: {name} is told now; from {day} on their data is used again. If no "
        "message reaches them, please tell them yourself."
    )
    day = words.day(message.on)
    return Text(body.format(code=message.code, name=message.name, day=day))
