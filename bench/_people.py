"""Very many people with a prompt each, put straight into the database, really sealed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from bench._town import keep_all, member_of
from bot.questions import sets
from casework import opening
from casework.cases import Case, Member
from casework.check_ins import CheckIn
from casework.ids import CaseId, CheckInId, PersonId, new_id
from casework.outcome import Message, Outcome
from casework.people import Person
from casework.roles import Role
from storage.channel_rows import AddressRow
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.table import Table

FIRST_CHAT = 1_000_000
IN_A_CASE = 7
_CASES_AT_ONCE = 20
_LANGUAGES = ("et", "ru", "en")


async def with_prompts(table: Table, people: int, due_at: datetime) -> None:
    """Fill the database with people, each of whom has a prompt due at this moment."""
    manager = await table.manager("mari", "Mari Maasikas")
    at_once = _CASES_AT_ONCE * IN_A_CASE
    for first in range(0, people, at_once):
        numbers = range(first, min(first + at_once, people))
        async with table.database.transaction(table.clock()) as tx:
            await _lay(tx, numbers, manager, due_at)


async def _lay(
    tx: Transaction, numbers: range, manager: Person, due_at: datetime
) -> None:
    things: list[Any] = []
    messages: list[Message] = []
    chats: dict[PersonId, int] = {}
    for number in numbers:
        if not number % IN_A_CASE:
            case = _case(number // IN_A_CASE, manager, due_at)
            things.append(case)
        person = _person(number)
        chats[person.id] = FIRST_CHAT + number
        member = member_of(case, person.id, Role.PARENT, due_at)
        asked = _asked(case, member, due_at)
        things += [person, member]
        things += asked.things
        messages += asked.messages  # type: ignore[arg-type]  # each has a reader
    seals = await keep_all(tx, things)
    rows = [
        _address(tx, person, chat, seals[person], due_at)
        for person, chat in chats.items()
    ]
    await tx._session.change_all(insert(AddressRow), rows)  # noqa: SLF001 - a benchmark may
    for message in messages:
        await tx.outbox.add(message, due_at)


def _case(number: int, manager: Person, now: datetime) -> Case:
    return Case(
        id=CaseId(new_id()),
        code=f"{number:06}",
        opened_on=(now - timedelta(weeks=8)).date(),
        manager=manager.id,
    )


def _person(number: int) -> Person:
    return Person(
        id=PersonId(new_id()),
        name="Kati Kask",
        language=_LANGUAGES[number % 3],
        official=False,
    )


def _asked(case: Case, member: Member, due_at: datetime) -> Outcome:
    """Return a check-in as its rhythm would begin it, with its first question."""
    asked = sets()["parent_weekly"]
    check_in = CheckIn(
        id=CheckInId(new_id()),
        case=case.id,
        member=member.id,
        person=member.person,
        question_set=asked.key,
        items=opening.items(asked, opening.Occasion()),
        due_at=due_at,
        code=case.code,
        closes_at=due_at + timedelta(days=6),
    )
    return opening.open_now(check_in, due_at, here=False)


def _address(
    tx: Transaction, person: PersonId, chat: int, seal: Seal, now: datetime
) -> dict[str, Any]:
    address_id = uuid4()
    return {
        "id": address_id,
        "blind": tx.keys.blind(f"telegram:{chat}"),
        "network": "telegram",
        "person_id": person,
        "sealed": seal.close(str(chat).encode(), f"addresses:{address_id}"),
        "linked_at": now,
        "preferred": True,
        "heard_at": now,
        "chosen": False,
        "page": False,
    }
