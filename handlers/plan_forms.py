"""The questions by which a plan is made and changed."""

from dataclasses import replace
from uuid import UUID

from casework import planning
from casework.cases import CONFIDENTIALITY_VERSION, Member, MemberState
from casework.disclosure import InfoClass
from casework.forms import Field, Form, Option
from casework.ids import ActivityId, CaseId, GoalId, MemberId, PersonId, new_id
from casework.outcome import Outcome
from casework.plan_messages import ActivityDo, ConfirmPlanned, GoalSet
from casework.plans import Activity, ActivityState, Goal
from casework.refusals import NotAChoice, NotYours, OnlyTheCaseManager
from casework.tasks import TaskKind
from casework.words import checked
from handlers import forms, plan_lines, tasks
from handlers.days import day_of, offered
from handlers.turn import Turn

_LONGEST = 300
_ONGOING = "ongoing"
_NONE = "none"
_SPANS = ("two_weeks", "month", "three_months")
_GOES_ON = {
    ActivityDo.PARTLY: ActivityState.PARTLY_DONE,
    ActivityDo.NOT_YET: ActivityState.ACCEPTED,
    ActivityDo.NO_PLACE: ActivityState.WAITING_FOR_CAPACITY,
}
"""Where an activity stands whose person says that it goes on."""


