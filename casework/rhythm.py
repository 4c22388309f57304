"""The rhythm of a case: what every running case must have, and who is silent.

Every open case always has a next roundtable, a next review, one responsible
person for each running activity, and somebody's fresh word (casework.md 0.5).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.cases import Member, MemberState
from casework.check_ins import CheckIn, CheckInState
from casework.known import Known
from casework.roles import FAMILY, MANAGING
from casework.roundtables import RoundtableState
from casework.tasks import TaskKind

FRESH_FAMILY = timedelta(days=14)
FRESH_SPECIALISTS = timedelta(days=30)

_AHEAD = {RoundtableState.POLLING, RoundtableState.CONVENED}
_ENOUGH_REMINDERS = 2


class LackKind(StrEnum):
    """Which of the things that every running case must have is missing."""

    ROUNDTABLE = "roundtable"
    REVIEW = "review"
    RESPONSIBLE = "responsible"
    FAMILY_WORD = "family_word"
    SPECIALIST_WORD = "specialist_word"


class Silence(StrEnum):
    """Why no word comes from somebody; only the first is not answering.

    Who is away may have answered this very day: it is shown apart from the others.
    """

    SILENT = "silent"
    AWAY = "away"
    STOPPED = "stopped"
    NOT_YET = "not_yet"
    """Has not joined yet: not reachable, and never counted as silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing a case lacks: since when, and how many of it."""

    kind: LackKind
    since: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """One member from whom no word comes, and why."""

    member: Member
    why: Silence
    until: date | None = None


def lacks(
    known: Known,
    family: timedelta = FRESH_FAMILY,
    specialists: timedelta = FRESH_SPECIALISTS,
) -> tuple[Lack, ...]:
    """Return exactly what a case lacks, in a fixed order."""
    missing = []
    if next_meeting(known) is None:
        missing.append(Lack(kind=LackKind.ROUNDTABLE))
    review = known.case.next_review_on
    if review is None or review < known.today:
        missing.append(Lack(kind=LackKind.REVIEW, since=review))
    if unowned := len(without_responsible(known)):
        missing.append(Lack(kind=LackKind.RESPONSIBLE, count=unowned))
    words = (
        _stale(known, LackKind.FAMILY_WORD, family),
        _stale(known, LackKind.SPECIALIST_WORD, specialists),
    )
    return (*missing, *(each for each in words if each))


def next_meeting(known: Known) -> date | None:
    """Return the day of the next roundtable; today's date where it is being polled."""
    days = [table.next_on for table in known.roundtables if table.next_on]
    for table in known.roundtables:
        if table.state in _AHEAD:
            at = table.starts_at
            days.append(known.day(at) if at else known.today)
    return min((day for day in days if day >= known.today), default=None)


def without_responsible(known: Known) -> tuple[str, ...]:
    """Return the running activities whose responsible person is not in the network."""
    present = {member.id for member in known.active}
    return tuple(
        activity.title
        for activity in known.activities
        if activity.runs and activity.responsible not in present
    )


def overdue(known: Known) -> int:
    """Count the running activities whose day is over."""
    return sum(
        1
        for activity in known.activities
        if activity.runs and activity.due_on and activity.due_on < known.today
    )


def last_word_on(member: Member, known: Known) -> date | None:
    """Return the day of a member's newest word, from whatever we know."""
    said = [u.at for u in known.updates if u.person == member.person]
    said += [
        answer.at
        for check_in in known.check_ins
        if check_in.person == member.person
        for answer in check_in.answers
    ]
    said += [member.last_word_at] if member.last_word_at else []
    return known.day(max(said)) if said else None


def silent(known: Known) -> tuple[Quiet, ...]:
    """Return from whom no word comes, and why; the case manager is not asked."""
    return tuple(
        quiet
        for member in known.members
        if member.role not in MANAGING and member.person not in known.restricted
        if (quiet := _quiet(member, known))
    )


def _quiet(member: Member, known: Known) -> Quiet | None:
    if member.state in {MemberState.INVITED, MemberState.IDENTIFIED}:
        return Quiet(member=member, why=Silence.NOT_YET)
    if member.state is not MemberState.ACTIVE:
        return None
    person = known.people.get(member.person)
    if person and person.stopped_at:
        return Quiet(member=member, why=Silence.STOPPED)
    if person and person.is_away(known.today):
        return Quiet(member=member, why=Silence.AWAY, until=person.away_until)
    if _has_not_answered(member, known):
        return Quiet(member=member, why=Silence.SILENT)
    return None


def _has_not_answered(member: Member, known: Known) -> bool:
    """Say whether a ladder of reminders has ended, or the last window has closed."""
    tasked = any(
        task.kind is TaskKind.SILENCE and task.about == member.person
        for task in known.tasks
    )
    asked = [each for each in known.check_ins if each.member == member.id]
    asked = [each for each in asked if each.state is not CheckInState.PLANNED]
    newest = max(asked, key=lambda each: each.due_at, default=None)
    return tasked or (newest is not None and _unanswered(newest, known))


def _unanswered(check_in: CheckIn, known: Known) -> bool:
    if check_in.answers or check_in.state in {
        CheckInState.ANSWERED,
        CheckInState.SKIPPED,
        CheckInState.STOPPED,
    }:
        return False
    over = check_in.closes_at is not None and check_in.closes_at <= known.now
    expired = check_in.state is CheckInState.EXPIRED
    return over or expired or check_in.reminders >= _ENOUGH_REMINDERS


def _stale(known: Known, kind: LackKind, fresh: timedelta) -> Lack | None:
    family = kind is LackKind.FAMILY_WORD
    rests = known.restricted
    others = [
        m for m in known.active if m.role not in MANAGING and m.person not in rests
    ]
    group = [m for m in others if (m.role in FAMILY) is family]
    if not group and (others or not family):
        return None
    days = [day for member in group if (day := last_word_on(member, known))]
    newest = max(days, default=None)
    counted_from = newest or known.case.opened_on
    if known.today - counted_from <= fresh:
        return None
    return Lack(kind=kind, since=newest, count=(known.today - counted_from).days)
