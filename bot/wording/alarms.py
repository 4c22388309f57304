"""Words of alarms to the one who runs the program."""

from typing import assert_never

from bot.languages import Words
from bot.text import Text
from casework.alarms import AlarmOperator, EndAlarm, Messages, Trouble


def word(message: Messages, words: Words) -> Text:
    """Put an alarm, or its end, into words."""
    _ = words.gettext
    match message:
        case AlarmOperator():
            return Text(f"⚠️ {_stuck(message, words)}")
        case EndAlarm():
            return Text(_("It moves again: {what}.").format(what=_what(message, words)))
        case _:
            assert_never(message)


def _stuck(message: AlarmOperator, words: Words) -> str:
    _ = words.gettext
    since = words.moment(message.since) if message.since else ""
    match message.trouble:
        case Trouble.UNDELIVERED:
            return _("Messages have been waiting to leave since {since}.").format(
                since=since
            )
        case Trouble.OVERDUE:
            return _(
                "Something has been due since {since} and nothing looks at it."
            ).format(since=since)
        case Trouble.UNHANDLED:
            return _("What came in has not been handled since {since}.").format(
                since=since
            )
        case Trouble.SET_ASIDE:
            return words.ngettext(
                "{count} thing that came in was set aside by a fault of ours. See: "
                "umarlaud inbox",
                "{count} things that came in were set aside by a fault of ours. See: "
                "umarlaud inbox",
                message.count,
            ).format(count=message.count)
        case Trouble.NO_BACKUP:
            return _("The last backup is of {since}.").format(since=since)
        case _:
            assert_never(message.trouble)


def _what(message: EndAlarm, words: Words) -> str:
    _ = words.gettext
    match message.trouble:
        case Trouble.UNDELIVERED:
            return _("messages leave")
        case Trouble.OVERDUE:
            return _("what is due is looked at")
        case Trouble.UNHANDLED:
            return _("what comes in is handled")
        case Trouble.SET_ASIDE:
            return _("nothing is set aside")
        case Trouble.NO_BACKUP:
            return _("there is a new backup")
        case _:
            assert_never(message.trouble)
