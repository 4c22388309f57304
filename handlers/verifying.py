"""A new phone of somebody who is reached elsewhere: their case manager decides (R45)."""

from casework import verifying
from casework.ids import RequestId, new_id
from casework.invitations import Invitation
from casework.refusals import InvitationUnknown
from casework.verifying import AskIfTheirs, ChannelRequest, ShowNumber
from handlers.incoming import Incoming
from handlers.turn import Turn
from storage.channels import number_of


async def is_new_phone(turn: Turn, incoming: Incoming, invitation: Invitation) -> bool:
    """Say whether a link is opened on a phone that nobody knows, of somebody known."""
    places = await turn.tx.addresses.of(invitation.person)
    if not places:
        return False
    if incoming.network == turn.office.web:
        return True  # the address is the same in every browser; the link is not
    return all(
        (place.network, place.address) != (incoming.network, incoming.address)
        for place in places
    )


async def ask(turn: Turn, incoming: Incoming, invitation: Invitation) -> None:
    """Show both sides the same number, and nothing of the case to the new phone.

    The link stays unused until the case manager has decided; who opens it again
    on the same phone sees the same number.
    """
    request = await _waiting(turn, incoming, invitation)
    if request is None:
        request = ChannelRequest(
            id=RequestId(new_id()),
            case=invitation.case,
            person=invitation.person,
            member=invitation.member,
            invitation=invitation.id,
            network=incoming.network,
            address=incoming.address,
            session=incoming.session,
            speaks=incoming.speaks,
            number=number_of(turn.tx.keys, incoming.key),
            expires_at=turn.now + verifying.LASTS,
        )
        await turn.tx.channel_requests.keep(request)
        await _ask_manager(turn, request)
    await turn.tx.outbox.add(
        ShowNumber(
            network=incoming.network,
            address=incoming.address,
            language=incoming.speaks or incoming.language or None,
            number=request.number,
        )
    )


async def _waiting(
    turn: Turn, incoming: Incoming, invitation: Invitation
) -> ChannelRequest | None:
    """Return what this phone asked for already.

    Raises:
        InvitationUnknown: the link was opened on another phone before.
    """
    for request in await turn.tx.channel_requests.of(invitation.person):
        if request.invitation != invitation.id:
            continue
        same = (request.network, request.address, request.session) == (
            incoming.network,
            incoming.address,
            incoming.session,
        )
        if same and request.waits(turn.now):
            return request
        raise InvitationUnknown
    return None


async def _ask_manager(turn: Turn, request: ChannelRequest) -> None:
    case = await turn.tx.cases.get(request.case)
    person = await turn.tx.people.get(request.person)
    member = await turn.tx.members.get(request.member)
    await turn.tx.outbox.add(
        AskIfTheirs(
            to=case.manager,
            case=case.id,
            request=request.id,
            code=case.code,
            name=person.name,
            role=member.role,
            network=request.network,
            number=request.number,
        )
    )
