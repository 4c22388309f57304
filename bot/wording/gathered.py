"""Words about mails that were not taken and are told of together."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.lists import dashed, listed
from bot.wording.marks import N_
from casework.gathered import (
    Messages,
    Sender,
    ShowMailsGathered,
    TellMailsGathered,
)
from casework.mailed import Doubt
from handlers.roundtable_actions import SeeMailsGathered


def word(message: Messages, words: Words) -> Text:
    """Put a message about several mails into words."""
    match message:
        case TellMailsGathered():
            return _told(message, words)
        case ShowMailsGathered():
            return _shown(message, words)
        case _:
            assert_never(message)


def _told(message: TellMailsGathered, words: Words) -> Text:
    text = words.ngettext(
        "{code}: beside those you were told of one by one, {count} more e-mail about a "
        "roundtable came that was not taken. Nobody was added, and nobody's answer has "
        "changed.",
        "{code}: beside those you were told of one by one, {count} more e-mails about "
        "roundtables came that were not taken. Nobody was added, and nobody's answer has "
        "changed.",
        message.mails,
    )
    assert message.case is not None  # noqa: S101 - mails are about roundtables
    see = SeeMailsGathered(
        case=message.case, since=message.since, until=message.gathers_until
    )
    body = text.format(code=message.code, count=message.mails)
    return Text(body, (Button(words.gettext("Who wrote?"), see),))


def _shown(message: ShowMailsGathered, words: Words) -> Text:
    head = words.gettext(
        "{code}: the e-mails that were not taken, senders {first} to {last} of {all}:"
    )
    last = message.first + len(message.senders)
    head = head.format(
        code=message.code, first=message.first + 1, last=last, all=message.of
    )
    lines = dashed(_line(sender, words) for sender in message.senders)
    buttons: tuple[Button, ...] = ()
    if last < message.of:
        assert message.case is not None  # noqa: S101 - mails are about roundtables
        further = SeeMailsGathered(
            case=message.case, since=message.since, until=message.until, first=last
        )
        buttons = (Button(words.gettext("Further senders"), further),)
    return Text("\n".join((head, *lines)), buttons)


def _line(sender: Sender, words: Words) -> str:
    why = words.gettext(_WHY[sender.doubt]).format(
        names=listed(sender.names) or "–", instead=listed(sender.instead) or "–"
    )
    times = words.ngettext("{count} e-mail", "{count} e-mails", sender.mails)
    line = f"{sender.address}: {why}; {times.format(count=sender.mails)}"
    return f"{line} “{sender.note}”" if sender.note else line


_WHY: dict[Doubt, str] = {
    Doubt.NOT_THEIRS: N_("speaks for {names}, nothing shows that it is theirs"),
    Doubt.UNINVITED: N_("not invited"),
    Doubt.SHARED: N_("an address that {names} share"),
    Doubt.DELEGATED: N_("{names} wants to send {instead}"),
    Doubt.UNCLEAR: N_("{names} says neither yes nor no"),
    Doubt.DENIED: N_("speaks for {names}, who says that it is not theirs"),
    Doubt.MANY: N_("speaks for {names}, one of several"),
}
