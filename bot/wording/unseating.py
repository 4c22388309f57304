"""Words to who is not expected at a roundtable any more, and to the case manager."""

from typing import assert_never

from bot.languages import Words
from bot.text import Text
from bot.wording.lists import listed
from casework.unseating import ConfirmUnseated, Messages, TellNotExpected


def word(message: Messages, words: Words) -> Text:
    """Put it into words that a roundtable takes place without somebody."""
    _ = words.gettext
    match message:
        case TellNotExpected():
            text = _(
                "{code}: you need not come to the roundtable on {moment} after all. If "
                "it stands in your calendar from a file, please delete it there."
            )
            moment = words.moment(message.starts_at)
            return Text(text.format(code=message.code, moment=moment))
        case ConfirmUnseated():
            text = _("{code}: told that they need not come – {names}.")
            return Text(text.format(code=message.code, names=listed(message.names)))
        case _:
            assert_never(message)
