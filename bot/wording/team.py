"""Words about the team chat of a case."""

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.places import Places
from casework.team import ShowTeam


def word(message: ShowTeam, words: Words, places: Places) -> Text:
    """Show the way to the team chat, and what belongs there."""
    _ = words.gettext
    body = _(
        "{code}: in the team chat stand the dates of roundtables and what is meant "
        "for the whole network. No names there, please: only the code. What you ask "
        "me there I answer here, in private."
    ).format(code=message.code)
    if message.case is None:
        return Text(body)
    link = Button(_("Open the team chat"), url=places.team(message.case, message.to))
    return Text(body, (link,))
