"""Words about a message that went to the wrong place, and the breach that it is."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import read_names
from bot.wording.channels import network_name
from bot.wording.marks import N_
from bot.wording.names import name_of
from casework.recalls import (
    ConfirmRecallWanted,
    Messages,
    ReachedLine,
    SayTakenBack,
    ShowBreach,
    TakeBack,
    TellBreach,
    TellBreachClosed,
    Withdrawn,
)
from handlers.actions import CloseBreach, Run

_BECAME: dict[Withdrawn, str] = {
    Withdrawn.DELETED: N_("deleted there"),
    Withdrawn.REPLACED: N_("its words are taken away there"),
    Withdrawn.STAYS: N_("cannot be deleted there any more: please ask them to do it"),
    Withdrawn.NOT_SENT: N_("had not left yet and does not"),
    Withdrawn.UNKNOWN: N_("may have arrived; please ask them"),
}


def word(message: Messages, words: Words) -> Text:
    """Put a message about what went to the wrong place into words."""
    _ = words.gettext
    match message:
        case TakeBack():
            return Text(_("This message was taken back: it was not meant for here."))
        case SayTakenBack():
            body = _(
                "A message of {moment} came to you by mistake and was taken back. If "
                "you have kept any of it, please delete it and tell nobody what stood "
                "there. Thank you."
            )
            return Text(body.format(moment=words.moment(message.made_at)))
        case ShowBreach():
            return _breach(message, words)
        case TellBreach():
            return Text(_told(message, words))
        case TellBreachClosed():
            body = (
                _("{code}: closed – the Data Protection Inspectorate is told.")
                if message.notified
                else _("{code}: closed – the Data Protection Inspectorate is not told.")
            )
            return Text(body.format(code=message.code))
        case ConfirmRecallWanted():
            body = _(
                "{code}: your case manager knows that you want a message taken back, "
                "and asks you which. If it cannot wait, please call."
            )
            return Text(body.format(code=message.code))
        case _:
            assert_never(message)


def _told(message: TellBreach, words: Words) -> str:
    body = words.ngettext(
        "{code}: a message had reached {count} person it was not meant for and is "
        "taken back. Until {moment} the case manager and the data protection officer "
        "decide whether the Data Protection Inspectorate is told.",
        "{code}: a message had reached {count} people it was not meant for and is "
        "taken back. Until {moment} the case manager and the data protection officer "
        "decide whether the Data Protection Inspectorate is told.",
        message.reached,
    )
    return body.format(
        code=message.code, count=message.reached, moment=words.moment(message.until)
    )


def _breach(message: ShowBreach, words: Words) -> Text:
    _ = words.gettext
    what = read_names.name(message.what, words)
    lines = [
        _("{code}: taken back – {what}, of {moment}.").format(
            code=message.code, what=what, moment=words.moment(message.made_at)
        ),
        *(_reached(each, words) for each in message.reached),
        _("“{words}”").format(words=message.words),
        _(
            "Talk to the data protection officer. If it can harm somebody, the Data "
            "Protection Inspectorate must be told by {moment}, and whom it concerns "
            "without delay. Does somebody get what is not theirs at all? /network "
            "takes them out and closes their channels."
        ).format(moment=words.moment(message.until)),
    ]
    buttons = (
        Button(
            _("The Inspectorate is told"),
            CloseBreach(task=message.task, notified=True),
        ),
        Button(
            _("It is not told, and why"),
            CloseBreach(task=message.task, notified=False),
        ),
        Button(_("Network"), Run(command="network", words=message.code)),
    )
    return Text("\n".join(lines), buttons)


def _reached(line: ReachedLine, words: Words) -> str:
    _ = words.gettext
    role = f" ({name_of(f'role.{line.role}', words)})" if line.role else ""
    parts = [f"• {line.name}{role}"]
    if line.at is not None:
        parts.append(
            _("had it since {moment}, {network}").format(
                moment=words.moment(line.at), network=network_name(line.network, words)
            )
        )
        parts.append(
            _("has written or pressed something there since")
            if line.there_since
            else _("nothing shows that it was read")
        )
    if line.withdrawn is None:
        parts.append(_("is being taken away there"))
    else:
        parts.append(_(_BECAME[line.withdrawn]))
    return "; ".join(parts)
