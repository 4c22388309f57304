"""Emergency access: reading a case that is not one's own, for three hours (R39).

Somebody must act for a child and its case manager cannot be asked. It opens at
once, for reading alone, and never unseen: who leads the case, who stands in and
the data protection officer are told in the same moment, the family finds every
reading in /readers under its own legal basis, and it ends by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.cases import CONFIDENTIALITY_VERSION, Case, Member, MemberState
from casework.disclosure import InfoClass
from casework.ids import MemberId, PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.people import Person
from casework.refusals import AlreadyInside, NobodyToTell, NotYours
from casework.roles import Role, Sector

LASTS = timedelta(hours=3)
"""How long it lasts (DHIS2's "break the glass" asks for a reason in the same way)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyOpened(Fact):
    """Somebody opened a case that is not theirs, and said why."""

    member: MemberId
    reason: str
    until: datetime
    informed: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyOver(Fact):
    """The three hours are over; nothing is open to them any more."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEmergency(Message):
    """Tell who opened it until when they may read, and who has been told."""

    shows = InfoClass.SCHEDULE

    code: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellEmergency(Message):
    """Tell who answers for a case, or for data protection, who opened it and why."""

    # It is told in the same moment, at any hour: whoever sees a misuse can act.
    lane = Lane.REPLY

    code: str
    name: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellEmergencyOver(Message):
    """Tell who opened it that it is over."""

    lane = Lane.URGENT

    code: str


Messages = ConfirmEmergency | TellEmergency | TellEmergencyOver


def check_may(reader: Person, case: Case, place: Member | None) -> None:
    """Let only another case manager of the house open a running case.

    Raises:
        NotYours: the asker leads no cases here, or the case is closed.
        AlreadyInside: they are in this network.
    """
    if not reader.case_manager or not case.is_open:
        raise NotYours
    if place is not None:
        raise AlreadyInside


def open_for(
    reader: Person,
    case: Case,
    told: Iterable[Person],
    officers: Iterable[Person],
    opening: "Opening",
) -> Outcome:
    """Open a case for reading, at once, and tell who has to know.

    Raises:
        NobodyToTell: nobody is entered as data protection officer.
    """
    watching = tuple(officers)
    if not watching:
        raise NobodyToTell
    until = opening.now + LASTS
    informed = tuple({each.id: each for each in (*told, *watching)}.values())
    place = Member(
        id=opening.member,
        case=case.id,
        person=reader.id,
        role=Role.EMERGENCY,
        sector=Sector.MUNICIPALITY,
        organisation=reader.organisation,
        purpose=opening.reason,
        required=False,
        state=MemberState.READING,
        accepted_version=CONFIDENTIALITY_VERSION,
        accepted_at=opening.now,
        joined_at=opening.now,
        wake_at=until,
    )
    fact = EmergencyOpened(
        at=opening.now,
        by=reader.id,
        case=case.id,
        member=place.id,
        reason=opening.reason,
        until=until,
        informed=tuple(each.id for each in informed),
    )
    messages = tuple(
        TellEmergency(
            to=each.id,
            code=case.code,
            name=reader.name,
            reason=opening.reason,
            until=until,
        )
        for each in informed
    )
    confirmed = ConfirmEmergency(
        to=reader.id, case=case.id, code=case.code, until=until
    )
    return Outcome((place,), (fact,), (*messages, confirmed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """When and why a case is opened, under which membership."""

    member: MemberId
    reason: str
    now: datetime


def end(place: Member, case: Case, now: datetime) -> Outcome:
    """Close the case to them again."""
    gone = replace(place, state=MemberState.LEFT, left_at=now, wake_at=None)
    fact = EmergencyOver(at=now, by=place.person, case=case.id, member=place.id)
    return Outcome(
        (gone,), (fact,), (TellEmergencyOver(to=place.person, code=case.code),)
    )
