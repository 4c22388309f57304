"""The team chat of a case: where dates and shared news stand, with the code alone."""

from dataclasses import dataclass

from casework.disclosure import InfoClass
from casework.outcome import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTeam(Message):
    """Show a member the way to the team chat of the case."""

    shows = InfoClass.SCHEDULE

    code: str


Messages = ShowTeam
