"""What has happened before the demo begins, told by the rules themselves."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.demo.cast import GUESTS, MARI, PLAN, Seat
from casework import cases, invitations, planning
from casework.cases import Case, Member, MemberState
from casework.ids import (
    ActivityId,
    CaseId,
    GoalId,
    InvitationId,
    MemberId,
    PersonId,
    new_id,
)
from casework.invitations import Invitation
from casework.outcome import Message
from casework.people import Person
from casework.plans import Activity, Goal
from casework.roles import is_official
from handlers import digests, rhythms
from handlers.plan_lines import day_of_asking
from handlers.turn import Turn
from storage.addresses import token_hash


@dataclass(frozen=True, slots=True)
class Table:
    """The case at the table, and who sits there with which link."""

    case: Case
    people: dict[str, Person] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


async def lay(turn: Turn) -> Table:
    """Open the case and seat everyone, as if they had joined one after another."""
    manager = await _sit(turn, MARI)
    case = Case(
        id=CaseId(new_id()),
        code="K7-4F2Q",
        opened_on=turn.today,
        manager=manager.id,
    )
    opened = cases.open_case(case, MemberId(new_id()), manager, turn.now)
    # All have joined already: nobody need tell Mari whom to invite first.
    await turn.tx.keep(replace(opened, messages=()))
    table = Table(case, {MARI.key: manager})
    for seat in GUESTS:
        table.people[seat.key] = await _join(turn, seat, case, manager)
    await _plan(turn, table)
    await digests.ensure(turn, manager)
    for key, person in table.people.items():
        table.links[key] = turn.office.secrets()
        await turn.tx.addresses.add_link(table.links[key], person.id)
    return table


async def _sit(turn: Turn, seat: Seat) -> Person:
    person = Person(
        id=PersonId(new_id()),
        name=seat.name,
        language=seat.language,
        official=is_official(seat.sector),
        phone=seat.phone,
        organisation=seat.organisation,
        case_manager=seat is MARI,
    )
    await turn.tx.people.keep(person)
    await turn.tx.addresses.bind("web", str(person.id), person.id)
    return person


async def _join(turn: Turn, seat: Seat, case: Case, manager: Person) -> Person:
    person = await _sit(turn, seat)
    member = Member(
        id=MemberId(new_id()),
        case=case.id,
        person=person.id,
        role=seat.role,
        sector=seat.sector,
        organisation=seat.organisation,
        purpose=seat.purpose,
    )
    token = turn.office.secrets()
    invitation = Invitation(
        id=InvitationId(new_id()),
        case=case.id,
        member=member.id,
        person=person.id,
        token_hash=token_hash(token),
        expires_at=turn.now + invitations.VALID_FOR,
        used_at=turn.now,
    )
    invited = invitations.invite(member, invitation, token, manager, person)
    # The links were passed on and used; they need not stand in Mari's chat.
    await turn.tx.keep(replace(invited, messages=()))
    opened = replace(member, state=MemberState.IDENTIFIED)
    accepted = invitations.accept(opened, person, case, manager, turn.now)
    # Mari has read by now who has joined; each guest still finds the welcome.
    theirs = tuple(
        message
        for message in accepted.messages
        if isinstance(message, Message) and message.to == person.id
    )
    await turn.tx.keep(replace(accepted, messages=theirs))
    await rhythms.begin(turn, opened)
    return person


async def _plan(turn: Turn, table: Table) -> None:
    """Plan what the network has agreed on, each activity taken on already."""
    goals: dict[str, Goal] = {}
    members = await turn.tx.members.active(table.case.id)
    for planned in PLAN:
        goal = goals.get(planned.goal)
        if goal is None:
            goal = goals[planned.goal] = await _goal(turn, table, planned.goal)
        person = table.people[planned.who]
        activity = Activity(
            id=ActivityId(new_id()),
            case=table.case.id,
            goal=goal.id,
            title=planned.title,
            responsible=next(m.id for m in members if m.person == person.id),
            person=person.id,
            review_on=turn.today + timedelta(days=planned.days),
        )
        manager = table.people[MARI.key].id
        await turn.tx.keep(planning.propose(activity, manager, turn.now))
        looks_at = day_of_asking(turn, activity)
        accepted = planning.accept(activity, looks_at, turn.now)
        await turn.tx.keep(replace(accepted, messages=()))


async def _goal(turn: Turn, table: Table, text: str) -> Goal:
    goal = Goal(
        id=GoalId(new_id()),
        case=table.case.id,
        text=text,
        set_by=table.people[MARI.key].id,
        set_at=turn.now,
    )
    await turn.tx.goals.keep(goal)
    return goal
