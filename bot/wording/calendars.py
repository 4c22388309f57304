"""Words around a person's own calendar link."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.places import Places
from casework.calendars import Messages, ShowFeed
from handlers.actions import Run


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a message about a calendar link into words."""
    match message:
        case ShowFeed():
            return _feed(message, words, places)
        case _:
            assert_never(message)


def _feed(message: ShowFeed, words: Words, places: Places) -> Text:
    _ = words.gettext
    new = Button(_("Make a new link"), Run(command="calendar", words="new"))
    off = Button(_("Turn the link off"), Run(command="calendar", words="off"))
    if message.ended:
        return Text(
            _("Your calendar link is turned off and shows nothing any more."), (new,)
        )
    if message.secret:
        link = places.feed(message.secret)
        body = _(
            "With this link your calendar shows all your roundtables, by code and "
            "without names. In your calendar choose “add by URL” or “subscribe” and "
            "paste it. Calendars look by themselves, some only once a day; what is "
            "new always comes here first. Keep the link to yourself.\n\n{link}"
        ).format(link=link)
        return Text(body, (Button(_("Open the link"), url=link), new, off))
    assert message.since is not None  # noqa: S101 - there is one, or a new one
    body = _(
        "You have a calendar link, made on {moment}. It is kept nowhere and cannot be "
        "shown again. A new one ends the old one."
    ).format(moment=words.moment(message.since))
    return Text(body, (new, off))
