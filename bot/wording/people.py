"""Words about what people decide about themselves."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.names import name_of
from casework.people import (
    ConfirmAway,
    ConfirmBack,
    ConfirmEmail,
    ConfirmHours,
    ConfirmLanguage,
    ConfirmReturn,
    ConfirmStop,
    Messages,
    OfferReturn,
    SayHowToReturn,
    ShowSettings,
)
from handlers.actions import Run
from handlers.settings import ALONE, SHARED


def word(message: Messages, words: Words) -> Text:
    """Put a message about a person's own choices into words."""
    _ = words.gettext
    match message:
        case ConfirmAway():
            body = _(
                "You are marked as away until {day}. Nothing will be asked of you "
                "until then; you only hear when a roundtable is fixed, moved or "
                "called off. If you are back sooner, write /back."
            ).format(day=words.day(message.until))
        case ConfirmBack():
            body = _("Welcome back. You will be asked again as before.")
        case ConfirmStop():
            body = _(
                "You will get no more messages from here. Your case manager sees "
                "that you cannot be reached by chat. To return, write /start."
            )
        case ConfirmReturn() | OfferReturn():
            return _back(message, words)
        case SayHowToReturn():
            body = _(
                "You had stopped all messages, and what you have just sent was passed "
                "on to nobody. Shall we go on? In danger call 112."
            )
            return Text(body, (Button(_("Yes, go on"), Run(command="start")),))
        case ShowSettings():
            return _settings(message, words)
        case ConfirmHours():
            body = _("You are written to between {opens} and {closes} only.").format(
                opens=words.clock(message.hours.opens),
                closes=words.clock(message.hours.closes),
            )
            return Text(body, (_free_times(words),))
        case ConfirmEmail() if message.address:
            body = _(
                "Invitations to roundtables also go to {address}, as a calendar entry."
            ).format(address=message.address)
        case ConfirmEmail():
            body = _("No e-mail address is kept; nothing is mailed to you.")
        case ConfirmLanguage():
            body = _("We will go on in English.")
        case _:
            assert_never(message)
    return Text(body)


def _back(message: ConfirmReturn | OfferReturn, words: Words) -> Text:
    _ = words.gettext
    if isinstance(message, OfferReturn):
        until = message.until
        body = _(
            "You are marked as away until {day}: until then you are asked nothing. "
            "Are you back?"
        )
    elif message.away_until is not None:
        until = message.away_until
        body = _(
            "Good to have you back. You will get messages again, but you are marked "
            "as away until {day}: until then you are asked nothing."
        )
    else:
        return Text(_("Good to have you back. You will get messages again."))
    back = Button(_("I am back"), Run(command="back"))
    return Text(body.format(day=words.day(until)), (back,))


def _free_times(words: Words) -> Button:
    return Button(words.gettext("When I can come to roundtables"), Run(command="free"))


def _settings(message: ShowSettings, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _("Language: {language}").format(
            language=name_of(f"language.{message.language}", words)
        ),
        _("Written to between {opens} and {closes}").format(
            opens=words.clock(message.hours.opens),
            closes=words.clock(message.hours.closes),
        ),
        _("E-mail for invitations: {address}").format(address=message.email or "–"),
    ]
    if message.shares_phone:
        lines.append(_("Others use this phone too: nothing sensitive is asked here."))
    elif not message.official:
        lines.append(_("Only you use this phone."))
    if message.official:
        lines.append(_("On workdays only; never on public holidays."))
    if message.away_until is not None:
        until = words.day(message.away_until)
        lines.append(_("Away until {day}").format(day=until))
    buttons = [
        Button(_("Language"), Run(command="language")),
        Button(_("Hours"), Run(command="hours")),
        _free_times(words),
        Button(_("E-mail"), Run(command="email")),
        Button(_("I am away"), Run(command="away")),
    ]
    if not message.official:
        label = _("Only I use it") if message.shares_phone else _("Others use it too")
        then = ALONE if message.shares_phone else SHARED
        buttons.append(Button(label, Run(command="settings", words=then)))
    if message.away_until is not None:
        buttons[3] = Button(_("I am back"), Run(command="back"))
    return Text("\n".join(lines), tuple(buttons))
