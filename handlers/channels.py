"""Somebody sees where they are reached, chooses where to be asked, adds a channel."""

from dataclasses import replace
from datetime import timedelta

from casework import channels
from casework.channels import (
    HINT_AGAIN,
    TICKET_LASTS,
    Channel,
    ShowChannelLink,
    ShowChannels,
    TellChannelOpened,
    TellPageIsThere,
    TellWaiting,
    Ticket,
)
from casework.danger import AlertDanger
from casework.forms import AskField
from casework.ids import PersonId, TicketId, new_id
from casework.outcome import Message, Outgoing
from casework.privacy import Privacy
from casework.refusals import InvitationUnknown, NotYours
from handlers.channel_actions import ChooseChannel, OpenChannel
from handlers.incoming import Incoming, Said
from handlers.turn import Turn
from storage import told
from storage.addresses import Address, token_hash

SESSION_LASTS = timedelta(hours=12)
"""How long a page stays open that a chat elsewhere has opened."""


async def show(turn: Turn, said: Said) -> None:
    """Show somebody where they are reached."""
    await _show(turn, said)


async def choose(turn: Turn, said: Said, action: ChooseChannel) -> None:
    """Ask somebody on this channel from now on.

    Raises:
        NotYours: it is closed meanwhile.
    """
    if action.network not in _names(await _alive(turn, said.person.id)):
        raise NotYours
    await turn.tx.addresses.choose(said.person.id, action.network)
    await _show(turn, said)


async def open_other(turn: Turn, said: Said, action: OpenChannel) -> None:
    """Give somebody a link that opens one more channel, once.

    Raises:
        NotYours: there is no such network here.
    """
    if action.network not in turn.office.networks:
        raise NotYours
    token = await ticket(turn, said.person.id, action.network)
    await turn.tx.outbox.add(
        ShowChannelLink(to=said.person.id, network=action.network, token=token)
    )


async def ticket(
    turn: Turn, person: PersonId, network: str, *, page: bool = False
) -> str:
    """Make a link to one more channel; return its token."""
    token = turn.office.secrets()
    made = Ticket(
        id=TicketId(new_id()),
        person=person,
        network=network,
        token_hash=token_hash(token),
        expires_at=turn.now + TICKET_LASTS,
        page=page,
    )
    await turn.tx.tickets.keep(made)
    return token


async def open_ticket(turn: Turn, incoming: Incoming) -> bool:
    """Open one more channel by the link that was asked for; False: it is no such link.

    Raises:
        InvitationUnknown: the link does not work, or the address is another's.
    """
    found = await turn.tx.tickets.by_token(token_hash(incoming.start))
    if found is None:
        return False
    used = channels.use(found, incoming.network, turn.now)
    already = await turn.tx.addresses.person_at(incoming.network, incoming.address)
    if already not in {None, found.person}:
        raise InvitationUnknown
    await turn.tx.keep(used)
    if found.page:
        await open_page(turn, found.person, incoming.session)
    else:
        await add(turn, incoming, found.person)
    return True


async def open_page(
    turn: Turn,
    person: PersonId,
    session: str,
    through: tuple[str, str] | None = None,
) -> None:
    """Open the page behind a chat, for some hours, no longer than that channel lives."""
    if through is None:
        elsewhere = [
            (place.network, place.address)
            for place in await _alive(turn, person)
            if place.network != turn.office.web
        ]
        through = next(iter(elsewhere), None)
    expires_at = turn.now + SESSION_LASTS
    await turn.tx.addresses.add_link(session, person, expires_at, through)
    web = (turn.office.web, str(person))
    await turn.tx.addresses.bind(*web, person, page=True)
    await turn.tx.addresses.heard_from(*web)


async def add(turn: Turn, incoming: Incoming, person: PersonId) -> None:
    """Reach somebody at a new address; the one they had on this network ends."""
    network, address = incoming.network, incoming.address
    if await turn.tx.addresses.person_at(network, address) is None:
        await turn.tx.addresses.revoke(person, network)
        await turn.tx.addresses.bind(network, address, person)
    await turn.tx.addresses.become_channel(network, address)
    await turn.tx.addresses.heard_from(network, address)
    if incoming.session:
        await turn.tx.addresses.add_link(incoming.session, person)
    others = _names(await _alive(turn, person)) - {network}
    await turn.tx.outbox.add(
        TellChannelOpened(to=person, network=network, others=tuple(sorted(others)))
    )


async def revoke(turn: Turn, person: PersonId, network: str) -> tuple[str, ...]:
    """Close a channel of somebody, with what was opened from it; return what is left."""
    await turn.tx.addresses.revoke(person, network)
    if network == turn.office.web:
        await turn.tx.addresses.revoke_links(person)
    return tuple(sorted(_names(await _alive(turn, person))))


async def of(turn: Turn, person: PersonId) -> tuple[Channel, ...]:
    """Return the channels of somebody, in an order that does not change."""
    places = [p for p in await turn.tx.addresses.of(person) if not p.page]
    lines = [Channel(network=p.network, dead=p.dead) for p in places]
    asked = next((p.network for p in places if p.chosen and not p.dead), None)
    if asked is None:
        asked = next((p.network for p in places if not p.dead), None)
    marked = [replace(line, chosen=line.network == asked) for line in lines]
    return tuple(sorted(marked, key=lambda channel: channel.network))


async def say_it_waits(turn: Turn, message: Outgoing, network: str) -> None:
    """Say in a chat elsewhere that something waits on the page, and nothing of it."""
    if not isinstance(message, Message):
        return
    if await told.waits(turn.tx, message.to, TellWaiting.__name__):
        return
    entry = getattr(message, "entry", None)
    starts_at = getattr(message, "starts_at", getattr(entry, "starts_at", None))
    await turn.tx.outbox.add(
        TellWaiting(
            to=message.to,
            through=network,
            code=getattr(message, "code", getattr(entry, "code", "")),
            asks=hasattr(message, "check_in") or isinstance(message, AskField),
            urgent=isinstance(message, AlertDanger),
            starts_at=starts_at,
            token=await _page_token(turn, message.to),
        )
    )


async def hint(turn: Turn, person: PersonId, network: str) -> None:
    """Tell who wrote freely in a chat elsewhere, now and then, where the page is."""
    if turn.office.privacy.get(network, Privacy.OPEN) is Privacy.OPEN:
        return
    since = turn.now - HINT_AGAIN
    if await told.lately(turn.tx, person, TellPageIsThere.__name__, since):
        return
    token = await _page_token(turn, person)
    await turn.tx.outbox.add(TellPageIsThere(to=person, through=network, token=token))


async def _page_token(turn: Turn, person: PersonId) -> str:
    if turn.office.page_opens_itself:
        return ""
    return await ticket(turn, person, turn.office.web, page=True)


async def _show(turn: Turn, said: Said) -> None:
    person = said.person.id
    mine = await of(turn, person)
    have = {channel.network for channel in mine}
    await turn.tx.outbox.add(
        ShowChannels(
            to=person,
            channels=mine,
            others=tuple(n for n in turn.office.networks if n not in have),
            replaces=said.shown.id if said.shown and said.chosen is not None else None,
        )
    )


async def _alive(turn: Turn, person: PersonId) -> list[Address]:
    places = await turn.tx.addresses.of(person)
    return [place for place in places if not place.dead and not place.page]


def _names(places: list[Address]) -> set[str]:
    return {place.network for place in places}
