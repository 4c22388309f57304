"""The table of the tests: the whole program in one process, and people around it.

Everything is real but the screens: handlers, rules, storage, delivery. Time
stands still until a test lets it pass.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import inspect

from bot.app import Assistant, Parts
from bot.networks.console import Bubble
from bot.ports import ChatNetwork
from bot.wording.places import Places
from casework.cases import CONFIDENTIALITY_VERSION, Case, Member, MemberState
from casework.ids import CaseId, MemberId, PersonId, new_id
from casework.people import Person
from casework.privacy import Privacy
from casework.roles import Role, is_official, usual_sector
from handlers.incoming import Incoming
from handlers.turn import Office
from scheduling.clock import SettableClock
from scheduling.holidays import closed_days
from storage.database import Database
from storage.keys import MasterKeys
from tests.phones import Phones
from tests.phones.console import ConsolePhones

TALLINN = ZoneInfo("Europe/Tallinn")
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""Monday 23 November 2026, 09:00 in Tallinn: no holiday near."""
CODE = "K7-4F2Q"
PLACES = Places("https://laud.example")


def at(text: str) -> datetime:
    """Return the moment at which Tallinn's clocks show "2026-11-23 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=TALLINN).astimezone(UTC)


def an_office(groups_on: str = "") -> Office:
    numbers = count(1)
    return Office(
        municipality="Põhjala vald",
        zone=TALLINN,
        groups_on=groups_on,
        closed_days=lambda year: closed_days(date(year, 1, 1), date(year, 12, 31)),
        secrets=lambda: f"token-{next(numbers)}",
        case_code=lambda: CODE,
    )


@dataclass(slots=True)
class Table:
    """The program, its clock, and the screens of everyone."""

    assistant: Assistant
    clock: SettableClock
    phones: Phones
    people: dict[str, Person] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.assistant.parts.database

    async def manager(self, address: str, name: str, language: str = "en") -> Person:
        """Seat a case manager who has no case yet."""
        person = Person(
            id=PersonId(new_id()),
            name=name,
            language=language,
            official=True,
            case_manager=True,
            phone="5550 0000",
        )
        await self._sit(address, person)
        return person

    async def case(self, manager: str, code: str = CODE) -> Case:
        """Open a case led by somebody at the table."""
        person = self.people[manager]
        case = Case(
            id=CaseId(new_id()),
            code=code,
            opened_on=self.clock().date(),
            manager=person.id,
        )
        async with self.database.transaction(self.clock()) as tx:
            await tx.cases.keep(case)
        await self._join(manager, case, person, Role.CASE_MANAGER)
        return case

    async def seat(
        self, address: str, name: str, case: Case, role: Role, language: str = "en"
    ) -> Person:
        """Seat somebody who has already joined the network of a case."""
        person = self.people.get(address)
        if person is None:
            official = is_official(usual_sector(role))
            person = Person(
                id=PersonId(new_id()), name=name, language=language, official=official
            )
            await self._sit(address, person)
        await self._join(address, case, person, role)
        return person

    async def say(self, address: str, text: str = "", **more: str) -> None:
        """Send a message from an address, and let everything come of it."""
        await self.phones.say(self, address, text, **more)

    async def press(self, address: str, label: str) -> None:
        """Press the newest button of this label on somebody's screen."""
        await self.phones.press(self, address, label)

    async def receive(self, incoming: Incoming) -> None:
        """Take something in, and let everything come of it."""
        await self.assistant.receive(incoming)
        await self.assistant.settle()
        await self.phones.look(self)

    async def settle(self) -> None:
        """Let everything be done that can be done now."""
        await self.assistant.settle()
        await self.phones.look(self)

    async def wait(self, **length: float) -> None:
        """Let time pass."""
        await self.until(self.clock() + timedelta(**length))

    async def until(self, moment: datetime) -> None:
        """Let time pass until a moment, stopping wherever something is due."""
        await self.assistant.live_until(moment, self.clock)
        await self.phones.look(self)

    def screen(self, address: str) -> list[Bubble]:
        """Return everything somebody sees in their chat, oldest first."""
        return self.phones.screen(address)

    def texts(self, address: str) -> list[str]:
        """Return the words on somebody's screen."""
        return [bubble.text.body for bubble in self.screen(address)]

    def last(self, address: str) -> str:
        """Return the newest words on somebody's screen, or nothing."""
        return self.texts(address)[-1] if self.screen(address) else ""

    def labels(self, address: str) -> list[str]:
        """Return the buttons of the newest message on somebody's screen."""
        return [button.label for button in self.screen(address)[-1].text.buttons]

    def clear(self) -> None:
        """Wipe every screen, so that what comes next stands alone."""
        self.phones.clear()

    async def _sit(self, address: str, person: Person) -> None:
        async with self.database.transaction(self.clock()) as tx:
            await tx.people.keep(person)
        await self.phones.sit(self, address, person)
        self.people[address] = person

    async def _join(self, address: str, case: Case, person: Person, role: Role) -> None:
        member = Member(
            id=MemberId(new_id()),
            case=case.id,
            person=person.id,
            role=role,
            sector=usual_sector(role),
            purpose="knows the child",
            state=MemberState.ACTIVE,
            accepted_version=CONFIDENTIALITY_VERSION,
            accepted_at=self.clock(),
            joined_at=self.clock(),
        )
        async with self.database.transaction(self.clock()) as tx:
            await tx.members.keep(member)
        self.members[address] = member


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How a table is laid, besides the usual."""

    places: Places = PLACES
    privacy: Mapping[str, Privacy] = field(default_factory=dict)
    beside: Callable[[Database, SettableClock], Sequence[ChatNetwork]] = lambda *_: ()
    """The networks that people use besides their phones."""


async def a_table(
    url: str,
    keys_url: str,
    now: datetime = MONDAY,
    phones: Callable[[Database, SettableClock], Phones] = lambda *_: ConsolePhones(),
    setup: Setup = Setup(),
) -> Table:
    database = Database.at(url, keys_url, MasterKeys({1: b"k" * 32}))
    await database.prepare()
    if not await _is_laid(database):
        await database.create_tables()
    clock = SettableClock(now)
    theirs = phones(database, clock)
    office = replace(
        an_office("telegram" if setup.places.telegram else ""),
        privacy=setup.privacy,
        page_opens_itself=setup.places.web.startswith("https://"),
    )
    parts = Parts(
        database=database,
        office=office,
        places=setup.places,
        networks=[theirs.network, *setup.beside(database, clock)],
        clock=clock,
    )
    return Table(Assistant(parts), clock, theirs)


async def _is_laid(database: Database) -> bool:
    """Say whether the tables are there already: looking at each takes longer."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(lambda c: inspect(c).has_table("people"))
