"""A town whose people are all asked on Monday at eight: for the figures under load."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from bench._town import CASES_OF_ONE, keep_all, member_of
from bot.app import Assistant
from bot.text import Sending
from casework import digests
from casework.cases import Case, Member
from casework.ids import CaseId, PersonId, RhythmId, new_id
from casework.people import Person
from casework.rhythms import Rhythm
from casework.roles import Role
from handlers.incoming import Incoming
from storage.channel_rows import AddressRow
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.table import MONDAY, Table, a_table, at

IN_A_CASE = 7
EIGHT = at("2026-11-30 08:00")
HALF_PAST = at("2026-11-30 08:30")
_CASES_AT_ONCE = 20
_LANGUAGES = ("et", "ru", "en")


@dataclass(slots=True)
class Crowd:
    """Everybody's phones; of each it is remembered only what can be pressed now."""

    shown: int = 0
    tokens: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _keys: Iterator[int] = field(default_factory=count)

    @property
    def name(self) -> str:
        """The network under which people's addresses are stored."""
        return "console"

    @property
    def shows_once(self) -> bool:
        """Whether a message handed over twice is shown once."""
        return True

    async def send(self, sending: Sending) -> str:
        """Count a message, and remember its buttons."""
        self.shown += 1
        if sending.tokens:
            self.tokens[sending.address] = sending.tokens
        return str(sending.id)

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Show nothing: nobody looks."""

    def press(self, address: str) -> Incoming:
        """Return the press of the first button somebody has before them."""
        token = self.tokens.pop(address)[0]
        key = f"{time.perf_counter_ns()}-{next(self._keys)}"
        return Incoming(
            network=self.name, key=key, address=address, language="et", pressed=token
        )


@asynccontextmanager
async def town(
    url: str, folder: Path, cases: int
) -> AsyncIterator[tuple[Table, Assistant, Crowd]]:
    """Lay a town of so many cases; give its program, and the phones of its people."""
    table = await a_table(url, f"sqlite+aiosqlite:///{folder / 'keys.db'}")
    await lay(table, cases)
    crowd = Crowd()
    yield table, Assistant(replace(table.assistant.parts, networks=[crowd])), crowd
    await table.database.close()


async def lay(table: Table, cases: int) -> None:
    """Fill the database: seven people a case, a case manager for every forty."""
    for first in range(0, cases, _CASES_AT_ONCE):
        async with table.database.transaction(table.clock()) as tx:
            await _lay(tx, range(first, min(first + _CASES_AT_ONCE, cases)))


async def _lay(tx: Transaction, numbers: range) -> None:
    things: list[Any] = []
    reached: dict[PersonId, str] = {}
    manager = _person(0, leads=True)
    for number in numbers:
        if number == numbers[0] or not number % CASES_OF_ONE:
            manager = _person(number, leads=True)
            reached[manager.id] = f"m{number}"
            things += [manager, digests.begin(manager.id, HALF_PAST, MONDAY)]
        case = Case(
            id=CaseId(new_id()),
            code=f"{number:06}",
            opened_on=MONDAY.date() - timedelta(weeks=8),
            manager=manager.id,
        )
        things += [case, member_of(case, manager.id, Role.CASE_MANAGER, MONDAY)]
        for seat in range(IN_A_CASE):
            person = _person(number + seat)
            reached[person.id] = f"p{number}-{seat}"
            member = member_of(case, person.id, Role.PARENT, MONDAY)
            things += [person, member, _rhythm(member)]
    seals = await keep_all(tx, things)
    rows = [_address(tx, person, seals[person], at) for person, at in reached.items()]
    await tx._session.change_all(insert(AddressRow), rows)  # noqa: SLF001 - a benchmark may


def _person(number: int, *, leads: bool = False) -> Person:
    return Person(
        id=PersonId(new_id()),
        name="Mari Maasikas" if leads else "Kati Kask",
        language=_LANGUAGES[number % 3],
        official=leads,
        case_manager=leads,
    )


def _rhythm(member: Member) -> Rhythm:
    return Rhythm(
        id=RhythmId(new_id()),
        case=member.case,
        member=member.id,
        person=member.person,
        question_set="parent_weekly",
        weekday=0,
        at=time_of_day(8),
        since=MONDAY.date(),
        next_at=EIGHT,
        wake_at=EIGHT,
    )


def _address(
    tx: Transaction, person: PersonId, seal: Seal, address: str
) -> dict[str, Any]:
    address_id = uuid4()
    return {
        "id": address_id,
        "blind": tx.keys.blind(f"console:{address}"),
        "network": "console",
        "person_id": person,
        "sealed": seal.close(address.encode(), f"addresses:{address_id}"),
        "linked_at": MONDAY,
        "preferred": True,
        "heard_at": MONDAY,
        "chosen": False,
        "page": False,
    }


async def all_answer(assistant: Assistant, crowd: Crowd, at_once: int = 25) -> int:
    """Let everybody press who has something to press; return how many did."""
    people = [address for address in crowd.tokens if address.startswith("p")]
    for first in range(0, len(people), at_once):
        for address in people[first : first + at_once]:
            await assistant.receive(crowd.press(address))
        await assistant.settle()
    return len(people)


def processor_of(began: float) -> float:
    """Return the seconds of processor this process has used since a moment."""
    return time.process_time() - began


async def until(assistant: Assistant, moment: datetime, table: Table) -> None:
    """Let time pass until a moment, everything that is due being done."""
    await assistant.live_until(moment, table.clock)
