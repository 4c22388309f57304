"""The case manager confirms a new phone of somebody, or closes a lost one's channel."""

from dataclasses import replace

from casework import verifying
from casework.cases import Member, MemberState
from casework.channels import ChannelRevoked, ConfirmRevoked
from casework.outcome import Outcome
from casework.refusals import NotYours, OnlyTheCaseManager
from casework.verifying import ChannelRequest, ConfirmDecided
from handlers import busy, channels, joining
from handlers.channel_actions import DecideChannel, RevokeChannel
from handlers.forms import settle
from handlers.incoming import Incoming, Said
from handlers.turn import Turn


async def decide(turn: Turn, said: Said, action: DecideChannel) -> None:
    """Open the new phone's channel, or keep it closed, as the case manager says.

    Raises:
        OnlyTheCaseManager: the presser does not lead this network.
    """
    request = await turn.tx.channel_requests.get(action.request)
    asker = await turn.tx.members.in_case(said.person.id, request.case)
    if asker is None or not asker.manages:
        raise OnlyTheCaseManager
    decided = verifying.decide(
        request, allowed=action.allowed, by=said.person.id, now=turn.now
    )
    await settle(turn, said)
    case = await turn.tx.cases.get(request.case)
    person = await turn.tx.people.get(request.person)
    told = ConfirmDecided(
        to=said.person.id,
        case=case.id,
        code=case.code,
        name=person.name,
        allowed=action.allowed,
    )
    await turn.tx.keep(decided + Outcome(messages=(told,)))
    invitation = await turn.tx.invitations.get(request.invitation)
    await turn.tx.invitations.keep(replace(invitation, used_at=turn.now))
    if action.allowed:
        await _let_in(turn, request, await turn.tx.members.get(request.member))


async def _let_in(turn: Turn, request: ChannelRequest, member: Member) -> None:
    """Reach the person on the new phone; what the old one could open is closed."""
    person = await turn.tx.people.get(request.person)
    if person.stopped_at is not None:
        await turn.tx.people.keep(replace(person, stopped_at=None))
        await busy.resume(turn, person.id)
    if request.network == turn.office.web:
        await turn.tx.addresses.revoke_links(person.id)
    incoming = Incoming(
        network=request.network,
        key="",
        address=request.address,
        session=request.session,
    )
    if member.state is MemberState.INVITED:
        await turn.tx.members.keep(replace(member, state=MemberState.IDENTIFIED))
    await channels.add(turn, incoming, person.id)
    await joining.ask_again(turn, member.person)


async def revoke(turn: Turn, said: Said, action: RevokeChannel) -> None:
    """Close a channel of a member at once: the phone is lost or in wrong hands.

    Raises:
        OnlyTheCaseManager: the presser does not lead this network.
        NotYours: there is no such channel (any more).
    """
    member = await turn.tx.members.get(action.member)
    asker = await turn.tx.members.in_case(said.person.id, member.case)
    if asker is None or not asker.manages:
        raise OnlyTheCaseManager
    of_theirs = await channels.of(turn, member.person)
    if action.network not in {channel.network for channel in of_theirs}:
        raise NotYours
    await settle(turn, said)
    left = await channels.revoke(turn, member.person, action.network)
    person = await turn.tx.people.get(member.person)
    case = await turn.tx.cases.get(member.case)
    fact = ChannelRevoked(
        at=turn.now,
        by=said.person.id,
        case=case.id,
        person=person.id,
        network=action.network,
    )
    told = ConfirmRevoked(
        to=said.person.id,
        case=case.id,
        code=case.code,
        name=person.name,
        member=member.id,
        network=action.network,
        left=left,
    )
    await turn.tx.keep(Outcome((), (fact,), (told,)))
