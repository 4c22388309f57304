"""How what somebody said, or is called, is found again in other words."""

import re

_WORDS = 3


def plain(text: str) -> str:
    """Return the words without marks of formatting, parted by single spaces."""
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def stands_in(mark: str, text: str) -> bool:
    """Say whether a name or a sentence stands in a text."""
    if mark not in text or " " in mark:
        return mark in text
    # A name is a word of its own: "Mari" does not stand in "Marimekko".
    return re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text) is not None


def is_sentence(text: str) -> bool:
    """Say whether these are words of somebody's own, and no command or date."""
    return not text.startswith("/") and len(re.findall(r"[^\W\d]{2,}", text)) >= _WORDS
