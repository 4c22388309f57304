"""Overviews: all my cases on one screen, or one case in detail."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.cases import Member
from casework.disclosure import InfoClass
from casework.ids import CaseId, PersonId
from casework.known import Known
from casework.outcome import Message
from casework.rhythm import Lack, Silence, lacks, overdue, silent
from casework.statements import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case in one line, for who leads it; for others only the code."""

    case: CaseId
    code: str
    leads: bool
    lacks: tuple[Lack, ...] = ()
    silent: int = 0
    overdue: int = 0
    obstacles: int = 0
    tasks: int = 0

    @property
    def need(self) -> int:
        """How many things here wait for the case manager."""
        waiting = self.silent + self.overdue + self.obstacles + self.tasks
        return len(self.lacks) + waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStatus(Message):
    """Show somebody all their cases on one screen."""

    lines: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCaseStatus(Message):
    """Show somebody where one case stands, as far as it is theirs to know."""

    summary: Summary
    family: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSummary(Message):
    """Show somebody what was said and agreed in one case."""

    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReaders(Message):
    """Show a family who has read what about them."""

    shows = InfoClass.ACCESS_LOG

    summary: Summary


def line(known: Known, member: Member) -> CaseLine:
    """Return a case in one line: what it lacks if the reader leads it."""
    case = known.case
    if not member.manages:
        return CaseLine(case=case.id, code=case.code, leads=False)
    rests = known.restricted
    named = [o for o in known.obstacles if o.person not in rests]
    open_ones = [o for o in named if o.acknowledged_at is None]
    return CaseLine(
        case=case.id,
        code=case.code,
        leads=True,
        lacks=lacks(known),
        silent=sum(1 for quiet in silent(known) if quiet.why is Silence.SILENT),
        overdue=overdue(known),
        obstacles=sum(1 for o in open_ones if o.resolved_at is None),
        tasks=len(known.tasks),
    )


def overview(person: PersonId, lines: Iterable[CaseLine]) -> ShowStatus:
    """Return all cases of somebody, those in need first."""
    ordered = sorted(lines, key=lambda each: (-each.need, each.code))
    return ShowStatus(to=person, lines=tuple(ordered))


Messages = ShowStatus | ShowCaseStatus | ShowSummary | ShowReaders
