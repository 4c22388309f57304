"""Words when a seat empties, a colleague stands in, or it was convened by itself."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.names import name_of
from casework import standing_in, vacancies
from casework.ids import RoundtableId
from casework.standing_in import TellSpared, TellStandIn
from casework.vacancies import ConfirmByItself, TellConvened, TellSeatEmpty
from handlers.roundtable_actions import Do, WithRoundtable


def word(message: vacancies.Messages | standing_in.Messages, words: Words) -> Text:
    """Put a message about seats and who fills them into words."""
    _ = words.gettext
    match message:
        case TellSeatEmpty():
            return _empty(message, words)
        case TellConvened():
            return _convened(message, words)
        case ConfirmByItself():
            return _by_itself(message, words)
        case TellSpared():
            text = _(
                "{code}: the roundtable is on {moment}. Somebody else comes for "
                "{organisation}; you need not be there."
            )
            body = text.format(
                code=message.code,
                moment=words.moment(message.starts_at),
                organisation=message.organisation,
            )
            return Text(body)
        case TellStandIn():
            text = _("{code}: on {moment} {name} comes instead of {before}.")
            body = text.format(
                code=message.code,
                moment=words.moment(message.starts_at),
                name=message.name,
                before=message.instead_of,
            )
            return Text(body)
        case _:
            assert_never(message)


def _empty(message: TellSeatEmpty, words: Words) -> Text:
    _ = words.gettext
    if message.starts_at is None:
        text = _(
            "{code}: {name} ({role}) has left the network and was required at the "
            "roundtable you are asking about. The others are asked on."
        )
        labels = [(Do.SEAT, _("Ask somebody else too")), (Do.SEE_POLL, _("Show it"))]
        moment = ""
    else:
        text = _(
            "{code}: {name} ({role}) has left the network and was required at the "
            "roundtable on {moment}."
        )
        labels = [(Do.SEAT, _("Invite somebody else too")), (Do.MOVE, _("Move it"))]
        moment = words.moment(message.starts_at)
    role = name_of(f"role.{message.role}", words)
    body = text.format(code=message.code, name=message.name, role=role, moment=moment)
    labels.append((Do.CANCEL, _("Call it off")))
    return Text(body, _buttons(message.roundtable, labels))


def _convened(message: TellConvened, words: Words) -> Text:
    _ = words.gettext
    text = _(
        "{code}: everyone who is needed has said yes to {moment}. As you wished, I have "
        "convened the roundtable and invited everyone."
    )
    body = text.format(code=message.code, moment=words.moment(message.starts_at))
    labels = [(Do.MOVE, _("Move it")), (Do.CANCEL, _("Call it off"))]
    return Text(body, _buttons(message.roundtable, labels))


def _by_itself(message: ConfirmByItself, words: Words) -> Text:
    _ = words.gettext
    if not message.on:
        text = _("{code}: I will ask you before anything is convened.")
        return Text(text.format(code=message.code))
    text = _(
        "{code}: once everyone has answered or the time is over, I convene it, if all "
        "who are needed say yes and the opinions are written down. Otherwise I ask you."
    )
    labels = [(Do.ASK_ME, _("No, ask me first"))]
    return Text(text.format(code=message.code), _buttons(message.roundtable, labels))


def _buttons(
    roundtable: RoundtableId, labels: list[tuple[Do, str]]
) -> tuple[Button, ...]:
    return tuple(
        Button(label, WithRoundtable(roundtable=roundtable, what=what))
        for what, label in labels
    )
