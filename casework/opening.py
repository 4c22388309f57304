"""Opening a check-in: which questions are put, about which goals, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.asking import AskQuestion, PromptQuestion, PutQuestion, awaiting, question
from casework.check_ins import CheckIn, CheckInOpened, CheckInState, Item, Spare
from casework.obstacles import Obstacle
from casework.outcome import Outcome
from casework.plans import Goal
from casework.questions import Question, QuestionSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a member can be asked about at this moment."""

    goals: Sequence[Goal] = ()
    """The goals they work on, the one longest without news first."""
    obstacles: Sequence[Obstacle] = ()
    """What they said stands in the way, and nobody has resolved."""
    shares_phone: bool = False


def items(asked: QuestionSet, occasion: Occasion) -> tuple[Item, ...]:
    """Return the questions to put; no sensitive one where a phone is shared."""
    goals: list[Goal | None] = [None]
    if asked.per_goal:
        goals = list(occasion.goals[: asked.goals_at_once])
    once = [q for q in asked.asked if not q.per_goal and _allowed(q, occasion)]
    each = [q for q in asked.asked if q.per_goal and _allowed(q, occasion)]
    about_goals = [_item(asked, q, occasion, g) for g in goals for q in each]
    if not about_goals and each:
        return ()
    general = [_item(asked, q, occasion, None) for q in once]
    return (*about_goals, *general)


def open_now(
    check_in: CheckIn, now: datetime, *, here: bool, met: bool = False
) -> Outcome:
    """Put the first question: to somebody who is here, or out of the blue."""
    first = check_in.unsettled[0]
    running = awaiting(replace(check_in, state=CheckInState.ASKED), first, now)
    kind: type[PutQuestion] = AskQuestion if here else PromptQuestion
    fact = CheckInOpened(
        at=now, by=check_in.person, case=check_in.case, check_in=check_in.id
    )
    put = question(running, first, kind, intro=True, met=met)
    return Outcome((running,), (fact,), (put,))


def wait_for_another(check_in: CheckIn) -> CheckIn:
    """Return the check-in as it waits until the same person has finished another."""
    return replace(
        check_in, state=CheckInState.PLANNED, asking=None, wake_at=check_in.closes_at
    )


def missed(check_in: CheckIn, now: datetime) -> CheckIn:
    """Return the check-in as expired unasked: its time passed during an outage."""
    return replace(
        check_in, state=CheckInState.EXPIRED, items=(), ended_at=now, wake_at=None
    )


def _allowed(asked: Question, occasion: Occasion) -> bool:
    return not (asked.sensitive and occasion.shares_phone)


def _item(
    asked: QuestionSet, wanted: Question, occasion: Occasion, goal: Goal | None
) -> Item:
    """Return one question as it is put here, or the one that takes its place."""
    spares = []
    for other in asked.alternatives(wanted):
        if other.when:
            spares += [
                Spare(after=key, choices=choices, item=_plain(other, goal))
                for key, choices in other.when.items()
            ]
            continue
        known = _obstacle(occasion, goal)
        if known is not None:
            return replace(
                _plain(other, goal), obstacle=known.id, obstacle_text=known.text
            )
    return replace(_plain(wanted, goal), spares=tuple(spares))


def _obstacle(occasion: Occasion, goal: Goal | None) -> Obstacle | None:
    about = None if goal is None else goal.id
    return next((o for o in occasion.obstacles if o.goal == about), None)


def _plain(asked: Question, goal: Goal | None) -> Item:
    about = goal if asked.per_goal else None
    return Item(
        key=asked.key,
        choices=asked.choices,
        alerts=asked.alerts,
        open=asked.open,
        goal=None if about is None else about.id,
        goal_text="" if about is None else about.text,
        audience=asked.audience,
        sensitive=asked.sensitive,
        means=asked.means,
    )
