"""A new phone or account is verified again before anything is shown on it (R45).

Whoever opens a new link of somebody who is reached elsewhere already could be
that person with a new phone, or somebody who got hold of the link. Both see one
two-digit number: the case manager hears it from the person and confirms.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from casework.disclosure import InfoClass
from casework.ids import CaseId, InvitationId, MemberId, PersonId, RequestId
from casework.outcome import Fact, Lane, Message, Outcome, StrangerNote
from casework.refusals import OutOfDate
from casework.roles import Role

LASTS = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRequest:
    """A new address that says it is somebody's, until their case manager knows."""

    id: RequestId
    case: CaseId
    person: PersonId
    member: MemberId
    invitation: InvitationId
    network: str
    address: str
    session: str = field(repr=False)
    """The personal link of a browser; "" elsewhere."""
    speaks: str
    number: str
    expires_at: datetime
    allowed: bool | None = None
    wake_at: datetime | None = None

    def waits(self, now: datetime) -> bool:
        """Say whether the case manager can still decide."""
        return self.allowed is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelConfirmed(Fact):
    """The case manager confirmed, or refused, a new address of somebody."""

    member: MemberId
    network: str
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNumber(StrangerNote):
    """Tell who opened a link which number to tell the case manager."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskIfTheirs(Message):
    """Ask the case manager whether a new phone is really this member's."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    request: RequestId
    code: str
    name: str
    role: Role
    network: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDecided(Message):
    """Tell the case manager what came of a new phone."""

    shows = InfoClass.SILENCE

    code: str
    name: str
    allowed: bool


Messages = ShowNumber | AskIfTheirs | ConfirmDecided


def decide(
    request: ChannelRequest, *, allowed: bool, by: PersonId, now: datetime
) -> Outcome:
    """Let a new address in, or keep it out, as the case manager says.

    Raises:
        OutOfDate: it was decided, or has waited too long.
    """
    if not request.waits(now):
        raise OutOfDate
    fact = ChannelConfirmed(
        at=now,
        by=by,
        case=request.case,
        member=request.member,
        network=request.network,
        allowed=allowed,
    )
    return Outcome((replace(request, allowed=allowed),), (fact,))
