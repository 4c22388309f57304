"""Somebody opens an invitation: language, what this is, confidentiality, welcome."""

from dataclasses import replace

from casework import invitations, people
from casework.cases import CONFIDENTIALITY_VERSION, Member, MemberState
from casework.ids import PersonId
from casework.invitations import ExplainAndAsk
from casework.outcome import Outcome
from casework.refusals import InvitationUnknown, NotYours, OutOfDate
from handlers import (
    busy,
    channels,
    group_rolls,
    meetings,
    plan_due,
    rhythms,
    verifying,
)
from handlers.actions import AcceptConfidentiality, Speak
from handlers.forms import settle
from handlers.incoming import Incoming, Said
from handlers.inviting import LANGUAGES
from handlers.turn import Turn
from storage.addresses import token_hash


async def open_link(turn: Turn, incoming: Incoming) -> None:
    """Bind the address from which a link was opened to the person it was made for.

    Raises:
        InvitationUnknown: the link is used, expired or unknown.
    """
    if await channels.open_ticket(turn, incoming):
        return
    found = await turn.tx.invitations.by_token(token_hash(incoming.start))
    invitation = invitations.check_usable(found, turn.now)
    already = await turn.tx.addresses.person_at(incoming.network, incoming.address)
    if already not in {None, invitation.person}:
        raise InvitationUnknown
    if await verifying.is_new_phone(turn, incoming, invitation):
        await verifying.ask(turn, incoming, invitation)
        return
    if already is None:
        await turn.tx.addresses.bind(
            incoming.network, incoming.address, invitation.person
        )
    if incoming.session:
        await turn.tx.addresses.add_link(incoming.session, invitation.person)
    person = await turn.tx.people.get(invitation.person)
    if person.stopped_at is not None:
        # Who opens a new link has come back by that.
        await turn.tx.people.keep(replace(person, stopped_at=None))
        await busy.resume(turn, person.id)
    member = await turn.tx.members.get(invitation.member)
    used = invitations.use(invitation, member, turn.now)
    if incoming.speaks not in LANGUAGES:
        await turn.tx.keep(used)
        return
    await turn.tx.keep(replace(used, messages=()))
    person = await turn.tx.people.get(member.person)
    await _go_on_in(turn, people.speak(person, incoming.speaks))


async def speak(turn: Turn, said: Said, action: Speak) -> None:
    """Take the language somebody chose, and go on with what waits for them."""
    await settle(turn, said)
    await _go_on_in(turn, people.speak(said.person, action.language))


async def _go_on_in(turn: Turn, outcome: Outcome) -> None:
    person = outcome.things[0]
    waiting = [
        member
        for member in await turn.tx.members.of_person(person.id)
        if member.state is MemberState.IDENTIFIED
    ]
    if not waiting:
        await turn.tx.keep(outcome)
        return
    await turn.tx.people.keep(person)
    for member in waiting:
        await turn.tx.outbox.add(explain(turn, member))


def explain(turn: Turn, member: Member) -> ExplainAndAsk:
    """Return the text to be accepted before a member sees anything."""
    return ExplainAndAsk(
        to=member.person,
        case=member.case,
        member=member.id,
        role=member.role,
        municipality=turn.office.municipality,
    )


async def ask_again(turn: Turn, person: PersonId) -> bool:
    """Ask for every confidentiality text somebody still has to accept; False: none."""
    members = await turn.tx.members.of_person(person)
    waiting = [member for member in members if member.must_accept]
    for member in waiting:
        await turn.tx.outbox.add(explain(turn, member))
    return bool(waiting)


async def accept(turn: Turn, said: Said, action: AcceptConfidentiality) -> None:
    """Let somebody in who accepts the confidentiality text as it is now."""
    member = await turn.tx.members.get(action.member)
    if member.person != said.person.id:
        raise NotYours
    if action.version != CONFIDENTIALITY_VERSION or not member.must_accept:
        raise OutOfDate
    case = await turn.tx.cases.get(member.case)
    manager = await turn.tx.people.get(case.manager)
    joins = member.state is MemberState.IDENTIFIED
    await settle(turn, said)
    await turn.tx.keep(invitations.accept(member, said.person, case, manager, turn.now))
    await group_rolls.joined(turn, member)
    await rhythms.begin(turn, member)
    await plan_due.ask_waiting(turn, member)
    if joins and case.is_open:
        await meetings.invite_heir(turn, member)
