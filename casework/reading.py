"""Reading: who was shown what of a case, and what becomes of the words read.

Whoever is shown something of a family is remembered (R38), and whoever wrote
learns that their words were read: participation falls where nobody reads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.cases import Member
from casework.disclosure import (
    Audience,
    Basis,
    InfoClass,
    audience_includes,
    basis_of,
    shown_to,
)
from casework.ids import PersonId
from casework.outcome import Fact, Lane, Message, Outcome, Relayed
from casework.roles import AT_HOME, Role
from casework.statements import Statement, Summary
from casework.summaries import words_by

NOT_REMEMBERED = frozenset(
    {
        InfoClass.SCHEDULE,
        InfoClass.TASKS_OWN,
        InfoClass.SILENCE,
        InfoClass.ACCESS_LOG,
        InfoClass.NOTES,
    }
)
"""What says nothing of the family: dates, one's own tasks, how the network works."""

_HOW_IT_WORKS = frozenset({InfoClass.SILENCE, InfoClass.ACCESS_LOG})
"""What is no reading about the family, though it stands in a view of the case."""

TOLD_AGAIN_AFTER = timedelta(days=6)
"""How often at most a writer is told that their words were read: with each weekly digest.

A day less than a week, for the next one may come a little sooner after the last: when the
last was late, and in the week that is an hour short.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsShown(Fact):
    """Somebody was shown these kinds of information about a case."""

    what: tuple[InfoClass, ...]
    to: PersonId
    basis: Basis = Basis.PUBLIC_TASK
    words_of: PersonId | None = None
    """Whose words they were, if of the family only who wrote them may know of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShown(Fact):
    """Somebody was shown a message that told this kind of information about a case."""

    what: tuple[InfoClass, ...]
    to: PersonId
    message: str
    basis: Basis = Basis.PUBLIC_TASK
    words_of: PersonId | None = None


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
    """Their name; empty for a writer who may not see who is in the network."""
    reader_role: Role
    written_at: datetime
    opened: bool
    """The reader opened them; else they only lie in the reader's digest."""


def shown(
    summary: Summary, to: PersonId, now: datetime, role: Role | None = None
) -> Outcome:
    """Remember what somebody was shown of a case; one's own words do not count."""
    kinds: dict[tuple[Basis, PersonId | None], set[InfoClass]] = {}
    for each in (*summary.statements, *summary.marks):
        if to not in {each.by, each.of} and each.shows not in _HOW_IT_WORKS:
            key = (basis_of(each.shows, role), _of_one_at_home(each))
            kinds.setdefault(key, set()).add(each.shows)
    facts = tuple(
        WordsShown(
            at=now,
            by=to,
            case=summary.case,
            what=tuple(sorted(what)),
            to=to,
            basis=basis,
            words_of=words_of,
        )
        for (basis, words_of), what in sorted(kinds.items(), key=str)
    )
    return Outcome(facts=facts)


def tells_of_the_family(message: Message) -> bool:
    """Say whether it is remembered whom a message reached."""
    shows = message.shows
    return message.case is not None and not (shows is None or shows in NOT_REMEMBERED)


def told(message: Message, now: datetime, role: Role | None = None) -> Outcome:
    """Remember that a message reached somebody, if it told something of the family."""
    shows = message.shows
    if message.case is None or shows is None or not tells_of_the_family(message):
        return Outcome()
    fact = MessageShown(
        at=now,
        by=message.to,
        case=message.case,
        what=(shows,),
        to=message.to,
        message=type(message).__name__,
        basis=basis_of(shows, role),
        words_of=_relayed_from(message),
    )
    return Outcome(facts=(fact,))


def _relayed_from(message: Message) -> PersonId | None:
    if isinstance(message, Relayed) and message.role in AT_HOME:
        return message.writer
    return None


def _of_one_at_home(statement: Statement) -> PersonId | None:
    """Return who alone of the family may know that this was there to be read.

    What one parent tells the case manager alone would else show in the other's
    log, as a kind of information that was read on a certain day.
    """
    if statement.role not in AT_HOME:
        return None
    everyones = audience_includes(statement.audience or Audience.FAMILY, Role.PARENT)
    if everyones and statement.shows in shown_to(Role.PARENT):
        return None
    return statement.by or statement.of


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
    here = {member.person: member for member in members if member.reads}
    for writer, newest in _newest_words(summary.statements).items():
        news = _is_news(told.get(writer), newest.at, now)
        if news and writer in here and writer != reader.person:
            named = _as_known(reader, here[writer])
            outcome += _tell(summary, named, newest, now)
    return outcome


def _as_known(reader: SeenBy, writer: Member) -> SeenBy:
    """Return who read without the name, where the writer may not see the network.

    Who leads the case is known to everybody who was invited, by name.
    """
    known = InfoClass.NETWORK in writer.reads or reader.role is Role.CASE_MANAGER
    return reader if known else replace(reader, name="")


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
