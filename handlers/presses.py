"""Button tokens: what travels through a chat network instead of the action itself.

A token names the message and the button, and is bound to its reader by a keyed
hash; a forged, altered or borrowed one finds nothing (threat 9).
"""

import re
from hmac import compare_digest

from casework.ids import PersonId, ShownId
from casework.refusals import NotYours
from storage.keys import KeyStore

_TAG_CHARACTERS = 24
_FORM = re.compile(r"([0-9]{1,15})\.([0-9]{1,3})\.[0-9a-f]+")


def token(keys: KeyStore, shown: ShownId, index: int, reader: PersonId | None) -> str:
    """Return the token of one button, at most 64 bytes long."""
    return f"{shown}.{index}.{_tag(keys, shown, index, reader)}"


def opened(
    keys: KeyStore, pressed: str, reader: PersonId | None
) -> tuple[ShownId, int]:
    """Return the message and the button that a token stands for.

    Raises:
        NotYours: the token was not made by us for this reader.
    """
    parts = _FORM.fullmatch(pressed)
    if parts is None:
        raise NotYours
    shown, index = ShownId(int(parts[1])), int(parts[2])
    if not compare_digest(pressed, token(keys, shown, index, reader)):
        raise NotYours
    return shown, index


def _tag(keys: KeyStore, shown: ShownId, index: int, reader: PersonId | None) -> str:
    return keys.blind(f"press:{shown}:{index}:{reader}")[:_TAG_CHARACTERS]
