"""Before a roundtable everyone says how near each goal is, one tap for each."""

from dataclasses import replace

from casework import attainment
from casework.agenda_items import GoalRating
from casework.ids import GoalId
from casework.outcome import Outcome
from casework.plans import Goal
from casework.roundtables import Roundtable
from handlers import circles
from handlers.incoming import Said
from handlers.roundtable_actions import RateGoal, WithRoundtable
from handlers.turn import Turn


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask somebody about the first goal."""
    person = said.person.id
    meeting, circle = await circles.joined(turn, person, action.roundtable)
    goals = await _goals(turn, meeting)
    await turn.tx.outbox.add(attainment.question(meeting, circle, person, goals, 0))


async def rate(turn: Turn, said: Said, action: RateGoal) -> None:
    """Take what somebody says of one goal, and ask about the next in its place."""
    person = said.person.id
    meeting, circle = await circles.joined(turn, person, action.roundtable)
    goals = await _goals(turn, meeting)
    rated = Outcome((meeting,))
    if action.level is not None:
        given = GoalRating(
            goal=action.goal,
            by=person,
            role=circles.participant(circle, person).member.role,
            level=action.level,
            at=turn.now,
        )
        rated = attainment.rate(meeting, circle, given, goals)
    following = _after(action.goal, goals)
    (kept,) = rated.things
    asked = attainment.question(kept, circle, person, goals, following)
    shown = said.shown.id if said.shown else None
    next_one = Outcome(messages=(replace(asked, replaces=shown),))
    await turn.tx.keep(rated + next_one)


async def _goals(turn: Turn, meeting: Roundtable) -> tuple[Goal, ...]:
    return tuple(await turn.tx.goals.active(meeting.case))


def _after(goal: GoalId, goals: tuple[Goal, ...]) -> int:
    places = [place for place, each in enumerate(goals) if each.id == goal]
    return places[0] + 1 if places else len(goals)
