"""A town of many cases with a year of weekly answers, made fast, really sealed."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from casework.cases import CONFIDENTIALITY_VERSION, Case, Member, MemberState
from casework.check_ins import Answer, CheckIn, CheckInState, Item
from casework.ids import CaseId, CheckInId, MemberId, PersonId, new_id
from casework.people import Person
from casework.roles import Role, usual_sector
from storage.keys import KeyRow
from storage.rows import ThingRow
from storage.sealing import KEY_BYTES, Seal
from storage.transaction import Transaction
from tests.table import Table

WEEKS = 52
CASES_OF_ONE = 40
_CHUNK = 50
_CHOICES = ("good", "so_so", "hard")
_ITEMS = (
    *(Item(key=key, choices=_CHOICES) for key in ("week", "coping", "plan")),
    Item(key="word", open=True),
)


async def build(table: Table, cases: int, weeks: int = WEEKS) -> Person:
    """Fill the database; return the case manager who leads the first cases."""
    manager = await table.manager("mari", "Mari Maasikas")
    others = Person(
        id=PersonId(new_id()), name="Piret Pihlak", language="et", official=False
    )
    async with table.database.transaction(table.clock()) as tx:
        await tx.people.keep(others)
    for first in range(0, cases, _CHUNK):
        async with table.database.transaction(table.clock()) as tx:
            things = [
                thing
                for number in range(first, min(first + _CHUNK, cases))
                for thing in _case(
                    number,
                    manager if number < CASES_OF_ONE else others,
                    table.clock(),
                    weeks,
                )
            ]
            await keep_all(tx, things)
    return manager


def _case(number: int, manager: Person, now: datetime, weeks: int) -> Iterator[Any]:
    case = Case(
        id=CaseId(new_id()),
        code=f"{number:06}",
        opened_on=(now - timedelta(weeks=weeks)).date(),
        manager=manager.id,
    )
    yield case
    yield member_of(case, manager.id, Role.CASE_MANAGER, now)
    for role in (Role.PARENT, Role.CLASS_TEACHER):
        person = Person(
            id=PersonId(new_id()), name="Kati Kask", language="et", official=False
        )
        yield person
        member = member_of(case, person.id, role, now)
        yield member
        for week in range(weeks if role is Role.PARENT else weeks // 4):
            yield _check_in(member, now - timedelta(weeks=week, hours=12), number)


def member_of(case: Case, person: PersonId, role: Role, now: datetime) -> Member:
    return Member(
        id=MemberId(new_id()),
        case=case.id,
        person=person,
        role=role,
        sector=usual_sector(role),
        purpose="knows the child",
        state=MemberState.ACTIVE,
        accepted_version=CONFIDENTIALITY_VERSION,
        accepted_at=now,
        joined_at=now,
    )


def _check_in(member: Member, at: datetime, number: int) -> CheckIn:
    answers = tuple(
        Answer(item=item, at=at, choice=_CHOICES[(number + item) % 3])
        for item in range(3)
    )
    words = Answer(item=3, at=at, words="He sleeps better since Tuesday")
    return CheckIn(
        id=CheckInId(new_id()),
        case=member.case,
        member=member.id,
        person=member.person,
        question_set="parent",
        items=_ITEMS,
        due_at=at,
        state=CheckInState.ANSWERED,
        answers=(*answers, words),
    )


async def keep_all(tx: Transaction, things: list[Any]) -> dict[UUID, Seal]:
    """Keep many new things at once; what `Shelf.keep` does, without its reading.

    Returns the seals of their owners, made now.
    """
    seals: dict[UUID, Seal] = {}
    keys: list[dict[str, Any]] = []
    rows: dict[type[ThingRow], list[dict[str, Any]]] = {}
    for thing in things:
        shelf = tx._shelves[type(thing)]  # noqa: SLF001 - a benchmark may look inside
        case_id = getattr(thing, "case", None)
        person_id = getattr(thing, "person", None)
        owner = case_id or person_id or thing.id
        if owner not in seals:
            key = os.urandom(KEY_BYTES)
            seals[owner] = Seal(owner, key)
            version, wrapped = tx.keys._masters.wrap(owner, key)  # noqa: SLF001
            keys.append(
                {
                    "owner_id": owner,
                    "master_version": version,
                    "wrapped": wrapped,
                }
            )
        place = f"{shelf.row.__tablename__}:{thing.id}:1"
        sealed = seals[owner].close(shelf._adapter.dump_json(thing), place)  # noqa: SLF001
        rows.setdefault(shelf.row, []).append(
            {
                "id": thing.id,
                "owner_id": owner,
                "case_id": case_id,
                "person_id": person_id,
                **shelf.columns(thing),
                "created_at": shelf._now,  # noqa: SLF001
                "wake_at": getattr(thing, "wake_at", None),
                "version": 1,
                "sealed": sealed,
            }
        )
    async with tx.keys.engine.begin() as connection:
        await connection.execute(insert(KeyRow), keys)
    for row_kind, values_of_all in rows.items():
        await tx._session.change_all(insert(row_kind), values_of_all)  # noqa: SLF001
    return seals
