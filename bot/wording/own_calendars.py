"""Words about a case manager's own calendar, into which roundtables are put."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from casework.ids import OwnCalendarId
from casework.own_calendars import (
    ConfirmOwnCalendarEnded,
    Messages,
    OwnState,
    ShowOwnCalendar,
    TellMovedThere,
    TellOwnCalendarTrouble,
    TellOwnCalendarWorks,
)
from handlers.actions import Run
from handlers.free_actions import EndOwnCalendar


def word(message: Messages, words: Words) -> Text:
    """Put a message about somebody's own calendar into words."""
    _ = words.gettext
    match message:
        case ShowOwnCalendar():
            return _shown(message, words)
        case TellOwnCalendarWorks():
            return _works(message.calendar, message.host, message.count, words)
        case TellOwnCalendarTrouble():
            return _trouble(message, words)
        case TellMovedThere():
            body = _(
                "In your calendar the roundtable in {code} stood at another time. It "
                "is at {moment} there again, as everyone was told. To move it for "
                "everyone, use /roundtable."
            )
            moment = words.moment(message.starts_at)
            return Text(body.format(code=message.code, moment=moment))
        case ConfirmOwnCalendarEnded():
            body = _(
                "Nothing is put into your calendar at {host} any more. What I had put "
                "there is taken out; address, name and password are erased."
            )
            return Text(body.format(host=message.host))
        case _:
            assert_never(message)


def _shown(message: ShowOwnCalendar, words: Words) -> Text:
    _ = words.gettext
    if message.state is OwnState.USED and message.trouble is not None:
        return Text(
            " ".join(
                (
                    _("I cannot write into your calendar at {host} at the moment."),
                    _(_TROUBLES[message.trouble]),
                )
            ).format(host=message.host),
            _buttons(message.calendar, words),
        )
    if message.worked:
        return _works(message.calendar, message.host, message.count, words)
    body = _("I am trying now whether I can write into your calendar at {host}.")
    return Text(body.format(host=message.host))


def _works(calendar: OwnCalendarId, host: str, count: int, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _(
            "Your roundtables are put into your calendar at {host}: by code, without "
            "names. What is moved or called off follows there."
        ).format(host=host)
    ]
    if count:
        now = words.ngettext(
            "There is {count} in it now.", "There are {count} in it now.", count
        )
        lines.append(now.format(count=count))
    return Text(" ".join(lines), _buttons(calendar, words))


def _trouble(message: TellOwnCalendarTrouble, words: Words) -> Text:
    _ = words.gettext
    why = _(_TROUBLES[message.trouble])
    if message.left:
        body = words.ngettext(
            "I could not take {count} roundtable out of your calendar at {host}; "
            "please delete it there yourself. The password is erased.",
            "I could not take {count} roundtables out of your calendar at {host}; "
            "please delete them there yourself. The password is erased.",
            message.left,
        )
        return Text(f"{body.format(count=message.left, host=message.host)} {why}")
    if message.first:
        opening = _("I cannot write into the calendar at {host}.")
    else:
        opening = _(
            "I cannot write into your calendar at {host} any more; invitations in the "
            "chat and by e-mail go on."
        )
    told = f"{opening.format(host=message.host)} {why}"
    return Text(told, _buttons(message.calendar, words))


def _buttons(calendar: OwnCalendarId, words: Words) -> tuple[Button, ...]:
    _ = words.gettext
    return (
        Button(
            _("Give the address and password anew"), Run(command="caldav", words="new")
        ),
        Button(
            _("Take my roundtables out and end it"), EndOwnCalendar(calendar=calendar)
        ),
    )


_AWAY = N_("There was no proper answer. I will keep trying.")
_TROUBLES = {
    "not_https": N_("The link must begin with https://."),
    "inner": N_("The link leads to a place inside a network that I may not open."),
    "redirects": N_("The link leads from one place to the next without end."),
    "unreachable": _AWAY,
    "too_slow": N_("It took too long to answer."),
    "too_big": _AWAY,
    "no_login": N_(
        "Name or password are not right, or they do not allow writing. Please "
        "make a new app password."
    ),
    "gone": N_("There is no calendar at this address. Please copy the address anew."),
    "web_page": _AWAY,
    "not_a_calendar": N_(
        "What lies at this address is no CalDAV calendar. Please copy the address of "
        "the calendar itself, as your calendar program shows it."
    ),
    "endless": _AWAY,
    "broken": _AWAY,
}

QUESTIONS: dict[str, str] = {
    "own_calendar.link": N_(
        "I can put the roundtables you lead into your own calendar: by code, without "
        "names. Paste the address of your calendar on its CalDAV server (https)."
    ),
    "own_calendar.user": N_("By what name do you log in there?"),
    "own_calendar.password": N_(
        "Write a password made for this program (an app password), never your own. It "
        "is kept sealed. Please delete your message afterwards."
    ),
}
