"""The team chat of a case: where dates and shared news stand, with the code alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.disclosure import InfoClass
from casework.named import names_somebody
from casework.outcome import Message
from casework.refusals import NamesSomebody


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
    if names_somebody(text, names):
        raise NamesSomebody


Messages = ShowTeam
