"""What has happened at a table, kept directly, for what reads it."""

from datetime import date, datetime, timedelta
from typing import Any

from casework.cases import Case, Member
from casework.check_ins import Answer, CheckIn, CheckInState, Item
from casework.disclosure import Audience
from casework.ids import (
    ActivityId,
    CheckInId,
    GoalId,
    ObstacleId,
    RoundtableId,
    TaskId,
    UpdateId,
    new_id,
)
from casework.obstacles import Obstacle
from casework.plans import Activity, ActivityState, Goal
from casework.roundtables import Purpose, Roundtable, RoundtableState
from casework.tasks import Task, TaskKind
from casework.updates import Direction, ProgressUpdate
from tests.table import Table


async def keep(table: Table, *things: Any) -> None:
    """Keep things as they are, as if rules had made them."""
    async with table.database.transaction(table.clock()) as tx:
        for thing in things:
            await tx._shelves[type(thing)].keep(thing)


async def case_of(table: Table, manager: str) -> Case:
    async with table.database.reading(table.clock()) as tx:
        return (await tx.cases.led_by(table.people[manager].id))[0]


def a_goal(member: Member, text: str, at: datetime) -> Goal:
    return Goal(
        id=GoalId(new_id()),
        case=member.case,
        text=text,
        set_by=member.person,
        set_at=at,
    )


def an_activity(member: Member, goal: Goal, title: str, due_on: date) -> Activity:
    return Activity(
        id=ActivityId(new_id()),
        case=member.case,
        goal=goal.id,
        title=title,
        responsible=member.id,
        person=member.person,
        due_on=due_on,
        state=ActivityState.ACCEPTED,
    )


def an_update(
    member: Member, goal: Goal, at: datetime, note: str, **more: Any
) -> ProgressUpdate:
    fields: dict[str, Any] = {"direction": Direction.BETTER, **more}
    return ProgressUpdate(
        id=UpdateId(new_id()),
        case=member.case,
        member=member.id,
        person=member.person,
        goal=goal.id,
        check_in=CheckInId(new_id()),
        note=note,
        at=at,
        **fields,
    )


def an_answer(
    member: Member, at: datetime, words: str, audience: Audience, **more: Any
) -> CheckIn:
    return CheckIn(
        id=CheckInId(new_id()),
        case=member.case,
        member=member.id,
        person=member.person,
        question_set="family",
        items=(Item(key="words", audience=audience),),
        due_at=more.pop("due_at", at - timedelta(hours=1)),
        state=CheckInState.ANSWERED,
        answers=(Answer(item=0, at=at, words=words, audience=audience, **more),),
    )


def a_silence(member: Member, due_at: datetime) -> CheckIn:
    return CheckIn(
        id=CheckInId(new_id()),
        case=member.case,
        member=member.id,
        person=member.person,
        question_set="family",
        items=(Item(key="words"),),
        due_at=due_at,
        state=CheckInState.EXPIRED,
    )


def an_obstacle(member: Member, at: datetime, text: str, **more: Any) -> Obstacle:
    return Obstacle(
        id=ObstacleId(new_id()),
        case=member.case,
        person=member.person,
        member=member.id,
        text=text,
        opened_at=at,
        **more,
    )


def a_task(manager: Member, about: Member, at: datetime, words: str) -> Task:
    return Task(
        id=TaskId(new_id()),
        case=manager.case,
        person=manager.person,
        kind=TaskKind.WORD,
        opened_at=at,
        about=about.person,
        words=words,
    )


def a_roundtable(manager: Member, at: datetime, **more: Any) -> Roundtable:
    fields: dict[str, Any] = {"state": RoundtableState.CONVENED, **more}
    return Roundtable(
        id=RoundtableId(new_id()),
        case=manager.case,
        purpose=Purpose.REVIEW_EFFECT,
        minutes_long=60,
        proposals=(),
        seats=(),
        opened_at=at,
        starts_at=at,
        **fields,
    )
