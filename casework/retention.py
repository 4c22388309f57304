"""Retention: when a closed case goes by the schedule, and what keeps it (R42).

Its case manager is told well before. A case that is held, opened again or of which
somebody has asked something under data protection law stays, and its case manager is
told anew before it goes after all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import uuid5

from casework.cases import Case, ErasureAhead, Member
from casework.disclosure import InfoClass
from casework.erasing import CaseErased
from casework.ids import CaseId, PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.roles import Role
from casework.schedule import Schedule
from casework.tasks import KEEPS_CASE, Task


class Stands(StrEnum):
    """Where a case stands before the schedule."""

    RUNNING = "running"
    """It is open, or nobody can say since when it is closed."""
    KEPT = "kept"
    """Its term runs."""
    HELD = "held"
    """A court or the archive law needs it."""
    ASKED = "asked"
    """Somebody waits for an answer about their data, or a breach is not closed."""
    TO_TELL = "to_tell"
    """Its case manager is to be told that it goes."""
    TOLD = "told"
    DUE = "due"
    """It goes now."""
    BEGUN = "begun"
    """It was going when we were stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a case stands, and when it goes if nothing keeps it."""

    stands: Stands
    on: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAnnounced(Fact):
    """The case manager was told that a case goes, and when."""

    on: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One line of the journal without its words: who did or read what kind of thing."""

    at: datetime
    kind: str
    by: PersonId | None = None
    role: Role | None = None
    what: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditKept(Fact):
    """What stays of the journal of an erased case, sealed with a key of its own."""

    of: CaseId
    code: str
    closed_at: datetime
    lines: tuple[AuditLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellErasureAhead(Message):
    """Tell the case manager when a closed case will be erased, and what can keep it."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE
    despite_absence = True

    code: str
    closed_on: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SayCaseErased(Message):
    """Tell who led a case that it is erased; it is of no case any more."""

    lane = Lane.URGENT

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNoSchedule(Message):
    """Tell the one who runs the program that nothing is deleted without a schedule."""

    lane = Lane.URGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What may stand against erasing a closed case, beside its own hold."""

    tasks: Collection[Task] = ()
    restricted: bool = False
    """Somebody wants their data kept, though not used (GDPR 18(1)(b) and (c))."""


def standing(case: Case, schedule: Schedule, waits: Waits, now: datetime) -> Standing:
    """Say where a case stands before the schedule."""
    closure, ahead = case.closure, case.erasure
    if case.is_open or closure is None:
        return Standing(stands=Stands.RUNNING)
    if ahead is not None and ahead.begun_at is not None:
        return Standing(stands=Stands.BEGUN, on=ahead.on)
    due = schedule.closed_cases.after(closure.at)
    kept = _kept_by(case, waits)
    if kept is not None:
        return Standing(stands=kept, on=due)
    if ahead is not None and ahead.on >= due:
        return Standing(
            stands=Stands.DUE if now >= ahead.on else Stands.TOLD, on=ahead.on
        )
    earliest = schedule.told_before.after(now)
    if earliest < due:
        return Standing(stands=Stands.KEPT, on=due)
    return Standing(stands=Stands.TO_TELL, on=earliest)


def _kept_by(case: Case, waits: Waits) -> Stands | None:
    if case.held_because or waits.restricted:
        return Stands.HELD
    asked = any(task.is_open and task.kind in KEEPS_CASE for task in waits.tasks)
    return Stands.ASKED if asked else None


def announce(
    case: Case, on: datetime, days: tuple[date, date], now: datetime
) -> Outcome:
    """Tell the case manager when a closed case goes; `days`: closed on, goes on."""
    ahead = replace(case, erasure=ErasureAhead(on=on, told_at=now))
    fact = ErasureAnnounced(at=now, case=case.id, on=on)
    told = TellErasureAhead(
        to=case.manager, case=case.id, code=case.code, closed_on=days[0], on=days[1]
    )
    return Outcome((ahead,), (fact,), (told,))


def keep_after_all(case: Case) -> Outcome:
    """Take back that a case goes: whoever led it is told anew before it does."""
    return Outcome((replace(case, erasure=None),) if case.erasure else ())


def begin(
    case: Case, because: str, lines: Iterable[AuditLine], now: datetime
) -> Outcome:
    """Note that a case goes now, keep its journal without the words, and say so."""
    closure, ahead = case.closure, case.erasure
    if closure is None or ahead is None:
        return Outcome()
    kept = audit(case, lines, now)
    return Outcome(
        (replace(case, erasure=replace(ahead, begun_at=now)),),
        (CaseErased(at=now, erased=case.id, because=because), kept),
        (SayCaseErased(to=case.manager, code=case.code),),
    )


def audit(case: Case, lines: Iterable[AuditLine], now: datetime) -> AuditKept:
    """Return what stays of a case's journal; of one never closed, its term begins now."""
    return AuditKept(
        at=now,
        case=audit_of(case.id),
        of=case.id,
        code=case.code,
        closed_at=case.closure.at if case.closure else now,
        lines=tuple(lines),
    )


def audit_of(case: CaseId) -> CaseId:
    """Return who owns what stays of a case's journal: its key is not the case's."""
    return CaseId(uuid5(case, "journal"))


def roles_in(members: Iterable[Member]) -> Mapping[PersonId, Role]:
    """Return what each was to the child."""
    return {member.person: member.role for member in members}


Messages = TellErasureAhead | SayCaseErased | TellNoSchedule
