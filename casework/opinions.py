"""Opinions: what the child and the parent think, asked anew before each decision.

R10 to R12 and R13; LasteKS §21(2)-(3), §29. There is no lower age limit; whether
and how somebody was asked is written down, and if not, why not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.ids import CaseId, OpinionId, PersonId, RoundtableId
from casework.outcome import Fact, Message, Outcome
from casework.refusals import NoWords


class Whose(StrEnum):
    """Whose opinion it is."""

    CHILD = "child"
    PARENT = "parent"
    OTHER = "other"


class How(StrEnum):
    """How somebody was asked."""

    CONVERSATION = "conversation"
    BOT = "bot"
    DRAWING = "drawing"
    TRUSTED_PERSON = "trusted_person"
    OBSERVATION = "observation"
    NOT_ASKED = "not_asked"


NEEDED = (Whose.CHILD, Whose.PARENT)
"""Whose opinion, or the reason why not, each roundtable needs (R10, R13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOpinion:
    """Arvamus: what somebody of the family thinks, in their own words."""

    id: OpinionId
    case: CaseId
    whose: Whose
    how: How
    words: str
    """What was said, or why nobody was asked."""
    asked_at: datetime
    written_by: PersonId
    about: RoundtableId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionWritten(Fact):
    """An opinion of the child or the parent was written down."""

    opinion: OpinionId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOpinion(Message):
    """Tell the writer that an opinion is kept, and which are still missing."""

    shows = InfoClass.CHILD_OPINION

    whose: Whose
    asked: bool
    missing: tuple[Whose, ...]
    roundtable: RoundtableId | None
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinionFirst(Message):
    """Ask the case manager for the opinions without which nothing is convened."""

    shows = InfoClass.CHILD_OPINION

    missing: tuple[Whose, ...]
    roundtable: RoundtableId


def write(opinion: ClientOpinion, missing: tuple[Whose, ...], code: str) -> Outcome:
    """Keep an opinion, or the reason why nobody was asked.

    Raises:
        NoWords: neither words nor a reason.
    """
    if not opinion.words.strip():
        raise NoWords
    fact = OpinionWritten(
        at=opinion.asked_at,
        by=opinion.written_by,
        case=opinion.case,
        opinion=opinion.id,
    )
    confirmation = ConfirmOpinion(
        to=opinion.written_by,
        case=opinion.case,
        whose=opinion.whose,
        asked=opinion.how is not How.NOT_ASKED,
        missing=missing,
        roundtable=opinion.about,
        code=code,
    )
    return Outcome((opinion,), (fact,), (confirmation,))


def missing(
    opinions: Iterable[ClientOpinion], since: datetime | None
) -> tuple[Whose, ...]:
    """Return whose opinion is not known for the decision ahead.

    One from before `since`, the last roundtable, does not count: an opinion may
    change (KR 1.4).
    """
    fresh = {o.whose for o in opinions if since is None or o.asked_at > since}
    return tuple(whose for whose in NEEDED if whose not in fresh)


Messages = ConfirmOpinion | AskOpinionFirst
