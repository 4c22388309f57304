"""Limits set by a court: entered by one official, ended early only by two.

Entering one keeps something back and holds at once; ending one opens something,
and needs a second official who has seen the decision as well. Nobody but who
leads the case is shown that there is one (threat 16).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.cases import Case, Member
from casework.disclosure import InfoClass
from casework.ids import LimitId, MemberId, PersonId
from casework.limits import CourtLimit, EndAsked
from casework.outcome import Fact, Lane, Message, Outcome
from casework.people import Person
from casework.refusals import NotYours, OutOfDate
from casework.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtLimitEntered(Fact):
    """The case manager wrote down what a court keeps from a member."""

    member: MemberId
    limit: LimitId


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtLimitEnded(Fact):
    """A limit ended: a second official agreed, or its last day was over."""

    member: MemberId
    limit: LimitId
    asked_by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLine:
    """One limit as who leads the case sees it."""

    member: MemberId
    limit: LimitId
    name: str
    role: Role
    what: tuple[InfoClass, ...]
    decision: str
    until: date | None = None
    asked: str = ""
    """The name of who has been asked to agree to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowLimits(Message):
    """Show who leads a case what courts keep from whom there."""

    shows = InfoClass.SILENCE

    code: str
    lines: tuple[LimitLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEndLimit(Message):
    """Ask a second official to agree to a limit's end; no more is said than they need."""

    lane = Lane.URGENT

    code: str
    who: str
    """Who asks."""
    decision: str
    member: MemberId
    limit: LimitId


@dataclass(frozen=True, slots=True, kw_only=True)
class TellLimitDecided(Message):
    """Tell who was asked, and who leads the case by now, whether a limit has ended."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    decision: str
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """What the second official says, and when."""

    by: PersonId
    at: datetime
    ends: bool


Messages = ShowLimits | AskEndLimit | TellLimitDecided


def enter(member: Member, limit: CourtLimit, leader: Member) -> Outcome:
    """Keep from a member what a court keeps from them, from now on.

    Raises:
        NotYours: who enters it does not lead the network, or it is about who does.
    """
    if not leader.manages or member.case != leader.case or member.manages:
        raise NotYours
    limited = replace(member, court_limits=(*member.court_limits, limit))
    fact = CourtLimitEntered(
        at=limit.entered_at,
        by=leader.person,
        case=member.case,
        member=member.id,
        limit=limit.id,
    )
    return Outcome((_waking(limited),), (fact,))


def ask_end(
    member: Member, limit: LimitId, case: Case, who: Person, asked: EndAsked
) -> Outcome:
    """Ask a second official to agree that a limit ends; until then it holds.

    Raises:
        NotYours: one official alone cannot be both.
        OutOfDate: it has ended already.
    """
    if asked.by == asked.of:
        raise NotYours
    found = _holding(member, limit)
    kept = _with(member, replace(found, end_asked=asked))
    message = AskEndLimit(
        to=asked.of,
        code=case.code,
        who=who.name,
        decision=found.decision,
        member=member.id,
        limit=limit,
    )
    return Outcome((kept,), (), (message,))


def decide(member: Member, limit: LimitId, second: Second, case: Case) -> Outcome:
    """Take the second official's yes or no.

    Who asked may have handed the case over since: it is told to who leads it now.

    Raises:
        OutOfDate: they are not asked (any more), or it has ended.
    """
    found = _holding(member, limit)
    asked = found.end_asked
    if asked is None or asked.of != second.by:
        raise OutOfDate
    to_second = TellLimitDecided(
        to=second.by, code=case.code, decision=found.decision, ended=second.ends
    )
    to_leader = replace(to_second, to=case.manager, case=case.id)
    told = (to_leader,) if second.by == case.manager else (to_second, to_leader)
    if not second.ends:
        return Outcome((_with(member, replace(found, end_asked=None)),), (), told)
    ended = replace(found, ended_at=second.at, ended_by=second.by)
    fact = CourtLimitEnded(
        at=second.at,
        by=second.by,
        case=member.case,
        member=member.id,
        limit=limit,
        asked_by=asked.by,
    )
    return Outcome((_waking(_with(member, ended)),), (fact,), told)


def unasked(member: Member, limit: LimitId) -> Member:
    """Return the place with nobody asked to agree to a limit's end any more.

    Who asked leads the case no longer: whoever does now sees that they may ask anew.

    Raises:
        OutOfDate: the limit has ended.
    """
    return _with(member, replace(_holding(member, limit), end_asked=None))


def asked_by(member: Member, message: AskEndLimit) -> PersonId | None:
    """Return who wants to hear this reader's yes or no; None: it is over."""
    for each in member.limits:
        asked = each.end_asked
        if each.id == message.limit and asked is not None and asked.of == message.to:
            return asked.by
    return None


def expire(member: Member, now: datetime) -> Outcome:
    """End the limits whose last day is over."""
    over = [each for each in member.limits if each.over_at and each.over_at <= now]
    facts = tuple(
        CourtLimitEnded(at=now, case=member.case, member=member.id, limit=each.id)
        for each in over
    )
    for each in over:
        member = _with(member, replace(each, ended_at=now))
    return Outcome((_waking(member),), facts)


def line(member: Member, limit: CourtLimit, name: str, asked: str) -> LimitLine:
    """Return a limit as who leads the case sees it."""
    return LimitLine(
        member=member.id,
        limit=limit.id,
        name=name,
        role=member.role,
        what=tuple(sorted(limit.what)),
        decision=limit.decision,
        until=limit.until,
        asked=asked,
    )


def _holding(member: Member, limit: LimitId) -> CourtLimit:
    found = next((each for each in member.limits if each.id == limit), None)
    if found is None:
        raise OutOfDate
    return found


def _waking(member: Member) -> Member:
    return replace(member, wake_at=member.looked_at_next)


def _with(member: Member, limit: CourtLimit) -> Member:
    others = (limit if each.id == limit.id else each for each in member.court_limits)
    return replace(member, court_limits=tuple(others))
