"""Words about when somebody is asked."""

from bot.languages import Words
from bot.text import Text
from casework.rhythms import ConfirmRhythm


def word(message: ConfirmRhythm, words: Words) -> Text:
    """Put a message about a rhythm into words."""
    sentence = words.ngettext(
        "{code}: you will be asked every week, {weekday} at {time}. Next: {moment}.",
        "{code}: you will be asked every {weeks} weeks, {weekday} at {time}. Next: "
        "{moment}.",
        message.every_weeks,
    )
    return Text(
        sentence.format(
            code=message.code,
            weeks=message.every_weeks,
            weekday=words.weekday(message.weekday),
            time=words.clock(message.at),
            moment=words.moment(message.next_at),
        )
    )
