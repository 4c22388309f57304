"""Marks for words that are translated later, where they are looked up by key."""


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools know
    """Mark a sentence for translation."""
    return text


def NC_(context: str, word: str) -> str:  # noqa: N802 - read by the extractor
    """Mark a single word for translation in its context."""
    return word
