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
    buttons = [
        Button(_("Open the team chat"), url=places.team(message.case, message.to))
    ]
    if message.join:
        buttons.append(Button(_("Come into the group"), url=message.join))
    if offer := places.group_offer(message.offer_on, message.offer):
        buttons.append(Button(_("Add me to a group"), url=offer))
    return Text(body, tuple(buttons))