class PlanForm:
    """One activity for one goal: what, who, until when."""

    name = "plan"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the goal, the activity, the one responsible person and the day."""
        fields = (
            Field(key="goal", takes_text=True),
            Field(key="activity", takes_text=True),
            Field(key="who", options=await _members(turn, form)),
            Field(key="until", options=_days(), takes_text=True),
        )
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a goal too long to be read, and what is no day to come."""
        for key in ("goal", "activity"):
            if form.all(key):
                checked(form.one(key), limit=_LONGEST)
        if form.all("until") and form.one("until") != _ONGOING:
            day_of(form.one("until"), turn.today)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Set the goal, plan the activity, and show what may come next."""
        case_id = await _still_led(turn, form)
        member = await _chosen(turn, form)
        goal, outcome = _goal(turn, form, case_id)
        activity = _dated(
            Activity(
                id=ActivityId(new_id()),
                case=case_id,
                goal=goal,
                title=form.one("activity"),
                responsible=member.id,
                person=member.person,
            ),
            form.one("until"),
            turn,
        )
        outcome += await proposed(turn, activity, form.person)
        await turn.tx.keep(outcome)
        case = await turn.tx.cases.get(case_id)
        told = ConfirmPlanned(
            to=form.person,
            case=case_id,
            code=case.code,
            goal=goal,
            line=await plan_lines.line(turn, await turn.tx.activities.get(activity.id)),
        )
        return Outcome((), (), (told,))


class ReasonForm:
    """Why somebody declines, or why an activity is not done yet."""

    name = "reason"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the reason, and for a new day when the activity goes on."""
        if form.one("do") == ActivityDo.DECLINE:
            done = "declined" in form.answers
            return None if done else Field(key="declined", takes_text=True)
        key = _reason_key(form)
        if key not in form.answers:
            none = (Option(value=_NONE, word="reason.none"),)
            return Field(key=key, options=none, takes_text=True)
        if "until" in form.answers:
            return None
        spans = offered("week", "two_weeks", "month")
        return Field(key="until", options=spans, takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is no day to come."""
        if form.all("until"):
            day_of(form.one("until"), turn.today)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Take the reason; a declined activity becomes the case manager's task."""
        activity = await _activity(turn, form)
        planning.check_owner(activity, form.person)
        if form.all("declined"):
            reason = form.one("declined")
            words = f"{activity.title}: {reason}"
            declined = planning.decline(activity, reason, turn.now)
            await turn.tx.keep(declined)
            await tasks.open_once(
                turn, TaskKind.DECLINED, activity.case, form.person, words
            )
        else:
            given = form.one(_reason_key(form))
            reason = "" if given == _NONE else given
            state = _GOES_ON[ActivityDo(form.one("do"))]
            again = plan_lines.morning(turn, day_of(form.one("until"), turn.today))
            await turn.tx.keep(
                planning.report_open(activity, state, reason, turn.now, again)
            )
        await plan_lines.confirm(turn, activity)
        return Outcome()


class ChangeForm:
    """Another responsible person, or another day."""

    name = "change"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for whichever is to change."""
        if {"who", "until"} & form.answers.keys():
            return None
        if form.one("do") == ActivityDo.CHANGE_WHO:
            return Field(key="who", options=await _members(turn, form))
        return Field(key="until", options=_days(), takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is no day to come."""
        if form.all("until") and form.one("until") != _ONGOING:
            day_of(form.one("until"), turn.today)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Change the activity; a new person is asked to take it on."""
        case_id = await _still_led(turn, form)
        activity = await _activity(turn, form)
        if form.all("who"):
            member = await _chosen(turn, form)
            changed = planning.hand_to(activity, member.id, member.person)
            outcome = await proposed(turn, changed, form.person)
        else:
            changed = _dated(activity, form.one("until"), turn)
            outcome = planning.move(
                changed, plan_lines.day_of_asking(turn, changed), form.person, turn.now
            )
        await turn.tx.keep(outcome)
        case = await turn.tx.cases.get(case_id)
        told = ConfirmPlanned(
            to=form.person,
            case=case_id,
            code=case.code,
            goal=activity.goal,
            line=await plan_lines.line(turn, await _activity(turn, form)),
        )
        return Outcome((), (), (told,))


for kind in (PlanForm(), ReasonForm(), ChangeForm()):
    forms.register(kind)


def _reason_key(form: Form) -> str:
    """Return which question is asked: why it is not done, or what is waited for."""
    return "place" if form.one("do") == ActivityDo.NO_PLACE else "because"


def _days() -> tuple[Option, ...]:
    return (*offered(*_SPANS), Option(value=_ONGOING, word="span.ongoing"))


async def _members(turn: Turn, form: Form) -> tuple[Option, ...]:
    """Offer everybody who is or will be in the network and does something there."""
    if form.case is None:
        raise NotYours
    options = []
    for member in await turn.tx.members.of_case(form.case):
        if member.state is not MemberState.LEFT and _does_something(member):
            person = await turn.tx.people.get(member.person)
            options.append(Option(value=str(member.id), text=person.name))
    return tuple(options)


def _does_something(member: Member) -> bool:
    joined = replace(
        member,
        state=MemberState.ACTIVE,
        accepted_version=CONFIDENTIALITY_VERSION,
    )
    return InfoClass.TASKS_OWN in joined.reads


async def _still_led(turn: Turn, form: Form) -> CaseId:
    if form.case is None:
        raise NotYours
    leading = await turn.tx.members.in_case(form.person, form.case)
    if leading is None or not leading.manages:
        raise OnlyTheCaseManager
    return form.case


async def _chosen(turn: Turn, form: Form) -> Member:
    member = await turn.tx.members.get(MemberId(UUID(form.one("who"))))
    if member.state is MemberState.LEFT or member.case != form.case:
        raise NotAChoice
    return member


async def _activity(turn: Turn, form: Form) -> Activity:
    return await turn.tx.activities.get(ActivityId(UUID(form.one("activity"))))


def _goal(turn: Turn, form: Form, case: CaseId) -> tuple[GoalId, Outcome]:
    if form.all("goal_id"):
        return GoalId(UUID(form.one("goal_id"))), Outcome()
    goal = Goal(
        id=GoalId(new_id()),
        case=case,
        text=form.one("goal"),
        set_by=form.person,
        set_at=turn.now,
    )
    fact = GoalSet(at=turn.now, by=form.person, case=case, goal=goal.id)
    return goal.id, Outcome((goal,), (fact,))


def _dated(activity: Activity, until: str, turn: Turn) -> Activity:
    """Return the activity with a day to be done by, or one to be looked at."""
    if until == _ONGOING:
        review_on = day_of("three_months", turn.today)
        return replace(activity, due_on=None, review_on=review_on)
    return replace(activity, due_on=day_of(until, turn.today), review_on=None)


async def proposed(turn: Turn, activity: Activity, by: PersonId) -> Outcome:
    """Plan it; what the planner takes on needs no asking."""
    planned = planning.propose(activity, by, turn.now)
    if activity.person != by:
        return planned
    own: Activity = planned.things[0]
    looks_at = plan_lines.day_of_asking(turn, own)
    accepted = planning.accept(own, looks_at, turn.now)
    return replace(accepted, facts=planned.facts + accepted.facts)
