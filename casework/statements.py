"""Statements: what a view of a case is made of, each with who, when and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from casework.disclosure import Audience, InfoClass, Reader, may_read, unused
from casework.ids import CaseId, GoalId, PersonId
from casework.roles import Role


class Kind(StrEnum):
    """What a statement says."""

    LACK = "lack"
    """Something every running case must have, and this one has not."""
    DATE = "date"
    """A roundtable or a review, with its day."""
    GOAL = "goal"
    RATING = "rating"
    """Where one observer sees a goal go."""
    ANSWER = "answer"
    """What somebody answered in a check-in."""
    OBSTACLE = "obstacle"
    ACTIVITY = "activity"
    DECISION = "decision"
    MEMBER = "member"
    """Somebody is in the network."""
    SILENT = "silent"
    """Somebody has not answered, or cannot be reached."""
    TASK = "task"
    """Something only the case manager can do."""
    WEEK = "week"
    """How many answered of those asked in one week."""
    ACCESS = "access"
    """Somebody has read something about the family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing said or known about a case.

    `text` is a quote, exactly as it was written, or empty. `word` is the
    program's own word for it ("better"), known to the wording by its key.
    """

    kind: Kind
    shows: InfoClass
    at: datetime
    by: PersonId | None = None
    """Who wrote it; they may always read it."""
    of: PersonId | None = None
    """Whom it is about."""
    name: str = ""
    """The name of who wrote it or whom it is about; empty: not for this reader."""
    role: Role | None = None
    left: bool = False
    """That person is no longer in the network; their words stay theirs."""
    audience: Audience | None = None
    text: str = ""
    word: str = ""
    before: str = ""
    """The word it had before it was changed."""
    question: str = ""
    goal: GoalId | None = None
    about: UUID | None = None
    on: date | None = None
    heard: date | None = None
    """The day of the newest word of whom it is about."""
    count: int = 0
    asked: int = 0
    late: bool = False
    changed: bool = False
    what: tuple[InfoClass, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A view of one case for one reader: only what this reader may read."""

    case: CaseId
    code: str
    since: date
    leads: bool
    statements: tuple[Statement, ...] = ()
    marks: tuple[Statement, ...] = ()
    """What a picture is drawn from: ratings and weeks, without any words."""
    left_out: int = 0
    """How many older statements had no room."""

    def of(self, *kinds: Kind) -> tuple[Statement, ...]:
        """Return the statements of these kinds, in order."""
        return tuple(each for each in self.statements if each.kind in kinds)


_STANDS = frozenset(
    {Kind.GOAL, Kind.ACTIVITY, Kind.DECISION, Kind.ACCESS, Kind.TASK, Kind.LACK}
)
"""What the network agreed on, who has read, and what somebody asked the case manager
for: it stands, though somebody's data is not used; what was agreed, without a name."""
_AGREED = frozenset({Kind.GOAL, Kind.ACTIVITY, Kind.DECISION})


def readable(
    statements: Iterable[Statement],
    member: Reader,
    restricted: frozenset[PersonId],
) -> tuple[Statement, ...]:
    """Return what a member may read, without names where these are not for them.

    What is by or about people whose data is `restricted` rests (GDPR 18).
    """
    rests = unused(member, restricted)
    kept = (
        _used(each, rests, leads=InfoClass.NOTES in member.reads)
        for each in statements
        if may_read(each, member)
    )
    told = (each for each in kept if each is not None)
    if InfoClass.NETWORK in member.reads:
        return tuple(told)
    return tuple(_unnamed(each, member) for each in told)


def needs(statement: Statement, reader: PersonId) -> frozenset[InfoClass]:
    """Return the kinds somebody must be allowed to read for what they were shown."""
    if statement.by == reader:
        return frozenset()
    kind = statement.shows
    if kind is InfoClass.TASKS_ALL and statement.of == reader:
        kind = InfoClass.TASKS_OWN
    named = {InfoClass.NETWORK} if statement.name and statement.of != reader else set()
    return frozenset({kind, *named})


def narrowed(
    summary: Summary, member: Reader, restricted: frozenset[PersonId]
) -> Summary:
    """Return a summary as its reader may read it now: rights may have changed."""
    return replace(
        summary,
        statements=readable(summary.statements, member, restricted),
        marks=readable(summary.marks, member, restricted),
    )


def _used(
    statement: Statement, rests: frozenset[PersonId], *, leads: bool
) -> Statement | None:
    if rests.isdisjoint({statement.by, statement.of}):
        return statement
    if statement.kind in _AGREED:
        return replace(statement, name="", role=None)
    marked = statement.kind is Kind.MEMBER and leads
    return statement if marked or statement.kind in _STANDS else None


def _unnamed(statement: Statement, member: Reader) -> Statement:
    if member.person in {statement.by, statement.of}:
        return statement
    return replace(statement, name="")
