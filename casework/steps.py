"""Next steps from an overview: remind somebody by hand, hand a summary on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.cases import Case, Member
from casework.disclosure import InfoClass
from casework.ids import MemberId
from casework.outcome import Fact, Lane, Message, Outcome, TeamPost
from casework.people import Person
from casework.refusals import AlreadyReminded, OnlyTheCaseManager, OutOfDate
from casework.roles import MANAGING, Role

NUDGED_AGAIN_AFTER = timedelta(days=7)
"""How often at most a silent member is reminded by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNudged(Fact):
    """The case manager reminded a silent member by hand."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryReleased(Fact):
    """The case manager made a summary known to the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge(Message):
    """Remind a silent member, because the case manager asked for it."""

    lane = Lane.PROMPT
    shows = InfoClass.SCHEDULE

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNudge(Message):
    """Tell the case manager that a silent member is reminded at a good time."""

    shows = InfoClass.SILENCE

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSummaryReady(Message):
    """Tell a member that a summary is there; it opens by a press, by their rights."""

    lane = Lane.PROMPT
    shows = InfoClass.SCHEDULE

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRelease(Message):
    """Tell the case manager how many members were told of the summary."""

    shows = InfoClass.NETWORK

    code: str
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSummaryReady(TeamPost):
    """Say in the team chat that a summary is there, for each in their own chat."""

    code: str


def check_may_nudge(leader: Member, member: Member, *, nudged: bool) -> None:
    """Refuse a reminder by hand that must not be.

    Raises:
        OnlyTheCaseManager: the asker does not lead the case.
        AlreadyReminded: it was done in the last days.
        OutOfDate: their data is kept and not used by now.
    """
    if not leader.manages:
        raise OnlyTheCaseManager
    if member.restriction is not None:
        raise OutOfDate
    if nudged:
        raise AlreadyReminded


def nudge(
    case: Case, member: Member, person: Person, leader: Member, now: datetime
) -> Outcome:
    """Remind a silent member; the postman keeps quiet hours and the daily limit."""
    return Outcome(
        (),
        (MemberNudged(at=now, by=leader.person, case=case.id, member=member.id),),
        (
            Nudge(to=member.person, case=case.id, code=case.code),
            ConfirmNudge(
                to=leader.person, case=case.id, name=person.name, role=member.role
            ),
        ),
    )


def release(
    case: Case, leader: Member, members: Iterable[Member], now: datetime
) -> Outcome:
    """Make a summary known to the network; each reads it by their own rights.

    Raises:
        OnlyTheCaseManager: the asker does not lead the case.
    """
    if not leader.manages:
        raise OnlyTheCaseManager
    readers = [m for m in members if m.role not in MANAGING and m.reads]
    messages = [
        TellSummaryReady(to=member.person, case=case.id, code=case.code)
        for member in readers
    ]
    return Outcome(
        (),
        (SummaryReleased(at=now, by=leader.person, case=case.id),),
        (
            *messages,
            PostSummaryReady(case=case.id, code=case.code),
            ConfirmRelease(
                to=leader.person, case=case.id, code=case.code, members=len(readers)
            ),
        ),
    )


Messages = Nudge | ConfirmNudge | TellSummaryReady | ConfirmRelease | PostSummaryReady
