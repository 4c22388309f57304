"""Closing a case: what is kept, who is told what, and taking it back.

Everyone but the case manager is out of the network from that moment on (D10). What
they are told belongs to no case: who has left is to read it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.calendars import Entry
from casework.cases import Case, CasePhase, CaseStatus, Member, MemberState
from casework.closures import Closure, Reason, Reopening, goes_on_elsewhere
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.opinions import Wanted
from casework.outcome import Fact, Lane, Message, Outcome, TeamPost
from casework.people import Person
from casework.refusals import NoWords, OutOfDate, TooLateToReopen
from casework.roles import AT_HOME, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnded(Fact):
    """A case was closed."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Fact):
    """A closed case was opened again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskClosingOpinions(Message):
    """Ask the case manager for the opinions without which no case is closed (R10)."""

    shows = InfoClass.CHILD_OPINION

    code: str
    missing: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SayCaseClosed(Message):
    """Tell somebody that the case is closed, what ends, and whom to write to."""

    lane = Lane.URGENT
    despite_absence = True

    code: str
    family: bool
    condolence: bool
    """The child has died; nobody is told of calendars and successes."""
    goes_on: bool
    """Only this support ends; the municipality's casework goes on."""
    municipality: str
    manager_name: str
    """Who led the case, and is asked for what is kept of it."""
    manager_phone: str
    called_off: tuple[Entry, ...] = ()
    """The roundtables that do not take place, for their calendar too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCaseClosed(TeamPost):
    """Say goodbye in a team chat: a code and no name."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmClosed(Message):
    """Tell the case manager what has ended, and whom nobody could tell."""

    shows = InfoClass.NETWORK

    code: str
    told: int
    unreached: tuple[str, ...]
    until: datetime
    follow_up_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowClosed(Message):
    """Show the case manager how a case was closed."""

    shows = InfoClass.NETWORK

    code: str
    reason: Reason
    at: datetime
    held: int
    follow_up_on: date | None
    until: datetime | None
    """Until when it can be opened again; None: not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellFollowUp(Message):
    """Remind the case manager to look how things are since the closing."""

    lane = Lane.URGENT
    shows = InfoClass.NETWORK

    code: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellReopened(Message):
    """Tell somebody who was in the network that the case goes on."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    code: str
    family: bool
    manager_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReopened(Message):
    """Tell the case manager who is in the network again."""

    shows = InfoClass.NETWORK

    code: str
    back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodbye:
    """What everyone is told alike."""

    lead: Person
    municipality: str
    today: date
    called_off: tuple[tuple[Entry, PersonId], ...] = ()
    """What does not take place any more, for each who had a seat there."""


def close(case: Case, members: Iterable[Member], closure: Closure) -> Outcome:
    """Close a case: everyone but its case manager is out of the network.

    Raises:
        OutOfDate: it is closed already.
    """
    if not case.is_open:
        raise OutOfDate
    closed = replace(
        case,
        status=CaseStatus.CLOSED,
        phase=CasePhase.FOLLOW_UP,
        closure=closure,
        successor=None,
        wake_at=None,
    )
    gone = tuple(
        replace(each, state=MemberState.LEFT, left_at=closure.at, wake_at=None)
        for each in members
        if each.role is not Role.CASE_MANAGER and each.state is not MemberState.LEFT
    )
    fact = CaseEnded(at=closure.at, by=closure.by, case=case.id, reason=closure.reason)
    return Outcome((closed, *gone), (fact,))


def say_goodbye(
    case: Case, closure: Closure, members: Iterable[Member], goodbye: Goodbye
) -> tuple[SayCaseClosed, ...]:
    """Return what each is told, the family first."""
    here = [m for m in members if m.role is not Role.CASE_MANAGER]
    here.sort(key=lambda member: member.role not in AT_HOME)
    return tuple(
        SayCaseClosed(
            to=each.person,
            code=case.code,
            family=each.role in AT_HOME,
            condolence=closure.reason is Reason.DEATH,
            goes_on=goes_on_elsewhere(closure.reason, goodbye.today),
            municipality=goodbye.municipality,
            manager_name=goodbye.lead.name,
            manager_phone=goodbye.lead.phone,
            called_off=tuple(
                entry for entry, whose in goodbye.called_off if whose == each.person
            ),
        )
        for each in here
    )


def show(case: Case, reader: PersonId, now: datetime) -> ShowClosed:
    """Return how a case was closed, for who led it.

    Raises:
        OutOfDate: it is open.
    """
    closure = _closure(case)
    until = closure.takes_back_until
    return ShowClosed(
        to=reader,
        case=case.id,
        code=case.code,
        reason=closure.reason,
        at=closure.at,
        held=closure.held,
        follow_up_on=closure.follow_up_on,
        until=until if now < until else None,
    )


def check_may_reopen(case: Case, now: datetime) -> None:
    """Let a closing be taken back for a while only.

    Raises:
        OutOfDate: the case is open.
        TooLateToReopen: it was closed too long ago.
    """
    if now >= _closure(case).takes_back_until:
        raise TooLateToReopen


def reopen(
    case: Case,
    members: Iterable[Member],
    reason: str,
    lead: Person,
    now: datetime,
) -> Outcome:
    """Open a case again, with whom the closing had let go.

    Raises:
        OutOfDate, TooLateToReopen: as `check_may_reopen` does.
        NoWords: nobody says why.
    """
    check_may_reopen(case, now)
    if not reason.strip():
        raise NoWords
    closed_at = _closure(case).at
    log = Reopening(at=now, by=lead.id, reason=reason)
    running = replace(
        case,
        status=CaseStatus.OPEN,
        phase=CasePhase.CARRYING_OUT,
        closure=None,
        erasure=None,
        reopenings=(*case.reopenings, log),
        wake_at=None,
    )
    back = tuple(
        replace(each, state=MemberState.ACTIVE, left_at=None)
        for each in members
        if _left_with_it(each, closed_at)
    )
    told = tuple(
        TellReopened(
            to=each.person,
            case=case.id,
            code=case.code,
            family=each.role in AT_HOME,
            manager_name=lead.name,
        )
        for each in sorted(back, key=lambda member: member.role not in AT_HOME)
    )
    confirmed = ConfirmReopened(
        to=lead.id, case=case.id, code=case.code, back=len(back)
    )
    fact = CaseReopened(at=now, by=lead.id, case=case.id)
    return Outcome((running, *back), (fact,), (*told, confirmed))


def _left_with_it(member: Member, closed_at: datetime) -> bool:
    """Say whether somebody who had joined was let go by the closing itself."""
    gone = member.state is MemberState.LEFT and member.left_at == closed_at
    joined = member.joined_at is not None and member.accepted_version > 0
    return gone and joined and member.role is not Role.EMERGENCY


def _closure(case: Case) -> Closure:
    if case.closure is None or case.is_open:
        raise OutOfDate
    return case.closure


Messages = (
    AskClosingOpinions
    | SayCaseClosed
    | PostCaseClosed
    | ConfirmClosed
    | ShowClosed
    | TellFollowUp
    | TellReopened
    | ConfirmReopened
)
