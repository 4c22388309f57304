"""What a member can be asked about now: the goals they work on, what is in the way."""

from datetime import UTC, datetime

from casework.cases import Case, Member
from casework.check_ins import CheckIn
from casework.ids import CheckInId, GoalId, new_id
from casework.opening import Occasion, items
from casework.people import Person
from casework.plans import Goal
from casework.questions import QuestionSet
from casework.rhythms import LONGEST_WINDOW, Rhythm
from casework.roles import FAMILY
from handlers.turn import Turn

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


async def occasion(turn: Turn, member: Member, person: Person) -> Occasion:
    """Return what this member can be asked about now."""
    standing = await turn.tx.obstacles.unresolved(member.case)
    return Occasion(
        goals=await _goals(turn, member),
        obstacles=[o for o in standing if o.member == member.id],
        shares_phone=person.shares_phone,
    )


async def new_check_in(
    turn: Turn, rhythm: Rhythm, case: Case, member: Member, closes_at: datetime
) -> CheckIn:
    """Return the check-in of a rhythm's occurrence, with the questions it puts."""
    person = await turn.tx.people.get(member.person)
    asked = question_set(turn, rhythm)
    named = case.display_name if member.role in FAMILY else ""
    return CheckIn(
        id=CheckInId(new_id()),
        case=case.id,
        member=member.id,
        person=person.id,
        question_set=asked.key,
        items=items(asked, await occasion(turn, member, person)),
        due_at=rhythm.next_at,
        code=named or case.code,
        closes_at=min(closes_at, max(rhythm.next_at, turn.now) + LONGEST_WINDOW),
    )


def question_set(turn: Turn, rhythm: Rhythm) -> QuestionSet:
    """Return the set of questions a rhythm puts."""
    return turn.office.question_sets[rhythm.question_set]


async def _goals(turn: Turn, member: Member) -> list[Goal]:
    """Return the goals with something this member has to do, longest unheard first."""
    activities = await turn.tx.activities.of_case(member.case)
    mine = {a.goal for a in activities if a.runs and a.responsible == member.id}
    heard: dict[GoalId, datetime] = {}
    for update in await turn.tx.updates.of_case(member.case):
        if update.member == member.id:
            heard[update.goal] = update.at
    active = await turn.tx.goals.active(member.case)
    goals = [goal for goal in active if goal.id in mine]
    return sorted(goals, key=lambda goal: heard.get(goal.id, _LONG_AGO))
