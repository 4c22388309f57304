"""What people typed, made safe for calendar files and mail headers."""

import re
import unicodedata

LINE_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = frozenset({"Cc", "Cs", "Cn"})
LONGEST_ADDRESS = 254

# Narrower than the standard on purpose: what needs quoting in a `mailto:` or in a
# mail header is worth a question to the person, not a guess.
LOCAL_PART = re.compile(r"[\w!$&'*+/=^`{|}~-]+(\.[\w!$&'*+/=^`{|}~-]+)*")
DOMAIN = re.compile(r"(?:(?!-)[\w-]{1,63}(?<!-)\.)+(?!-)[\w-]{1,63}(?<!-)")


class BadAddress(ValueError):
    """A mail address that no mail could reach."""


def clean_text(text: str) -> str:
    """Return text of several lines without what no reader shows or may not show."""
    lines = LINE_BREAKS.split(text)
    return "\n".join("".join(filter(_is_seen, line)) for line in lines)


def clean_line(text: str) -> str:
    """Return text as one line."""
    return " ".join(clean_text(text).split())


def clean_name(text: str) -> str:
    """Return a display name in which nothing needs an escape that readers show raw.

    RFC 6868 escapes quotes and carets; Radicale and Outlook show the escapes.
    """
    return clean_line(text.replace('"', "'").replace("^", ""))


def checked_address(email: str) -> str:
    """Return a mail address as it was given, once it looks like one.

    Raises:
        BadAddress: it does not.
    """
    local, _, domain = email.rpartition("@")
    fits = len(email.encode("utf-8", "replace")) <= LONGEST_ADDRESS
    if not (fits and LOCAL_PART.fullmatch(local) and DOMAIN.fullmatch(domain)):
        raise BadAddress("not a mail address")
    return email


def needs_smtputf8(email: str) -> bool:
    """Tell whether only a mail server that speaks SMTPUTF8 can deliver there."""
    return not email.isascii()


def _is_seen(character: str) -> bool:
    if character == "\t":
        return True
    unseen = unicodedata.category(character) in UNSEEN
    return not unseen and character not in DIRECTION_MARKS
