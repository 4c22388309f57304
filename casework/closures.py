"""How a case ends: the reasons there are, and what each asks for (R15, R25).

The grounds in law change on 1 January 2027 (LasteKS §29(11)); which of them holds is
chosen by the day of the closing.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.dates import months_later
from casework.ids import PersonId
from casework.refusals import TooEarlyToClose, TooFewRoundtables
from casework.roundtables import NEEDED

LAW_OF_2027 = date(2027, 1, 1)
LEAST = 2
"""Roundtables held without which no case ends with its goals met."""
FREE_OF_NEED = 6
"""Months for which the need must not have come back, from 2027 on."""
REOPENED_WITHIN = timedelta(days=30)
"""How long a closing can be taken back; later it is a case of its own."""


class Reason(StrEnum):
    """Why a case is closed (casework.md D10)."""

    GOALS_MET = "goals_met"
    ADULT = "adult"
    DEATH = "death"
    MOVED = "moved"
    SINGLE_MEASURE = "single_measure"
    """One measure is enough; no network is needed for it."""
    REFUSED = "refused"
    """The family does not want it any more."""
    OTHER = "other"


_IN_LAW = frozenset({Reason.GOALS_MET, Reason.ADULT, Reason.DEATH})
_SAID_IN_WORDS = frozenset({Reason.SINGLE_MEASURE, Reason.REFUSED, Reason.OTHER})
_LOOKED_AT_AGAIN = _SAID_IN_WORDS | {Reason.GOALS_MET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Lõpetamine: why and when a case was closed, and by whom."""

    reason: Reason
    at: datetime
    by: PersonId
    held: int
    """How many roundtables had been held."""
    why: str = ""
    """Why without three roundtables, or why at all, in the case manager's words."""
    met_since: date | None = None
    explanation: str = ""
    """What was explained to a child who sees it differently (R11)."""
    follow_up_on: date | None = None
    """When the case manager looks how things are (järelkontroll)."""

    @property
    def takes_back_until(self) -> datetime:
        """The moment until which the case can be opened again."""
        return self.at + REOPENED_WITHIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """That a closed case was opened again, and why."""

    at: datetime
    by: PersonId
    reason: str


def needs_opinions(reason: Reason) -> bool:
    """Say whether child and parents are heard first; after a death nobody is asked."""
    return reason is not Reason.DEATH


def needs_words(reason: Reason, held: int) -> bool:
    """Say whether it has to be written why: R15 lets two be enough exceptionally."""
    short = reason is Reason.GOALS_MET and held < NEEDED
    return short or reason in _SAID_IN_WORDS


def needs_date(reason: Reason, today: date) -> bool:
    """Say whether it is asked since when the goals and the need are met (R25)."""
    return reason is Reason.GOALS_MET and today >= LAW_OF_2027


def is_looked_at_again(reason: Reason) -> bool:
    """Say whether a day is set on which somebody looks how the family is."""
    return reason in _LOOKED_AT_AGAIN


def goes_on_elsewhere(reason: Reason, today: date) -> bool:
    """Say whether only our support ends, and the municipality's casework goes on."""
    return today >= LAW_OF_2027 and reason not in _IN_LAW


def check_held(reason: Reason, held: int) -> None:
    """Let goals count as met only after roundtables have looked at them.

    Raises:
        TooFewRoundtables: fewer than two were held (R15).
    """
    if reason is Reason.GOALS_MET and held < LEAST:
        raise TooFewRoundtables(held=held, needed=NEEDED)


def check_free_of_need(met_since: date, today: date) -> None:
    """Let a case end half a year after its goals and the need were met (R25).

    Raises:
        TooEarlyToClose: the six months are not over.
    """
    earliest = months_later(met_since, FREE_OF_NEED)
    if today < earliest:
        raise TooEarlyToClose(day=earliest.strftime("%d.%m.%Y"))
