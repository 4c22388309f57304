"""Reading: what is shown of a case, to whom, and what becomes of the words read.

Whoever is shown something of a family is remembered (R38), and whoever wrote
learns that their words were read: participation falls where nobody reads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.cases import Case, Member
from casework.disclosure import InfoClass
from casework.ids import CaseId, MemberId, PersonId
from casework.known import Known, Voice
from casework.outcome import Fact, Lane, Message, Outcome, TeamPost
from casework.refusals import AlreadyReminded, OnlyTheCaseManager
from casework.rhythm import Lack, Silence, lacks, overdue, silent
from casework.roles import MANAGING, Role
from casework.statements import Statement, Summary
from casework.summaries import words_by

TOLD_AGAIN_AFTER = timedelta(days=7)
"""How often at most a writer is told that their words were read."""
NUDGED_AGAIN_AFTER = timedelta(days=7)
"""How often at most a silent member is reminded by hand."""
PUBLIC_TASK = "public task"
"""The legal basis of showing a case to its network (GDPR 6(1)(e); LasteKS §34²)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsShown(Fact):
    """Somebody was shown these kinds of information about a case."""

    what: tuple[InfoClass, ...]
    to: PersonId
    basis: str = PUBLIC_TASK


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterTold(Fact):
    """Somebody was told that their words up to a moment were read."""

    to: PersonId
    up_to: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNudged(Fact):
    """The case manager reminded a silent member by hand."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryReleased(Fact):
    """The case manager made a summary known to the network."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TellWordsRead(Message):
    """Tell somebody who has read their words."""

    lane = Lane.PROMPT
    shows = InfoClass.SCHEDULE

    code: str
    reader: str
    reader_role: Role | None
    written_on: date


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


def line(known: Known, member: Member) -> CaseLine:
    """Return a case in one line: what it lacks if the reader leads it."""
    case = known.case
    if not member.manages:
        return CaseLine(case=case.id, code=case.code, leads=False)
    open_ones = [o for o in known.obstacles if o.acknowledged_at is None]
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


def shown(summary: Summary, to: PersonId, now: datetime) -> Outcome:
    """Remember what somebody was shown of a case; one's own words do not count."""
    what = {each.shows for each in (*summary.statements, *summary.marks)}
    if not what:
        return Outcome()
    fact = WordsShown(
        at=now, by=to, case=summary.case, what=tuple(sorted(what)), to=to
    )
    return Outcome(facts=(fact,))


def tell_writers(
    summary: Summary,
    reader: Voice,
    members: Iterable[Member],
    told: Mapping[PersonId, WriterTold],
    now: datetime,
) -> Outcome:
    """Tell those whose words the case manager has just been shown, once a week.

    `told` holds what each writer was last told; a word is never told twice.
    """
    outcome = Outcome()
    here = {member.person for member in members if member.reads}
    for writer, newest in _newest_words(summary.statements).items():
        if writer in here and writer != reader.person:
            if _is_news(told.get(writer), newest.at, now):
                outcome += _tell(summary, reader, newest, now)
    return outcome


def nudge(
    case: Case, member: Member, name: str, leader: Member, nudged: bool, now: datetime
) -> Outcome:
    """Remind a silent member once; the postman keeps quiet hours and the daily one.

    Raises:
        OnlyTheCaseManager: the asker does not lead the case.
        AlreadyReminded: it was done in the last days.
    """
    if not leader.manages:
        raise OnlyTheCaseManager
    if nudged:
        raise AlreadyReminded
    return Outcome(
        (),
        (MemberNudged(at=now, by=leader.person, case=case.id, member=member.id),),
        (
            Nudge(to=member.person, case=case.id, code=case.code),
            ConfirmNudge(to=leader.person, case=case.id, name=name, role=member.role),
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


def _newest_words(statements: Iterable[Statement]) -> dict[PersonId, Statement]:
    newest: dict[PersonId, Statement] = {}
    for each in words_by(statements):
        if each.by and (each.by not in newest or newest[each.by].at < each.at):
            newest[each.by] = each
    return newest


def _is_news(last: WriterTold | None, written_at: datetime, now: datetime) -> bool:
    if last is None:
        return True
    return written_at > last.up_to and now >= last.at + TOLD_AGAIN_AFTER


def _tell(
    summary: Summary, reader: Voice, newest: Statement, now: datetime
) -> Outcome:
    assert newest.by is not None  # noqa: S101 - words have a writer
    return Outcome(
        (),
        (WriterTold(at=now, case=summary.case, to=newest.by, up_to=newest.at),),
        (
            TellWordsRead(
                to=newest.by,
                case=summary.case,
                code=summary.code,
                reader=reader.name,
                reader_role=reader.role,
                written_on=newest.at.date(),
            ),
        ),
    )


Messages = (
    ShowStatus
    | ShowCaseStatus
    | ShowSummary
    | ShowReaders
    | TellWordsRead
    | Nudge
    | ConfirmNudge
    | TellSummaryReady
    | ConfirmRelease
    | PostSummaryReady
)
