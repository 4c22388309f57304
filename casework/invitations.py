"""Invitations: how a person gets into a network, and is told what it is first.

An invitation is a link that works once and for seven days (R45). Nothing about
the case is shown or asked before the confidentiality text is accepted (R32).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.cases import CONFIDENTIALITY_VERSION, Case, Member, MemberState
from casework.disclosure import InfoClass
from casework.ids import CaseId, InvitationId, MemberId, PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.people import Person
from casework.refusals import InvitationUnknown
from casework.roles import Role

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that lets one person in, once; only the hash of its token is kept."""

    id: InvitationId
    case: CaseId
    member: MemberId
    person: PersonId
    token_hash: str
    expires_at: datetime
    used_at: datetime | None = None
    wake_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Fact):
    """The case manager invited somebody into the network."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOpened(Fact):
    """Somebody opened their invitation."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialityAccepted(Fact):
    """Somebody accepted the confidentiality text of this version."""

    member: MemberId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowInvitation(Message):
    """Give the case manager the link to pass on, as text and as a picture."""

    shows = InfoClass.NETWORK

    token: str
    name: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguage(Message):
    """Ask somebody who has just opened their link which language is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainAndAsk(Message):
    """Say what this is, and ask to accept the confidentiality text."""

    member: MemberId
    role: Role
    municipality: str
    version: int = CONFIDENTIALITY_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Message):
    """Greet a new member: who the case manager is and what happens next."""

    shows = InfoClass.SCHEDULE

    code: str
    role: Role
    manager_name: str
    manager_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellJoined(Message):
    """Tell the case manager that somebody has joined, without the name (R35)."""

    lane = Lane.URGENT
    shows = InfoClass.NETWORK

    role: Role
    code: str


def invite(
    member: Member, invitation: Invitation, token: str, manager: Person, person: Person
) -> Outcome:
    """Invite a person into the network by a link that only the case manager sees."""
    made_at = invitation.expires_at - VALID_FOR
    return Outcome(
        (person, member, invitation),
        (MemberInvited(at=made_at, by=manager.id, case=member.case, member=member.id),),
        (
            ShowInvitation(
                to=manager.id,
                case=member.case,
                token=token,
                name=person.name,
                role=member.role,
                expires_at=invitation.expires_at,
            ),
        ),
    )


def check_usable(invitation: Invitation | None, now: datetime) -> Invitation:
    """Return the invitation if it still lets somebody in.

    Raises:
        InvitationUnknown: unknown, used or expired; the reason is never told.
    """
    usable = (
        invitation is not None
        and invitation.used_at is None
        and now < invitation.expires_at
    )
    if invitation is None or not usable:
        raise InvitationUnknown
    return invitation


def use(invitation: Invitation, member: Member, now: datetime) -> Outcome:
    """Take the link as used by the one who opened it, and ask for the language."""
    check_usable(invitation, now)
    return Outcome(
        (
            replace(invitation, used_at=now),
            replace(member, state=MemberState.IDENTIFIED),
        ),
        (LinkOpened(at=now, by=member.person, case=member.case, member=member.id),),
        (ChooseLanguage(to=member.person),),
    )


def accept(
    member: Member, person: Person, case: Case, manager: Person, now: datetime
) -> Outcome:
    """Let somebody in who has accepted the confidentiality text."""
    joined = replace(
        member,
        state=MemberState.ACTIVE,
        accepted_version=CONFIDENTIALITY_VERSION,
        accepted_at=now,
        joined_at=member.joined_at or now,
    )
    fact = ConfidentialityAccepted(
        at=now,
        by=person.id,
        case=case.id,
        member=member.id,
        version=CONFIDENTIALITY_VERSION,
    )
    welcome = Welcome(
        to=person.id,
        case=case.id,
        code=case.code,
        role=member.role,
        manager_name=manager.name,
        manager_phone=manager.phone,
    )
    told = TellJoined(to=manager.id, case=case.id, role=member.role, code=case.code)
    anew = member.joined_at is not None
    return Outcome((joined,), (fact,), (welcome,) if anew else (welcome, told))


Messages = ShowInvitation | ChooseLanguage | ExplainAndAsk | Welcome | TellJoined
