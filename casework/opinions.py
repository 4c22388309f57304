"""Opinions: what the child and the parent think, asked anew before each decision.

R10 to R12 and R13; LasteKS §21(2)-(3), §29. There is no lower age limit; whether
and how somebody was asked is written down, and if not, why not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.circles import Participant
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An opinion, or the reason why not, that a roundtable needs (R10, R13)."""

    whose: Whose
    of: PersonId | None = None
    """Which parent; None for the child, and if no parent is in the network."""
    name: str = ""
    """Their name, where several parents are to be told apart."""


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
    of: PersonId | None = None
    """Which parent said it."""


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
    missing: tuple[Wanted, ...]
    roundtable: RoundtableId | None
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinionFirst(Message):
    """Ask the case manager for the opinions without which nothing is convened."""

    shows = InfoClass.CHILD_OPINION

    missing: tuple[Wanted, ...]
    roundtable: RoundtableId


def write(opinion: ClientOpinion, missing: tuple[Wanted, ...], code: str) -> Outcome:
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
    opinions: Iterable[ClientOpinion],
    parents: Sequence[Participant],
    since: datetime | None,
) -> tuple[Wanted, ...]:
    """Return whose opinion is not known for the decision ahead: of each parent.

    One from before `since`, the last roundtable, does not count: an opinion may
    change (KR 1.4).
    """
    fresh = [o for o in opinions if since is None or o.asked_at > since]
    return tuple(
        wanted
        for wanted in _needed(parents)
        if not any(_answers(each, wanted) for each in fresh)
    )


def _needed(parents: Sequence[Participant]) -> tuple[Wanted, ...]:
    child = Wanted(whose=Whose.CHILD)
    if not parents:
        return (child, Wanted(whose=Whose.PARENT))
    several = len(parents) > 1
    each = (
        Wanted(
            whose=Whose.PARENT,
            of=parent.person.id,
            name=parent.person.name if several else "",
        )
        for parent in parents
    )
    return (child, *each)


def _answers(opinion: ClientOpinion, wanted: Wanted) -> bool:
    return opinion.whose is wanted.whose and wanted.of in (None, opinion.of)


Messages = ConfirmOpinion | AskOpinionFirst
