"""What people write, made fit to be kept: nothing hidden in it, not too long."""

import unicodedata

from casework.personal_code import holds_personal_code
from casework.refusals import HoldsPersonalCode, NoWords, TooLong

MAX_WORDS = 4000
"""Characters of one message that are kept; the longest a chat network takes."""

_HIDDEN = {"Cc", "Cs", "Co", "Cn"}
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """Return the text without control characters and direction overrides."""
    kept = (c for c in text if c == "\n" or _is_plain(c))
    return "".join(kept).strip()


def checked(text: str, limit: int = MAX_WORDS) -> str:
    """Return the text as it may be kept.

    Raises:
        TooLong: it is longer than the limit.
        NoWords: nothing is left of it.
        HoldsPersonalCode: it holds a valid Estonian personal code.
    """
    if len(text) > limit:
        raise TooLong(len(text), limit)
    if holds_personal_code(text):
        raise HoldsPersonalCode
    words = clean(text)
    if not words:
        raise NoWords
    return words


def shortened(text: str, most: int = 36) -> str:
    """Return the beginning of a text, as much as fits on a button."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _is_plain(character: str) -> bool:
    return character not in _BIDI and unicodedata.category(character) not in _HIDDEN
