"""What the schedule asks of one closed case: told ahead, kept after all, or gone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from casework import retention
from casework.cases import Case, restricted_in
from casework.ids import CaseId, PersonId
from casework.retention import (
    AuditKept,
    AuditLine,
    Standing,
    Stands,
    TellNoSchedule,
    Waits,
)
from casework.roles import Role
from casework.schedule import Schedule
from handlers.turn import Turn
from storage import erasing, told
from storage.journal import Entry
from storage.transaction import Transaction

_READ = ("MessageShown", "WordsShown")
_BECAUSE = "The schedule"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_A_MONTH = timedelta(days=30)


async def standing(turn: Turn, case: Case, schedule: Schedule) -> Standing:
    """Say where a case stands before the schedule."""
    tasks = await turn.tx.tasks.of_case(case.id)
    restricted = bool(restricted_in(await turn.tx.members.of_case(case.id)))
    waits = Waits(tasks=tasks, restricted=restricted)
    return retention.standing(case, schedule, waits, turn.now)


async def look(turn: Turn, case_id: CaseId, schedule: Schedule) -> Sequence[UUID]:
    """Do what the schedule asks of one case; return whose keys are to be destroyed."""
    case = await turn.tx.cases.get(case_id)
    now = await standing(turn, case, schedule)
    match now.stands:
        case Stands.TO_TELL if now.on and case.closure:
            days = (turn.almanac.today(case.closure.at), turn.almanac.today(now.on))
            await turn.tx.keep(retention.announce(case, now.on, days, turn.now))
        case Stands.HELD | Stands.ASKED:
            await turn.tx.keep(retention.keep_after_all(case))
        case Stands.DUE:
            lines = await audit_lines(turn.tx, case)
            because = f"{_BECAUSE}: {schedule.decided_by}"
            await turn.tx.keep(retention.begin(case, because, lines, turn.now))
            return await _owners(turn, case)
        case Stands.BEGUN:
            return await _owners(turn, case)
        case _:
            pass
    return ()


async def audits_over(turn: Turn, schedule: Schedule) -> Sequence[UUID]:
    """Return whose keys are to be destroyed: of journals that were kept long enough."""
    until = schedule.journal.before(turn.now)
    kept = await turn.tx.journal.of_kind(AuditKept.__name__)
    return [
        UUID(each.details["case"])
        for each in kept
        if datetime.fromisoformat(each.details["closed_at"]) < until
    ]


async def tell_no_schedule(turn: Turn) -> None:
    """Tell who runs the program, once a month, that nothing is ever deleted."""
    since, kind = turn.now - _A_MONTH, TellNoSchedule.__name__
    for operator in await turn.tx.people.operators():
        knows = await told.waits(turn.tx, operator.id, kind) or await told.lately(
            turn.tx, operator.id, kind, since
        )
        if not knows:
            await turn.tx.outbox.add(TellNoSchedule(to=operator.id))


async def _owners(turn: Turn, case: Case) -> Sequence[UUID]:
    """Return who goes with a case, and last the case itself."""
    return [*await erasing.only_here(turn.tx, case.id), case.id]


async def audit_lines(tx: Transaction, case: Case) -> list[AuditLine]:
    """Return the journal of a case without its words: who did and read what, when."""
    roles = retention.roles_in(await tx.members.of_case(case.id))
    entries = await tx.journal.of_case(case.id, _LONG_AGO)
    return [_without_words(each, roles) for each in entries]


def _without_words(entry: Entry, roles: Mapping[PersonId, Role]) -> AuditLine:
    by = None if entry.by is None else PersonId(entry.by)
    line = AuditLine(
        at=entry.at, kind=entry.kind, by=by, role=roles.get(by) if by else None
    )
    if entry.kind not in _READ:
        return line
    what, basis = entry.details["what"], entry.details["basis"]
    return replace(line, what=tuple(what), basis=basis)
