"""The digest: once a week, everything a case manager has to decide, in one message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from casework import agreed, rhythm, spoken
from casework.cases import Member
from casework.disclosure import InfoClass
from casework.ids import CaseId, DigestId, PersonId
from casework.known import Known
from casework.obstacles import ObstacleState
from casework.outcome import Fact, Lane, Message, Outcome
from casework.statements import Kind, Statement, Summary, readable
from casework.summaries import fitted

UNREAD_AFTER = timedelta(days=7)
"""How long a digest may lie unread before somebody is told (pitfall 33)."""
QUOTE = 160
"""Characters of a quote that a digest shows; /summary shows more."""
ROOM = 2600
"""Estimated characters of a digest; with its headings it stays under 4096."""
_HEADING = 60
_LINE = 110
_SMALLEST = 230
"""Characters below which a case is better counted than told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Nädalakokkuvõte: when a case manager is written to, and whether it is read."""

    id: DigestId
    person: PersonId
    next_at: datetime
    covered_until: datetime
    """What came later is told next time."""
    unread_since: datetime | None = None
    """When the oldest digest was delivered that nobody has looked at since."""
    warned: bool = False
    wake_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWritten(Fact):
    """A digest was written for a case manager."""

    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestUnread(Fact):
    """A digest has lain unread for a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDigest(Message):
    """Give a case manager the week over all cases, those in need first."""

    lane = Lane.DIGEST

    since: datetime
    cases: int
    """How many cases there are in all."""
    decisions: int
    """How many decisions are asked for."""
    parts: tuple[Summary, ...]
    more: int = 0
    """How many cases had no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindUnread(Message):
    """Tell a case manager that last week's digest is still unread."""

    lane = Lane.PROMPT

    delivered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellDeputyUnread(Message):
    """Tell a deputy that the case manager has not read a digest for a week."""

    lane = Lane.PROMPT
    shows = InfoClass.SILENCE

    code: str
    name: str
    delivered_at: datetime


def begin(person: PersonId, next_at: datetime, now: datetime) -> Digest:
    """Return the digest of a case manager who had none yet."""
    return Digest(
        id=DigestId(person),
        person=person,
        next_at=next_at,
        covered_until=now,
        wake_at=next_at,
    )


def put_off(digest: Digest, next_at: datetime) -> Digest:
    """Return the digest to be written later: its reader is away, or it is a holiday."""
    return scheduled(replace(digest, next_at=next_at))


def scheduled(digest: Digest) -> Digest:
    """Return the digest with the moment at which it must be looked at again."""
    moments = [digest.next_at]
    if digest.unread_since and not digest.warned:
        moments.append(digest.unread_since + UNREAD_AFTER)
    return replace(digest, wake_at=min(moments))


def write(
    digest: Digest,
    cases: Sequence[tuple[Known, Member]],
    next_at: datetime,
    now: datetime,
) -> Outcome:
    """Write the digest over all cases; without a case nothing is said."""
    following = scheduled(replace(digest, next_at=next_at, covered_until=now))
    if not cases:
        return Outcome((following,))
    parts = sorted((news(known, member) for known, member in cases), key=need)
    shown = _fitting(parts)
    message = ShowDigest(
        to=digest.person,
        since=digest.covered_until,
        cases=len(parts),
        decisions=sum(_decisions(part) for part in parts),
        parts=tuple(shown),
        more=len(parts) - len(shown),
    )
    fact = DigestWritten(at=now, by=digest.person, cases=len(parts))
    return Outcome((following,), (fact,), (message,))


def news(known: Known, member: Member) -> Summary:
    """Return what a case has to say this week, as its leader may read it.

    The people come first: what somebody wants, then who is silent and what stands
    in the way; only then what is missing.
    """
    recent = (
        each
        for each in chain(spoken.ratings(known), spoken.answers(known))
        if each.at >= known.since
    )
    statements = chain(
        agreed.tasks(known),
        (each for each in agreed.silent(known) if each.word != "silence.away"),
        spoken.obstacles(known),
        agreed.lacking(known),
        (each for each in agreed.activities(known) if each.late),
        recent,
    )
    return Summary(
        case=known.case.id,
        code=known.case.code,
        since=known.day(known.since),
        leads=True,
        statements=readable(statements, member, known.restricted),
    )


def need(part: Summary) -> tuple[int, int, int, str]:
    """Order cases: most decisions first, then most lacking, then most news."""
    lacking = len(part.of(Kind.LACK))
    return -_decisions(part), -lacking, -len(part.statements), part.code


def delivered(digest: Digest, now: datetime) -> Digest:
    """Return the digest as lying before its reader from now on, unread."""
    return scheduled(replace(digest, unread_since=digest.unread_since or now))


def read(digest: Digest) -> Digest:
    """Return the digest as read: its reader has looked at a case or at them all."""
    return scheduled(replace(digest, unread_since=None, warned=False))


def is_unread(digest: Digest, now: datetime) -> bool:
    """Say whether somebody must be told that a digest lies unread."""
    since = digest.unread_since
    return since is not None and not digest.warned and now >= since + UNREAD_AFTER


def warn(
    digest: Digest,
    name: str,
    deputies: Iterable[tuple[PersonId, CaseId, str]],
    now: datetime,
) -> Outcome:
    """Tell the case manager, and who stands in for them, that a digest lies unread."""
    since = digest.unread_since or now
    told = tuple(
        TellDeputyUnread(to=person, case=case, code=code, name=name, delivered_at=since)
        for person, case, code in deputies
    )
    return Outcome(
        (scheduled(replace(digest, warned=True)),),
        (DigestUnread(at=now, by=digest.person),),
        (RemindUnread(to=digest.person, delivered_at=since), *told),
    )


def asks_for_decision(statement: Statement) -> bool:
    """Say whether a statement waits for the case manager to decide something."""
    if statement.kind is Kind.OBSTACLE:
        return statement.word != f"obstacle.{ObstacleState.ACKNOWLEDGED}"
    if statement.kind is Kind.SILENT:
        return statement.word == f"silence.{rhythm.Silence.SILENT}"
    return statement.kind in {Kind.TASK, Kind.LACK}


def _decisions(part: Summary) -> int:
    return sum(1 for each in part.statements if asks_for_decision(each))


def _fitting(parts: Sequence[Summary]) -> list[Summary]:
    """Share the room out: fewer words for each case where there are many."""
    share = max(_SMALLEST, ROOM // max(1, len(parts)) - _HEADING)
    left, shown = ROOM, list[Summary]()
    for part in parts:
        small = fitted(part, min(share, left), min(QUOTE, share - _LINE - 2))
        used = _HEADING + share - max(0, share - _size(small))
        if used > left:
            break
        left -= used
        shown.append(small)
    return shown


def _size(part: Summary) -> int:
    return sum(_LINE + len(each.text) for each in part.statements)


Messages = ShowDigest | RemindUnread | TellDeputyUnread
