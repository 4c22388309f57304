"""Words of a series: all its dates in one message."""

from typing import assert_never

from bot.languages import Words
from bot.text import Attachment, Button, Text
from bot.wording.lists import numbered
from bot.wording.names import name_of
from bot.wording.places import Places
from casework.series import ConfirmSeries, InviteToSeries, Messages, ShowSeries
from handlers.calendar import files_of
from handlers.roundtable_actions import AnswerSeries, Do, WithRoundtable


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a message about a series into words."""
    match message:
        case InviteToSeries():
            return _invitation(message, words, places)
        case ConfirmSeries():
            text = words.gettext("{code}: thank you, you are expected on:")
            moments = numbered(words.moment(at) for at in message.moments)
            return Text("\n".join((text.format(code=message.code), *moments)))
        case ShowSeries():
            return _dates(message, words)
        case _:
            assert_never(message)


def _invitation(message: InviteToSeries, words: Words, places: Places) -> Text:
    _ = words.gettext
    first = message.entries[0]
    moments = [words.moment(each.starts_at) for each in message.entries]
    text = words.ngettext(
        "{code}: {n} further roundtable is fixed, {length}.",
        "{code}: {n} further roundtables are fixed, {length} each.",
        len(moments),
    )
    length = name_of(f"length.{first.minutes_long}", words)
    lines = [
        text.format(code=message.code, n=len(moments), length=length),
        *numbered(moments),
    ]
    if first.place:
        lines.append(_("Place: {place}.").format(place=first.place))
    lines.append(
        _("One date may still be moved or called off; the others stay as they are.")
    )
    lines.append(_("The file puts all of them into your calendar."))
    buttons = (
        Button(
            _("I can come to all of them"),
            AnswerSeries(first=message.first, all=True),
        ),
        Button(_("One by one"), AnswerSeries(first=message.first, all=False)),
    )
    content = files_of(message.entries, words.zone, places.mailbox)
    alt = "\n".join(moments)
    kind = "text/calendar; charset=utf-8"
    file = Attachment("invite.ics", kind, content, alt)
    return Text("\n".join(lines), () if message.chair else buttons, (file,))


def _dates(message: ShowSeries, words: Words) -> Text:
    text = words.gettext(
        "{code}: the dates that are fixed. Each can be moved or called off alone."
    )
    buttons = tuple(
        Button(words.moment(at), WithRoundtable(roundtable=number, what=Do.SEE))
        for number, at in message.dates
    )
    return Text(text.format(code=message.code), buttons)
