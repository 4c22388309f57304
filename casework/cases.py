"""A case: one child in need, and the network that has formed around it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from casework.closures import Closure, Reopening
from casework.disclosure import InfoClass, shown_to
from casework.ids import CaseId, MemberId, PersonId
from casework.limits import CourtLimit
from casework.outcome import Fact, Message, Outcome
from casework.people import Person
from casework.refusals import NotYours
from casework.restricted import Restriction
from casework.roles import MANAGING, Role, Sector

CONFIDENTIALITY_VERSION = 1
"""The version of the confidentiality text that must have been accepted (R32)."""


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    MONITORING = "monitoring"
    CLOSED = "closed"
    HANDED_OVER = "handed_over"


class CasePhase(StrEnum):
    """What the network is busy with (Intagliata 1982; LasteKS)."""

    CONTACT = "contact"
    ASSESSMENT = "assessment"
    PLANNING = "planning"
    CARRYING_OUT = "carrying_out"
    EVALUATION = "evaluation"
    FOLLOW_UP = "follow_up"


class MemberState(StrEnum):
    """How far a person is in a network."""

    INVITED = "invited"
    """Has a link, has not opened it: not yet reachable."""
    IDENTIFIED = "identified"
    """Has opened the link, has not accepted the confidentiality text."""
    ACTIVE = "active"
    READING = "reading"
    """Reads in an emergency, and takes part in nothing."""
    SUSPENDED = "suspended"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAhead:
    """When a closed case goes by the municipality's schedule, as its manager was told."""

    on: datetime
    told_at: datetime
    begun_at: datetime | None = None
    """Its key is being destroyed; there is no way back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Juhtum: one child in need, known to the program by a random code."""

    id: CaseId
    code: str
    opened_on: date
    manager: PersonId
    successor: PersonId | None = None
    """Who has been asked to take the case over."""
    status: CaseStatus = CaseStatus.OPEN
    phase: CasePhase = CasePhase.CONTACT
    display_name: str = ""
    next_review_on: date | None = None
    held_because: str = ""
    """Why nothing of it may be erased: a court, the archive law; "": it may."""
    closure: Closure | None = None
    erasure: ErasureAhead | None = None
    reopenings: tuple[Reopening, ...] = ()
    wake_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the network still works together."""
        return self.status in {CaseStatus.OPEN, CaseStatus.MONITORING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Võrgustikuliige: a person in one network, with the reason for being there."""

    id: MemberId
    case: CaseId
    person: PersonId
    role: Role
    sector: Sector
    purpose: str
    required: bool = True
    organisation: str = ""
    state: MemberState = MemberState.INVITED
    sharing_limit: frozenset[InfoClass] = frozenset()
    court_limits: tuple[CourtLimit, ...] = ()
    """What courts keep from them, ended limits included."""
    restriction: Restriction | None = None
    """Their data is kept and not used (GDPR 18)."""
    accepted_version: int = 0
    accepted_at: datetime | None = None
    joined_at: datetime | None = None
    left_at: datetime | None = None
    last_word_at: datetime | None = None
    wake_at: datetime | None = None

    @property
    def reads(self) -> frozenset[InfoClass]:
        """What this member may see now: nothing before joining or after leaving."""
        if not self.reads_anything:
            return frozenset()
        kept_back = self.sharing_limit.union(*(each.what for each in self.limits))
        return shown_to(self.role) - kept_back

    @property
    def limits(self) -> tuple[CourtLimit, ...]:
        """The limits set by courts that hold now."""
        return tuple(each for each in self.court_limits if each.ended_at is None)

    @property
    def may_be_asked(self) -> bool:
        """Say whether they are in, and do not want their data unused (GDPR 18)."""
        return self.state is MemberState.ACTIVE and self.restriction is None

    @property
    def looked_at_next(self) -> datetime | None:
        """When the first limit of a court, or the restriction of their data, ends."""
        ends = [each.over_at for each in self.limits if each.over_at]
        if self.restriction is not None and self.restriction.lifts_at is not None:
            ends.append(self.restriction.lifts_at)
        return min(ends, default=None)

    @property
    def must_accept(self) -> bool:
        """Say whether the newest confidentiality text is still to be accepted."""
        here = self.state not in {MemberState.INVITED, MemberState.LEFT}
        return here and not self.reads_anything

    @property
    def reads_anything(self) -> bool:
        """Say whether this member is in, with the newest text accepted (R32)."""
        current = self.accepted_version >= CONFIDENTIALITY_VERSION
        emergency = self.role is Role.EMERGENCY
        here = MemberState.READING if emergency else MemberState.ACTIVE
        return self.state is here and current

    @property
    def manages(self) -> bool:
        """Say whether this member leads the network or stands in for who does."""
        return self.role in MANAGING and self.reads_anything


def restricted_in(members: Iterable[Member]) -> frozenset[PersonId]:
    """Return whose data is kept and not used; one place of theirs is enough."""
    return frozenset(each.person for each in members if each.restriction is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Fact):
    """A case was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(Fact):
    """Somebody left the network, or was taken out of it."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCaseOpened(Message):
    """Give the case manager the code of the new case and the next step."""

    shows = InfoClass.SCHEDULE

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SayGoodbye(Message):
    """Tell somebody that they are out of the network and see nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRemoval(Message):
    """Tell the case manager that somebody is out of the network."""

    shows = InfoClass.NETWORK

    name: str
    role: Role


def open_case(
    case: Case, member_id: MemberId, manager: Person, now: datetime
) -> Outcome:
    """Open a case; who opens it is its one case manager (R1)."""
    lead = Member(
        id=member_id,
        case=case.id,
        person=manager.id,
        role=Role.CASE_MANAGER,
        sector=Sector.MUNICIPALITY,
        organisation=manager.organisation,
        purpose="",
        state=MemberState.ACTIVE,
        accepted_version=CONFIDENTIALITY_VERSION,
        accepted_at=now,
        joined_at=now,
    )
    return Outcome(
        (case, lead),
        (CaseOpened(at=now, by=manager.id, case=case.id),),
        (TellCaseOpened(to=manager.id, case=case.id, code=case.code),),
    )


def remove(member: Member, person: Person, manager: Member, now: datetime) -> Outcome:
    """Take somebody out of the network, at once.

    Raises:
        NotYours: the case manager cannot leave without a successor (R1).
    """
    if member.role is Role.CASE_MANAGER or not manager.manages:
        raise NotYours
    gone = replace(member, state=MemberState.LEFT, left_at=now, wake_at=None)
    return Outcome(
        (gone,),
        (MemberRemoved(at=now, by=manager.person, case=member.case, member=member.id),),
        (
            SayGoodbye(to=person.id),
            ConfirmRemoval(
                to=manager.person,
                case=member.case,
                name=person.name,
                role=member.role,
            ),
        ),
    )


Messages = TellCaseOpened | SayGoodbye | ConfirmRemoval
