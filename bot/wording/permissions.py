"""Words about what somebody has allowed, and what ends when they take it back."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from bot.wording.places import Places
from casework.permissions import (
    Allowed,
    ConfirmWithdrawn,
    Messages,
    SayChatEnded,
    ShowPermissions,
)
from handlers.actions import Run

NAMES: dict[Allowed, str] = {
    Allowed.QUESTIONS: N_("questions, reminders and news"),
    Allowed.CHAT: N_("the chat on Telegram, whose servers are outside the EU"),
    Allowed.MAIL: N_("invitations by e-mail"),
    Allowed.BUSY: N_("reading when your calendar is busy"),
    Allowed.FEED: N_("the link that shows your roundtables in your calendar"),
    Allowed.OWN_CALENDAR: N_("writing roundtables into your calendar"),
}
_END: dict[Allowed, str] = {
    Allowed.QUESTIONS: N_("No more questions"),
    Allowed.CHAT: N_("No more Telegram"),
    Allowed.MAIL: N_("No more e-mail"),
    Allowed.BUSY: N_("Stop reading my calendar"),
    Allowed.FEED: N_("End the calendar link"),
    Allowed.OWN_CALENDAR: N_("Stop writing into it"),
}


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a message about what somebody has allowed into words."""
    _ = words.gettext
    match message:
        case ShowPermissions():
            return _shown(message, words)
        case ConfirmWithdrawn():
            lines = [_("Ended from this moment on:"), *_listed(message.ended, words)]
            return Text("\n".join((*lines, _(GOES_ON))))
        case SayChatEnded():
            return _last(message, words, places)
        case _:
            assert_never(message)


GOES_ON = N_(
    "What goes on, because the law asks for it and nobody's yes: the help for the child "
    "and your case manager's work, the plan and the minutes, and what was written before "
    "– until your municipality's schedule lets it go. /mydata shows it to you, /erasure "
    "asks that it goes earlier."
)


def _shown(message: ShowPermissions, words: Words) -> Text:
    _ = words.gettext
    if not message.allowed:
        return Text("\n".join((_("Nothing optional is switched on."), _(GOES_ON))))
    lines = [
        _("You have allowed this, and can take each back at any time:"),
        *_listed(message.allowed, words),
        _(GOES_ON),
    ]
    buttons = [
        Button(_(_END[each]), Run(command="consent", words=each.value))
        for each in message.allowed
    ]
    if len(buttons) > 1:
        buttons.append(Button(_("End all of it"), Run(command="consent", words="all")))
    return Text("\n".join(lines), tuple(buttons))


def _listed(allowed: tuple[Allowed, ...], words: Words) -> list[str]:
    return [f"• {words.gettext(NAMES[each])}" for each in allowed]


def _last(message: SayChatEnded, words: Words, places: Places) -> Text:
    _ = words.gettext
    body = _(
        "Nothing more is written in this chat. You may delete it; what stands here lies "
        "with Telegram, where we cannot erase it."
    )
    if not message.token:
        return Text(body)
    link = places.channel("web", message.token)
    page = Button(_("Open my page instead"), url=link)
    more = _("Your own page works once you open it within a day:")
    return Text(f"{body}\n{more} {link}", (page,))
