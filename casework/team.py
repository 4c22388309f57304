"""The team chat of a case: where dates and shared news stand, with the code alone."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from casework.disclosure import InfoClass
from casework.outcome import Message
from casework.refusals import NamesSomebody

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 3
"""Letters; shorter names are everyday words too often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTeam(Message):
    """Show a member the way to the team chat of the case."""

    shows = InfoClass.SCHEDULE

    code: str
    join: str = ""
    """A link by which to ask to be let into the group."""
    offer: str = ""
    """A secret by which the case manager names a group; "": there is no need."""
    offer_on: str = ""
    """The network that has groups."""


def check_names_nobody(text: str, names: Iterable[str]) -> None:
    """Let no name of somebody in the network stand in its team chat (R35).

    Raises:
        NamesSomebody: a part of one of these names is a word of the text.
    """
    of_people = {word for name in names for word in _words(name)}
    if any(len(word) >= _SHORTEST_NAME for word in of_people & _words(text)):
        raise NamesSomebody


def _words(text: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


Messages = ShowTeam
