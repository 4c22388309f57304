"""Handing a case over to another case manager; there is exactly one, always (R1).

Whoever is asked sees nothing of the case before saying yes; whoever has handed it
over sees nothing afterwards. The family and the network are told who leads it now.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from casework.cases import CONFIDENTIALITY_VERSION, Case, Member, MemberState
from casework.disclosure import InfoClass
from casework.ids import CaseId, MemberId, PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.people import Person
from casework.refusals import OutOfDate
from casework.roles import Role, Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOver(Fact):
    """Another case manager has taken a case over."""

    member: MemberId
    before: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferHandover(Message):
    """Ask a case manager to take a case over; nothing is said of it but its code."""

    lane = Lane.URGENT

    of: CaseId
    code: str
    name: str
    """Who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHandoverAsked(Message):
    """Tell the case manager that the other was asked, and leads nothing before a yes."""

    shows = InfoClass.SILENCE

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellHandoverDeclined(Message):
    """Tell the case manager that the other does not take the case over."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellHandedOver(Message):
    """Tell who led a case that it is in other hands, and closed to them."""

    lane = Lane.URGENT

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDeclined(Message):
    """Take note that somebody does not take a case over."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeManager(Message):
    """Welcome the new case manager, with what waits first."""

    shows = InfoClass.SILENCE

    code: str
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNewManager(Message):
    """Tell somebody in the network who leads the case now."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    code: str
    name: str
    phone: str


def ask(case: Case, manager: Person, successor: Person) -> Outcome:
    """Ask a case manager to take the case over; an earlier asking is withdrawn."""
    asked = replace(case, successor=successor.id)
    offer = OfferHandover(
        to=successor.id, of=case.id, code=case.code, name=manager.name
    )
    confirmed = ConfirmHandoverAsked(
        to=manager.id, case=case.id, code=case.code, name=successor.name
    )
    return Outcome((asked,), (), (offer, confirmed))


def check_asked(case: Case, person: PersonId) -> None:
    """Let only the one answer who is asked now.

    Raises:
        OutOfDate: somebody else is asked, or nobody, or the case is closed.
    """
    if case.successor != person or not case.is_open:
        raise OutOfDate


def decline(case: Case, successor: Person) -> Outcome:
    """Leave the case where it is."""
    left = replace(case, successor=None)
    told = TellHandoverDeclined(
        to=case.manager, case=case.id, code=case.code, name=successor.name
    )
    noted = ConfirmDeclined(to=successor.id, code=case.code)
    return Outcome((left,), (), (noted, told))


def heir_of(
    case: Case, person: Person, present: Member | None, new: MemberId, now: datetime
) -> Member:
    """Return the new case manager's place in the network."""
    place = present or Member(
        id=new,
        case=case.id,
        person=person.id,
        role=Role.CASE_MANAGER,
        sector=Sector.MUNICIPALITY,
        organisation=person.organisation,
        purpose="",
        joined_at=now,
    )
    return replace(
        place,
        role=Role.CASE_MANAGER,
        state=MemberState.ACTIVE,
        accepted_version=CONFIDENTIALITY_VERSION,
        accepted_at=now,
    )


def take_over(
    case: Case,
    places: tuple[Member, Member],
    person: Person,
    others: tuple[PersonId, ...],
    now: datetime,
) -> Outcome:
    """Put the case into the other's hands, and tell everyone."""
    before, heir = places
    gone = replace(before, state=MemberState.LEFT, left_at=now, wake_at=None)
    moved = replace(case, manager=person.id, successor=None)
    fact = CaseHandedOver(
        at=now, by=person.id, case=case.id, member=heir.id, before=before.id
    )
    told = tuple(
        TellNewManager(
            to=each, case=case.id, code=case.code, name=person.name, phone=person.phone
        )
        for each in others
    )
    goodbye = TellHandedOver(to=before.person, code=case.code)
    # The old place is given up first: two never lead at once (R1).
    return Outcome((gone, heir, moved), (fact,), (goodbye, *told))


def welcome(case: Case, person: Person, tasks: int) -> WelcomeManager:
    """Welcome the new case manager."""
    return WelcomeManager(to=person.id, case=case.id, code=case.code, tasks=tasks)


Messages = (
    OfferHandover
    | ConfirmHandoverAsked
    | TellHandoverDeclined
    | TellHandedOver
    | ConfirmDeclined
    | WelcomeManager
    | TellNewManager
)
