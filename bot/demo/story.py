"""What has happened before the demo begins, told by the rules themselves."""

from dataclasses import dataclass, field, replace

from bot.demo.cast import GUESTS, MARI, Seat
from casework import cases, invitations
from casework.cases import Case, Member, MemberState
from casework.ids import CaseId, InvitationId, MemberId, PersonId, new_id
from casework.invitations import Invitation
from casework.people import Person
from casework.roles import is_official
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
    await turn.tx.keep(cases.open_case(case, MemberId(new_id()), manager, turn.now))
    table = Table(case, {MARI.key: manager})
    for seat in GUESTS:
        table.people[seat.key] = await _join(turn, seat, case, manager)
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
    await turn.tx.keep(invitations.accept(opened, person, case, manager, turn.now))
    return person
