"""Who is in the network now, and who may do what with its roundtables."""

from dataclasses import replace
from uuid import UUID

from casework.cases import MemberState, restricted_in
from casework.circles import Circle, MailRoom, Participant
from casework.disclosure import unused
from casework.forms import Form
from casework.ids import CaseId, PersonId, RoundtableId
from casework.opinions import ClientOpinion, Wanted, missing
from casework.refusals import CaseClosed, NotYours, OnlyTheCaseManager
from casework.roundtables import TOOK_PLACE, Roundtable
from handlers.turn import Turn


async def of_case(turn: Turn, case_id: CaseId) -> Circle:
    """Return the network of a case as it is now.

    Raises:
        CaseClosed: there is nothing to meet for any more.
    """
    case = await turn.tx.cases.get(case_id)
    if not case.is_open:
        raise CaseClosed
    members = await turn.tx.members.of_case(case_id)
    restricted = restricted_in(members)
    present = [
        Participant(
            member,
            await turn.tx.people.get(member.person),
            unused(member, restricted),
        )
        for member in members
        if member.state is MemberState.ACTIVE and member.reads
    ]
    office = turn.office
    return Circle(
        case=case_id,
        code=case.code,
        manager=case.manager,
        present=tuple(present),
        mail_room=MailRoom(office.municipality, turn.now) if office.mailbox else None,
    )


async def led(
    turn: Turn, person: PersonId, roundtable_id: RoundtableId
) -> tuple[Roundtable, Circle]:
    """Return a roundtable of a case that this person leads or stands in for.

    Raises:
        OnlyTheCaseManager: they do not.
    """
    roundtable = await turn.tx.roundtables.get(roundtable_id)
    circle = await of_case(turn, roundtable.case)
    who = participant(circle, person)
    if not who.member.manages:
        raise OnlyTheCaseManager
    return roundtable, replace(circle, manager=person)


async def joined(
    turn: Turn, person: PersonId, roundtable_id: RoundtableId
) -> tuple[Roundtable, Circle]:
    """Return a roundtable at which this person has a seat.

    Raises:
        NotYours: they have none, or are not in the network any more.
    """
    roundtable = await turn.tx.roundtables.get(roundtable_id)
    circle = await of_case(turn, roundtable.case)
    participant(circle, person)
    roundtable.seat_of(person)
    return roundtable, circle


def participant(circle: Circle, person: PersonId) -> Participant:
    """Return somebody's place in the network.

    Raises:
        NotYours: they are not in it.
    """
    for each in circle.present:
        if each.person.id == person:
            return each
    raise NotYours


async def opinions_missing(
    turn: Turn, circle: Circle, *new: ClientOpinion
) -> tuple[Wanted, ...]:
    """Return whose opinion is to be asked before the next roundtable (R10)."""
    past = await turn.tx.roundtables.of_case(circle.case)
    held = [r.held_at for r in past if r.state in TOOK_PLACE and r.held_at]
    opinions = await turn.tx.opinions.of_case(circle.case)
    return missing((*opinions, *new), circle.parents, max(held, default=None))


def roundtable_of(form: Form) -> RoundtableId:
    """Return the roundtable that a form is about."""
    return RoundtableId(UUID(form.one("roundtable")))
