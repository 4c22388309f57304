"""Summaries: one case for one reader, from what is known and what they may read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from casework import agreed, spoken
from casework.cases import Member
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.known import Known, Reading
from casework.roles import AT_HOME, FAMILY, MANAGING
from casework.statements import Kind, Statement, Summary, readable
from casework.tasks import URGENT

QUOTE = 600
"""Characters of a quote that a summary shows."""
ROOM = 2900
"""Estimated characters of a summary; with its headings it stays under 4096."""
_LINE = 110
"""Characters a statement takes beside its quote, in the longest language."""

_NEWEST = 2
"""Lines of the reading log on a status; /readers shows them all."""
_ESSENTIAL = {Kind.LACK, Kind.DATE, Kind.GOAL, Kind.ACTIVITY, Kind.SILENT}
_FIRST = frozenset(f"task.{kind}" for kind in URGENT)
_ALL: tuple[Callable[[Known], Iterator[Statement]], ...] = (
    agreed.lacking,
    agreed.dates,
    agreed.silent,
    agreed.goals,
    agreed.activities,
    spoken.obstacles,
    spoken.ratings,
    spoken.answers,
    agreed.decisions,
)
_STATUS: tuple[Callable[[Known], Iterator[Statement]], ...] = (
    agreed.lacking,
    agreed.dates,
    agreed.silent,
    agreed.tasks,
    agreed.goals,
    agreed.activities,
    spoken.obstacles,
    agreed.network,
)


def summarise(known: Known, viewer: Member) -> Summary:
    """Return what was said and agreed in a case, for one reader."""
    statements = chain.from_iterable(tell(known) for tell in _ALL)
    marks = (
        replace(mark, text="")
        for mark in chain(spoken.ratings(known), spoken.weeks(known))
    )
    whole = _summary(known, viewer, statements)
    return replace(fitted(whole), marks=readable(marks, viewer, known.restricted))


def status(known: Known, viewer: Member) -> Summary:
    """Return where a case stands for one reader: plan, dates, network, readers."""
    statements = chain.from_iterable(tell(known) for tell in _STATUS)
    log = readers(known, viewer) if viewer.role in FAMILY else iter(())
    return fitted(_summary(known, viewer, chain(statements, islice(log, _NEWEST))))


def read_by(known: Known, viewer: Member) -> Summary:
    """Return who else has read what about the family."""
    others = (each for each in readers(known, viewer) if each.of != viewer.person)
    return fitted(_summary(known, viewer, others))


def fitted(summary: Summary, room: int = ROOM, quote: int = QUOTE) -> Summary:
    """Return a summary that fits into one message; the oldest words give way.

    What is left out is counted, never silently dropped, and a quote that is cut
    says so.
    """
    short = [_cut(each, quote) for each in summary.statements]
    kept, left = set[int](), room
    for index in sorted(range(len(short)), key=lambda i: _rank(short[i])):
        size = _LINE + len(short[index].text)
        if size <= left:
            left -= size
            kept.add(index)
    return replace(
        summary,
        statements=tuple(short[index] for index in sorted(kept)),
        left_out=summary.left_out + len(short) - len(kept),
    )


def readers(known: Known, viewer: Member) -> Iterator[Statement]:
    """Give who has read what about the family, the newest first (R38).

    One line for each person and day. What the family itself opened stays out:
    no parent learns from here what the other one looks at, nor that the other
    one wrote something for few.
    """
    days: dict[tuple[PersonId, date], Reading] = {}
    for reading in known.readings:
        if reading.words_of not in {None, viewer.person} and not viewer.manages:
            continue
        key = (reading.person, known.day(reading.at))
        days[key] = _together(days.get(key, reading), reading)
    # Of one moment by name: in which order messages left tells of whom else they were.
    by_name = sorted(days.values(), key=lambda each: known.voice(each.person).name)
    for reading in sorted(by_name, key=lambda each: each.at, reverse=True):
        voice = known.voice(reading.person)
        if voice.role in AT_HOME or not reading.what:
            continue
        yield Statement(
            kind=Kind.ACCESS,
            shows=InfoClass.ACCESS_LOG,
            at=reading.at,
            of=reading.person,
            name=voice.name,
            role=voice.role,
            left=voice.left,
            what=reading.what,
        )


def _together(one: Reading, other: Reading) -> Reading:
    what = tuple(sorted({*one.what, *other.what} - {InfoClass.ACCESS_LOG}))
    return replace(one, at=max(one.at, other.at), what=what)


def words_by(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Give what was written by people who do not lead the case themselves."""
    spoken_kinds = {Kind.RATING, Kind.ANSWER, Kind.OBSTACLE}
    for each in statements:
        if each.kind in spoken_kinds and each.by and each.role not in MANAGING:
            yield each


def _summary(known: Known, viewer: Member, statements: Iterable[Statement]) -> Summary:
    return Summary(
        case=known.case.id,
        code=known.case.code,
        since=known.day(known.since),
        leads=viewer.manages,
        statements=readable(statements, viewer, known.restricted),
    )


def _cut(statement: Statement, quote: int) -> Statement:
    if len(statement.text) <= quote:
        return statement
    return replace(statement, text=statement.text[:quote].rstrip() + " …")


def _rank(statement: Statement) -> tuple[int, float]:
    """Order by what must not be missing: tasks, the frame, then the newest words."""
    if statement.word in _FIRST:
        return -1, 0.0
    group = 1 if statement.kind in _ESSENTIAL else 2
    group = 0 if statement.kind is Kind.TASK else group
    return group, -statement.at.timestamp()
