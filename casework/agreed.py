"""What was agreed, as statements: goals, activities, dates, decisions, the network."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from casework import rhythm
from casework.cases import Member, MemberState
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.known import Known
from casework.plans import Activity, ActivityState
from casework.roundtables import TOOK_PLACE, Roundtable, RoundtableState
from casework.statements import Kind, Statement
from casework.tasks import URGENT

_DECIDED = {RoundtableState.MINUTES_DRAFT, RoundtableState.MINUTES_CONFIRMED}


def goals(known: Known) -> Iterator[Statement]:
    """Give the goals the network works on."""
    for goal in known.goals:
        yield _about(
            Statement(
                kind=Kind.GOAL,
                shows=InfoClass.GOALS,
                at=goal.set_at,
                by=goal.set_by,
                text=goal.text,
                goal=goal.id,
                about=goal.id,
            ),
            goal.set_by,
            known,
        )


def activities(known: Known) -> Iterator[Statement]:
    """Give the running activities, each with the one who is responsible."""
    for activity in known.activities:
        if activity.runs:
            yield _activity(activity, known)


def since_last(known: Known, every: Iterable[Activity]) -> Iterator[Statement]:
    """Give what became of what was agreed before, once there was a roundtable.

    That is what the last one has decided, however it ended, then what still runs.
    """
    held = [table for table in known.roundtables if table.state in TOOK_PLACE]
    last = max(held, key=_met_at, default=None)
    if last is None:
        return
    decided = {each.activity: place for place, each in enumerate(last.decisions)}
    for activity in sorted(every, key=lambda a: decided.get(a.id, len(decided))):
        called_off = activity.state is ActivityState.CANCELLED
        if activity.runs or (activity.id in decided and not called_off):
            yield _activity(activity, known)


def dates(known: Known) -> Iterator[Statement]:
    """Give the next roundtable and the next review."""
    meeting, review = rhythm.next_meeting(known), known.case.next_review_on
    polled = not any(table.starts_at for table in known.roundtables)
    convened = [at for at in _convened(known) if known.day(at) == meeting]
    if convened:
        timed = _date("roundtable_at", known.day(min(convened)), known)
        yield replace(timed, at=min(convened))
    elif meeting:
        word = (
            "roundtable_polled" if polled and meeting == known.today else "roundtable"
        )
        yield _date(word, meeting, known)
    if review and review >= known.today:
        yield _date("review", review, known)


def decisions(known: Known) -> Iterator[Statement]:
    """Give what the last roundtable with minutes has decided."""
    held = [table for table in known.roundtables if table.state in _DECIDED]
    last = max(held, key=_met_at, default=None)
    if last is None:
        return
    responsible = {member.id: member.person for member in known.members}
    for decision in last.decisions:
        person = responsible.get(decision.responsible)
        statement = Statement(
            kind=Kind.DECISION,
            shows=InfoClass.MINUTES,
            at=_met_at(last),
            of=person,
            text=decision.text,
            on=decision.due_on,
            about=last.id,
        )
        yield _about(statement, person, known)


def network(known: Known) -> Iterator[Statement]:
    """Give who is in the network now, and since when somebody's data is not used."""
    for member in known.active:
        statement = Statement(
            kind=Kind.MEMBER,
            shows=InfoClass.NETWORK,
            at=member.joined_at or known.now,
            of=member.person,
            word=member.organisation,
            about=member.id,
            on=known.day(member.restriction.since) if member.restriction else None,
        )
        yield _about(statement, member.person, known)


def lacking(known: Known) -> Iterator[Statement]:
    """Give what the case lacks, for who leads it."""
    for lack in rhythm.lacks(known):
        yield Statement(
            kind=Kind.LACK,
            shows=InfoClass.SILENCE,
            at=known.now,
            word=f"lack.{lack.kind}",
            on=lack.since,
            count=lack.count,
        )


def silent(known: Known) -> Iterator[Statement]:
    """Give from whom no word comes and why, for who leads the case."""
    for quiet in rhythm.silent(known):
        yield _silence(quiet.member, quiet.why, quiet.until, known)


def tasks(known: Known) -> Iterator[Statement]:
    """Give what only the case manager can do."""
    for task in sorted(known.tasks, key=lambda task: task.kind not in URGENT):
        statement = Statement(
            kind=Kind.TASK,
            shows=InfoClass.UPDATES_FULL,
            at=task.opened_at,
            of=task.about,
            text=task.words,
            word=f"task.{task.kind}",
            about=task.id,
            count=(known.today - known.day(task.opened_at)).days,
        )
        yield _about(statement, task.about, known)


def _activity(activity: Activity, known: Known) -> Statement:
    present = {member.id for member in known.active}
    owned = activity.responsible in present or not activity.runs
    statement = Statement(
        kind=Kind.ACTIVITY,
        shows=InfoClass.TASKS_ALL,
        at=known.now,
        of=activity.person,
        text=activity.title,
        word=f"activity.{activity.state}" if owned else "activity.unowned",
        goal=activity.goal,
        about=activity.id,
        on=activity.due_on or activity.review_on,
        late=activity.runs and bool(activity.due_on and activity.due_on < known.today),
    )
    return _about(statement, activity.person, known)


def _silence(
    member: Member, why: rhythm.Silence, until: date | None, known: Known
) -> Statement:
    joined = member.state is MemberState.ACTIVE
    heard = rhythm.last_word_on(member, known) if joined else None
    statement = Statement(
        kind=Kind.SILENT,
        shows=InfoClass.SILENCE,
        at=known.now,
        of=member.person,
        word=f"silence.{why}",
        on=until or heard,
        heard=heard,
        about=member.id,
    )
    return _about(statement, member.person, known)


def _date(word: str, day: date, known: Known) -> Statement:
    return Statement(
        kind=Kind.DATE,
        shows=InfoClass.SCHEDULE,
        at=known.now,
        word=f"date.{word}",
        on=day,
    )


def _convened(known: Known) -> list[datetime]:
    """Return when the roundtables begin to which people have been invited."""
    return [
        table.starts_at
        for table in known.roundtables
        if table.state is RoundtableState.CONVENED and table.starts_at
    ]


def _met_at(table: Roundtable) -> datetime:
    return table.held_at or table.starts_at or table.opened_at


def _about(statement: Statement, person: PersonId | None, known: Known) -> Statement:
    if person is None:
        return statement
    voice = known.voice(person)
    return replace(statement, name=voice.name, role=voice.role, left=voice.left)
