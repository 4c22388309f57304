"""Channels: the networks on which one person is reached, and how one is added.

Somebody reached already adds a channel by a link that works once, asked for on
the channel they have. Who is not reached any more, on a new phone, is confirmed
by the case manager: `verifying` has that part (R45).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.disclosure import InfoClass
from casework.ids import MemberId, PersonId, ShownId, TicketId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.refusals import InvitationUnknown
from casework.roles import Role

TICKET_LASTS = timedelta(minutes=30)
"""How long a link to one more channel works: it lies in a chat somewhere."""
PAGE_HEARD = timedelta(hours=1)
"""How long somebody counts as being at their page after what they did there."""
HINT_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A network on which somebody is reached, as they and their manager see it."""

    network: str
    chosen: bool = False
    """Where they are asked."""
    dead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A link by which one person opens one more channel, once."""

    id: TicketId
    person: PersonId
    network: str
    token_hash: str
    expires_at: datetime
    page: bool = False
    """It opens the page behind a chat, and no channel."""
    used_at: datetime | None = None
    wake_at: datetime | None = None

    def works(self, network: str, now: datetime) -> bool:
        """Say whether it opens anything, on this network and now."""
        return (
            self.used_at is None and now < self.expires_at and self.network == network
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelOpened(Fact):
    """Somebody is reached on one more network."""

    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRevoked(Fact):
    """The case manager closed a channel of somebody."""

    person: PersonId
    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellWaiting(Message):
    """Say on one channel that something waits on the page, and nothing of it."""

    through: str
    """The network on which it is said."""
    code: str = ""
    asks: bool = False
    """It asks something; else it is there to be read."""
    urgent: bool = False
    starts_at: datetime | None = None
    """When the roundtable is that it is about."""
    token: str = ""
    """For a link that opens the page once, where the page cannot open by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPageIsThere(Message):
    """Say that words were taken, and where others can be written more privately."""

    through: str
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowChannels(Message):
    """Show somebody where they are reached, and let them choose where to be asked."""

    channels: tuple[Channel, ...]
    others: tuple[str, ...] = ()
    """The networks that can be added."""
    replaces: ShownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowChannelLink(Message):
    """Give somebody the link by which they open one more channel."""

    network: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellChannelOpened(Message):
    """Tell somebody, on the new channel, that they are reached there from now on."""

    network: str
    others: tuple[str, ...] = ()
    """Where else they are reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellChannelDied(Message):
    """Tell the case manager that one channel is dead and another is used."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    name: str
    role: Role
    network: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRevoked(Message):
    """Tell the case manager that a channel is closed, and what is left."""

    shows = InfoClass.SILENCE

    code: str
    name: str
    member: MemberId
    network: str
    left: tuple[str, ...]


Messages = (
    TellWaiting
    | TellPageIsThere
    | ShowChannels
    | ShowChannelLink
    | TellChannelOpened
    | TellChannelDied
    | ConfirmRevoked
)


def use(ticket: Ticket | None, network: str, now: datetime) -> Outcome:
    """Take a link as used by the one who opened it on its network.

    Raises:
        InvitationUnknown: unknown, used, expired or for another network.
    """
    if ticket is None or not ticket.works(network, now):
        raise InvitationUnknown
    used = replace(ticket, used_at=now)
    if ticket.page:
        return Outcome((used,))
    fact = ChannelOpened(at=now, by=ticket.person, network=network)
    return Outcome((used,), (fact,))
