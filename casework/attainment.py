"""How near each observer sees each goal, said with one tap before a roundtable.

Goal Attainment Scaling (casework.md D8). Everyone's rating stands for itself, in
words and with their role: it is never averaged, and never shown as a mark. The score
T is a figure over one observer's goals, for the case manager alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt

from casework.agenda_items import GoalRating, Level
from casework.circles import Circle, Participant
from casework.disclosure import InfoClass
from casework.ids import GoalId, PersonId, RoundtableId, ShownId
from casework.outcome import Fact, Message, Outcome
from casework.plans import Goal, LevelText
from casework.refusals import NotAChoice, NotYours, OutOfDate
from casework.roles import Role
from casework.roundtables import Purpose, Roundtable, RoundtableState

RHO = 0.30
"""How far the goals of one person hang together, as Kiresuk and Sherman set it."""
REVIEWS = frozenset({Purpose.REVIEW_EFFECT, Purpose.CLOSING})
"""What is asked before these: what came of the goals (R17)."""
APART = 2
"""Observers whose levels lie this far apart see a goal differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRated(Fact):
    """Somebody said how near a goal is; not how near."""

    roundtable: RoundtableId
    goal: GoalId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRating(Message):
    """Ask somebody how near one goal is; None: all have been asked about."""

    shows = InfoClass.GOALS

    roundtable: RoundtableId
    code: str
    goal: GoalId | None
    text: str = ""
    number: int
    total: int
    levels: tuple[LevelText, ...] = ()
    """What the levels look like, where the case manager has written it."""
    level: Level | None = None
    """What they said of it before."""
    replaces: ShownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """T over the goals that one observer rated: 50 is what was hoped for."""

    role: Role
    t: float
    goals: int


def may_rate(who: Participant) -> bool:
    """Say whether somebody is asked: who reads the goals, and what others saw."""
    return who.reads(InfoClass.GOALS) and who.reads(InfoClass.UPDATES_SUMMARY)


def question(
    roundtable: Roundtable,
    circle: Circle,
    person: PersonId,
    goals: tuple[Goal, ...],
    number: int,
) -> AskRating:
    """Return the question about one of the goals, by its place among them.

    Raises:
        NotYours: they may not read the goals, or have no seat.
        OutOfDate: the roundtable is over, or was called off.
    """
    _check(roundtable, circle, person)
    goal = goals[number] if number < len(goals) else None
    return AskRating(
        to=person,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        goal=goal.id if goal else None,
        text=goal.text if goal else "",
        levels=goal.levels if goal else (),
        number=number + 1,
        total=len(goals),
        level=_said(roundtable, goal.id, person) if goal else None,
    )


def rate(
    roundtable: Roundtable, circle: Circle, given: GoalRating, goals: Iterable[Goal]
) -> Outcome:
    """Take somebody's rating of a goal instead of their earlier one.

    Raises:
        NotYours: they may not read the goals, or have no seat.
        NotAChoice: the goal is none that the case works on.
        OutOfDate: the roundtable is over, or was called off.
    """
    _check(roundtable, circle, given.by)
    if all(goal.id != given.goal for goal in goals):
        raise NotAChoice
    others = (
        each
        for each in roundtable.ratings
        if (each.goal, each.by) != (given.goal, given.by)
    )
    rated = replace(roundtable, ratings=(*others, given))
    fact = GoalRated(
        at=given.at,
        by=given.by,
        case=roundtable.case,
        roundtable=roundtable.id,
        goal=given.goal,
    )
    return Outcome((rated,), (fact,))


def shown_to(roundtable: Roundtable, who: Participant) -> tuple[GoalRating, ...]:
    """Return the ratings that somebody may read: all of them, or their own."""
    every = may_rate(who)
    mine = who.person.id
    used = (r for r in roundtable.ratings if r.by not in who.rests)
    return tuple(r for r in used if every or r.by == mine)


def seen_differently(ratings: Iterable[GoalRating]) -> frozenset[GoalId]:
    """Return the goals that observers see far apart: a reason to talk (D8)."""
    levels: dict[GoalId, list[int]] = {}
    for each in ratings:
        levels.setdefault(each.goal, []).append(each.level)
    return frozenset(
        goal for goal, said in levels.items() if max(said) - min(said) >= APART
    )


def scores(ratings: Iterable[GoalRating]) -> tuple[Score, ...]:
    """Return T for each observer, who weighs the goals alike."""
    said: dict[tuple[PersonId, Role], list[int]] = {}
    for each in ratings:
        said.setdefault((each.by, each.role), []).append(each.level)
    found = []
    for (_, role), levels in said.items():
        t = t_score((level, 1) for level in levels)
        if t is not None:
            found.append(Score(role=role, t=t, goals=len(levels)))
    return tuple(found)


def t_score(rated: Iterable[tuple[int, int]]) -> float | None:
    """Return T of levels with their weights; None where nothing counts.

    T = 50 + 10 * sum(w x) / sqrt((1 - rho) * sum(w^2) + rho * (sum w)^2)
    (Kiresuk & Sherman 1968). A goal of weight 0 is left out.
    """
    counted = [(level, weight) for level, weight in rated if weight > 0]
    if not counted:
        return None
    total = sum(level * weight for level, weight in counted)
    squares = sum(weight**2 for _, weight in counted)
    whole = sum(weight for _, weight in counted)
    return 50 + 10 * total / sqrt((1 - RHO) * squares + RHO * whole**2)


def _said(roundtable: Roundtable, goal: GoalId, by: PersonId) -> Level | None:
    said = (r.level for r in roundtable.ratings if (r.goal, r.by) == (goal, by))
    return next(said, None)


def _check(roundtable: Roundtable, circle: Circle, person: PersonId) -> None:
    seated = (who for seat, who in circle.seated(roundtable) if seat.person == person)
    if not any(map(may_rate, seated)):
        raise NotYours
    if roundtable.state not in {RoundtableState.CONVENED, RoundtableState.HELD}:
        raise OutOfDate


Messages = AskRating
