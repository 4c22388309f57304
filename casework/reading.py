"""Reading: who was shown what of a case, and what becomes of the words read.

Whoever is shown something of a family is remembered (R38), and whoever wrote
learns that their words were read: participation falls where nobody reads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.cases import Member
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.roles import Role
from casework.statements import Statement, Summary
from casework.summaries import words_by

TOLD_AGAIN_AFTER = timedelta(days=7)
"""How often at most a writer is told that their words were read."""
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
class SeenBy:
    """Who was shown words, and whether they had asked for them."""

    person: PersonId
    name: str
    role: Role
    opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellWordsRead(Message):
    """Tell somebody who has read their words."""

    lane = Lane.PROMPT
    shows = InfoClass.SCHEDULE

    code: str
    reader: str
    reader_role: Role
    written_at: datetime
    opened: bool
    """The reader opened them; else they only lie in the reader's digest."""


def shown(summary: Summary, to: PersonId, now: datetime) -> Outcome:
    """Remember what somebody was shown of a case; one's own words do not count."""
    seen = (*summary.statements, *summary.marks)
    what = {each.shows for each in seen if to not in {each.by, each.of}}
    what -= {InfoClass.ACCESS_LOG}
    if not what:
        return Outcome()
    fact = WordsShown(at=now, by=to, case=summary.case, what=tuple(sorted(what)), to=to)
    return Outcome(facts=(fact,))


def tell_writers(
    summary: Summary,
    reader: SeenBy,
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
        news = _is_news(told.get(writer), newest.at, now)
        if news and writer in here and writer != reader.person:
            outcome += _tell(summary, reader, newest, now)
    return outcome


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
    summary: Summary, reader: SeenBy, newest: Statement, now: datetime
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
                written_at=newest.at,
                opened=reader.opened,
            ),
        ),
    )


Messages = TellWordsRead
