"""What leaves for the municipality: a document for its files, a text for STAR.

The official record stays in the register (casework.md 0.1): the case manager reads
the text, copies it there, and says so here. Words meant for the case manager alone
are in neither, nor are anybody's notes (R36, R41).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from casework.circles import Circle, Participant
from casework.decisions import Somebody, somebody
from casework.disclosure import Audience, InfoClass
from casework.ids import GoalId, RoundtableId
from casework.minuted import StarState
from casework.opinions import ClientOpinion, How, Whose
from casework.outcome import Fact, Lane, Message, Outcome
from casework.papers import Paper, paper
from casework.refusals import OnlyTheCaseManager, OutOfDate
from casework.roles import Role
from casework.roundtables import Roundtable, RoundtableState


@dataclass(frozen=True, slots=True, kw_only=True)
class StarMoved(Fact):
    """The minutes came a step further on their way into the register."""

    roundtable: RoundtableId
    state: StarState


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLine:
    """What somebody of the family thought before the roundtable, and how it was asked."""

    who: Somebody
    how: How
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What belongs beside the minutes: opinions asked, goals served, meetings held."""

    opinions: tuple[ClientOpinion, ...]
    goals: dict[GoalId, str]
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDocument(Message):
    """Send the case manager the minutes as a document for the municipality's files."""

    shows = InfoClass.UPDATES_FULL

    code: str
    paper: Paper
    opinions: tuple[OpinionLine, ...]
    goals: tuple[str, ...]
    """The goal each decision serves, in the same order; empty if none."""
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStarText(Message):
    """Show the case manager the text that belongs into the register."""

    shows = InfoClass.UPDATES_FULL

    roundtable: RoundtableId
    code: str
    paper: Paper
    opinions: tuple[OpinionLine, ...]
    goals: tuple[str, ...]
    held: int
    state: StarState
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmStar(Message):
    """Tell the case manager how far the minutes are on their way into the register."""

    lane = Lane.REPLY
    shows = InfoClass.UPDATES_FULL

    roundtable: RoundtableId
    code: str
    state: StarState
    reference: str


def document(roundtable: Roundtable, circle: Circle, beside: Beside) -> SendDocument:
    """Return the minutes as a document; until they are confirmed it is a draft.

    Raises:
        OutOfDate: they have not been ended.
    """
    return SendDocument(
        to=circle.manager,
        case=roundtable.case,
        code=circle.code,
        paper=_shared(roundtable, circle),
        opinions=tuple(_opinions(beside.opinions, circle)),
        goals=_goals(roundtable, beside),
        held=beside.held,
    )


def star_text(roundtable: Roundtable, circle: Circle, beside: Beside) -> ShowStarText:
    """Return what belongs into the register.

    Raises:
        OutOfDate: the minutes have not been ended.
    """
    return ShowStarText(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        paper=_shared(roundtable, circle),
        opinions=tuple(_opinions(beside.opinions, circle)),
        goals=_goals(roundtable, beside),
        held=beside.held,
        state=roundtable.star,
        reference=roundtable.star_reference,
    )


def _goals(roundtable: Roundtable, beside: Beside) -> tuple[str, ...]:
    return tuple(
        beside.goals.get(each.goal, "") if each.goal else ""
        for each in roundtable.decisions
    )


def move(
    roundtable: Roundtable,
    circle: Circle,
    to: StarState,
    reference: str,
    now: datetime,
) -> Outcome:
    """Note that the text was checked, is in the register, or does not go there.

    Raises:
        OutOfDate: the minutes are not confirmed, or that has been noted already.
    """
    if to not in _STEPS.get(roundtable.star, frozenset()):
        raise OutOfDate
    moved = replace(roundtable, star=to, star_reference=reference)
    fact = StarMoved(
        at=now,
        by=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        state=to,
    )
    told = ConfirmStar(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        state=to,
        reference=reference,
    )
    return Outcome((moved,), (fact,), (told,))


_STEPS: dict[StarState, frozenset[StarState]] = {
    StarState.NEEDS_CHECK: frozenset({StarState.READY, StarState.NOT_TRANSFERRED}),
    StarState.READY: frozenset({StarState.TRANSFERRED, StarState.NOT_TRANSFERRED}),
}


def _shared(roundtable: Roundtable, circle: Circle) -> Paper:
    """Return the minutes for the files: what is for the case manager alone stays out."""
    if roundtable.state not in {
        RoundtableState.MINUTES_DRAFT,
        RoundtableState.MINUTES_CONFIRMED,
    }:
        raise OutOfDate
    shared = tuple(
        each for each in roundtable.agenda if each.audience is not Audience.MANAGER
    )
    return paper(replace(roundtable, agenda=shared), circle, _lead(circle))


def _lead(circle: Circle) -> Participant:
    for each in circle.present:
        if each.person.id == circle.manager:
            return each
    raise OnlyTheCaseManager


def _opinions(
    opinions: Iterable[ClientOpinion], circle: Circle
) -> Iterable[OpinionLine]:
    lead = _lead(circle)
    here = {each.person.id: each for each in circle.present}
    for each in opinions:
        if each.of in lead.rests:
            continue
        who = here.get(each.of) if each.of else None
        if who is not None:
            seen = somebody(who, lead)
        else:
            seen = Somebody(role=None if each.whose is Whose.CHILD else Role.PARENT)
        yield OpinionLine(who=seen, how=each.how, words=each.words, at=each.asked_at)


Messages = SendDocument | ShowStarText | ConfirmStar
