"""Letting somebody's data rest: kept and not used, as the law gives it to them (GDPR 18).

From then on nothing they said is shown to others, and nothing is asked of them. It
ends at their own wish at once, else only after they have been told (GDPR 18(3)).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.asking import PutQuestion
from casework.cases import Case, Member, MemberState
from casework.contributions import AskWhatToRaise
from casework.disclosure import InfoClass
from casework.ids import MemberId, PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.people import Person
from casework.plan_messages import AskHowFar, AskToTakeOn
from casework.refusals import NotYours, OutOfDate
from casework.restricted import Ground, Restriction
from casework.roles import Role
from casework.steps import Nudge

TOLD_BEFORE = timedelta(days=7)
"""How long before the end somebody is told, so that they can object."""

ASKS: tuple[type[Message], ...] = (
    AskHowFar,
    AskToTakeOn,
    AskWhatToRaise,
    Nudge,
    PutQuestion,
)
"""What asks somebody for words about the family; dates of meetings go on, as the law
wants the family at every stage of help (LasteKS §29(3))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRestricted(Fact):
    """Somebody's data is kept and not used from now on."""

    member: MemberId
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionEndAnnounced(Fact):
    """Somebody has been told when their data is used again."""

    member: MemberId
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionEnded(Fact):
    """Somebody's data is used again."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRestricted(Message):
    """Tell somebody that their data rests, on which ground, and how they end it."""

    code: str
    member: MemberId
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRestrictionEnds(Message):
    """Tell somebody beforehand when their data is used again."""

    lane = Lane.URGENT
    despite_absence = True

    code: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TellUsedAgain(Message):
    """Tell somebody that their data is used again."""

    lane = Lane.URGENT

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRestricted(Message):
    """Tell the case manager what rests now, and what is left to them."""

    shows = InfoClass.SILENCE

    code: str
    name: str
    role: Role
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRestrictionEnds(Message):
    """Tell the case manager when somebody's data is used again."""

    shows = InfoClass.SILENCE

    code: str
    name: str
    on: date | None
    """None: from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A member with who they are and in which case."""

    member: Member
    person: Person
    case: Case


def restrict(place: Place, ground: Ground, by: Member, now: datetime) -> Outcome:
    """Let somebody's data rest from now on.

    Raises:
        NotYours: who does it does not lead the network, or it is about who does.
        OutOfDate: it rests already.
    """
    member = place.member
    if not by.manages or by.case != member.case or member.role is Role.CASE_MANAGER:
        raise NotYours
    if member.restriction is not None:
        raise OutOfDate
    resting = Restriction(since=now, by=by.person, ground=ground)
    fact = DataRestricted(
        at=now, by=by.person, case=member.case, member=member.id, ground=ground
    )
    code = place.case.code
    told = (
        TellRestricted(to=member.person, code=code, member=member.id, ground=ground),
        ConfirmRestricted(
            to=by.person,
            case=member.case,
            code=code,
            name=place.person.name,
            role=member.role,
            ground=ground,
        ),
    )
    return Outcome((replace(member, restriction=resting),), (fact,), told)


def announce_end(place: Place, by: Member, today: date, now: datetime) -> Outcome:
    """Tell somebody beforehand that their data will be used again, and when.

    Raises:
        NotYours: who does it does not lead the network.
        OutOfDate: it does not rest, or its end is announced already.
    """
    member, resting = place.member, place.member.restriction
    if not by.manages or by.case != member.case:
        raise NotYours
    if resting is None or resting.lifts_at is not None:
        raise OutOfDate
    ends_at = now + TOLD_BEFORE
    ending = replace(member, restriction=replace(resting, lifts_at=ends_at))
    ending = replace(ending, wake_at=ending.looked_at_next)
    fact = RestrictionEndAnnounced(
        at=now, by=by.person, case=member.case, member=member.id, ends_at=ends_at
    )
    on, code = today + TOLD_BEFORE, place.case.code
    told = (
        TellRestrictionEnds(to=member.person, code=code, on=on),
        ConfirmRestrictionEnds(
            to=by.person, case=member.case, code=code, name=place.person.name, on=on
        ),
    )
    return Outcome((ending,), (fact,), told)


def withdraw(place: Place, by: PersonId, now: datetime) -> Outcome:
    """End it at once, as whose data it is wishes.

    Raises:
        NotYours: it is somebody else's data.
        OutOfDate: it does not rest.
    """
    if place.member.person != by:
        raise NotYours
    told = ConfirmRestrictionEnds(
        to=place.case.manager,
        case=place.case.id,
        code=place.case.code,
        name=place.person.name,
        on=None,
    )
    return end(place.member, place.case.code, now) + Outcome(messages=(told,))


def end(member: Member, code: str, now: datetime) -> Outcome:
    """Use somebody's data again from now on.

    Raises:
        OutOfDate: it does not rest.
    """
    if member.restriction is None:
        raise OutOfDate
    used = replace(member, restriction=None)
    used = replace(used, wake_at=used.looked_at_next)
    fact = RestrictionEnded(
        at=now, by=member.person, case=member.case, member=member.id
    )
    here = member.state is not MemberState.LEFT
    told = (TellUsedAgain(to=member.person, code=code),) if here else ()
    return Outcome((used,), (fact,), told)


def is_over(member: Member, now: datetime) -> bool:
    """Say whether the day has come of which somebody was told."""
    resting = member.restriction
    return resting is not None and bool(resting.lifts_at and resting.lifts_at <= now)


Messages = (
    TellRestricted
    | TellRestrictionEnds
    | TellUsedAgain
    | ConfirmRestricted
    | ConfirmRestrictionEnds
)
