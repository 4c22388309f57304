"""Worlds for the disclosure proof: the real program, generated people, open ears.

Every message that leaves is judged at the moment at which it leaves: the console
and the mail tray hand it to the judge before they show it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import literal, select, union_all

from bot.app import Assistant
from bot.health import Watchman, counting
from bot.logs import Lines
from bot.networks.console import Console
from bot.networks.mail.letters import mail_of
from bot.settings import read as read_settings
from bot.text import Sending
from casework.cases import Case, Member
from casework.ids import ActivityId, GoalId, PersonId, new_id
from casework.plans import Activity, ActivityState, Goal
from casework.roles import Role
from scheduling.calendar import Mailbox
from storage.shelf import Shelf
from storage.transaction import Transaction
from tests.asked import begin_rhythm
from tests.phones.console import ConsolePhones
from tests.proofs import canaries
from tests.proofs.canaries import Canaries
from tests.proofs.oracle import Guard, State, guards_of
from tests.provision import databases
from tests.table import Table, a_table

MAILBOX = "laud@vald.example"
GUESTS = (
    ("kati", "Kati", Role.PARENT),
    ("jaan", "Jaan", Role.CLASS_TEACHER),
    ("liis", "Liis", Role.SPEECH_THERAPIST),
    ("peeter", "Peeter", Role.PARENT),
    ("tiit", "Tiit", Role.PROBATION_OFFICER),
    ("ott", "Ott", Role.CLUB_LEADER),
    ("olev", "Olev", Role.OBSERVER),
    ("mihkel", "Mihkel", Role.CHILD),
    ("anna", "Anna", Role.RELATIVE),
    ("dora", "Dora", Role.DEPUTY),
    ("heli", "Heli", Role.FAMILY_DOCTOR),
    ("kai", "Kai", Role.CHILD_PROTECTION_WORKER),
)
ALWAYS = 3
"""The mother, the teacher and the therapist sit in every network."""


@dataclass(slots=True)
class Looked:
    """What newly reached one reader."""

    reader: str
    seen: set[str]
    leaked: set[str] = field(default_factory=set)
    by: Counter[str] = field(default_factory=Counter)
    where: str = ""


@dataclass(slots=True)
class Ears:
    """Everything that left since the last look, judged as it left."""

    world: "World"
    looks: list[Looked] = field(default_factory=list)

    async def hear(
        self, reader: PersonId | None, name: str, seen: set[str], where: str
    ) -> None:
        """Judge what reaches somebody at this moment."""
        look = Looked(name, seen, where=where)
        if seen:
            state = await self.world.state()
            for canary in seen:
                writer = self.world.canaries.planted.get(canary)
                guard = state.permits(canary, reader, writer)
                if guard is None:
                    look.leaked.add(canary)
                else:
                    look.by[str(guard.shows)] += 1
        self.looks.append(look)


class HeardConsole(Console):
    """The console, with ears: what it shows is judged first."""

    ears: Ears

    async def send(self, sending: Sending) -> str:
        """Show a message, once it is known who reads it and what stands in it."""
        reader = await self.ears.world.person_at(sending.address)
        seen = canaries.in_text(sending.text)
        await self.ears.hear(reader, sending.address, seen, sending.text.body)
        return await Console.send(self, sending)


@dataclass(slots=True)
class MailTray:
    """A mail network that keeps nothing: the whole letter is made, and judged."""

    ears: Ears
    name: str = "mail"
    shows_once: bool = False

    async def send(self, sending: Sending) -> str:
        """Judge a letter as it would go over the wire."""
        made_at = sending.made_at or self.ears.world.table.clock()
        content = mail_of(sending, Mailbox(MAILBOX, "Ümarlaud"), made_at).as_bytes()
        reader = self.ears.world.owner_of_mail(sending.address)
        seen = canaries.in_mail(content)
        await self.ears.hear(reader, f"mail:{sending.address}", seen, sending.text.body)
        return str(sending.id)

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Change nothing."""


class LogEars(logging.Handler):
    """Takes in every line that the log would write."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Lines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line as it would be written."""
        self.lines.append(self.format(record))


@dataclass(frozen=True, slots=True)
class Known:
    """One stored thing as it was read last, and where in it canaries stand."""

    version: int
    thing: Any
    stands: tuple[tuple[str, Guard], ...]


async def _nothing() -> None:
    """Look at nobody."""


@dataclass(slots=True)
class World:
    """One municipality with two cases, and what everyone has been shown."""

    rng: Random
    table: Table
    canaries: Canaries = field(default_factory=Canaries)
    ears: Ears = field(init=False)
    log: LogEars = field(default_factory=LogEars)
    cases: list[Case] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    """What happened, in a few words each."""
    doings: list[str] = field(default_factory=list)
    """Everything that came in, and every stretch of time."""
    after: Callable[[], Awaitable[None]] = _nothing
    """What looks at everyone after each doing."""
    mails: dict[str, PersonId] = field(default_factory=dict)
    watchman: Watchman = field(init=False)
    _known: dict[tuple[str, Any], Known] = field(default_factory=dict)
    _last: State | None = None
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def addresses(self) -> list[str]:
        """Everybody who may write: those in a case, and those in none."""
        return [*self.table.people, "stranger"]

    async def person_at(self, address: str) -> PersonId | None:
        """Return whose chat this is; None: nobody's, or everybody's."""
        async with self.table.database.reading(self.table.clock()) as tx:
            return await tx.addresses.person_at("console", address)

    def name_of(self, canary: str) -> str:
        """Return who wrote a canary, by their chat."""
        writer = self.canaries.planted.get(canary)
        found = [a for a, p in self.table.people.items() if p.id == writer]
        return found[0] if found else "nobody here"

    def owner_of_mail(self, address: str) -> PersonId | None:
        """Return who reads the mails of an address: whose canary it is."""
        for canary in canaries.within(address):
            return self.canaries.planted[canary]
        return None

    async def state(self) -> State:
        """Return everything stored as it is now; only what changed is read anew."""
        # Messages leave several at a time: a half-read state would judge wrongly.
        async with self._reading:
            return await self._state_now()

    async def _state_now(self) -> State:
        async with self.table.database.reading(self.table.clock()) as tx:
            if not await self._read_changed(tx) and self._last is not None:
                return self._last
        guards: dict[str, set[Guard]] = {}
        things = [each.thing for each in self._known.values()]
        for each in self._known.values():
            for canary, guard in each.stands:
                guards.setdefault(canary, set()).add(guard)
        state = State(
            {(m.case, m.person): m for m in things if isinstance(m, Member)},
            {each.id: each for each in things if isinstance(each, Case)},
            guards,
            frozenset(
                (each.goal, each.person)
                for each in things
                if isinstance(each, Activity) and each.goal is not None
            ),
        )
        self._last = state.judging_as(self._last)
        return self._last

    async def _read_changed(self, tx: Transaction) -> bool:
        rows = (await tx._session.execute(_versions(tx))).all()
        there = {(name, thing): version for name, thing, version in rows}
        gone = self._known.keys() - there.keys()
        for key in gone:
            del self._known[key]
        changed = [
            key
            for key, version in there.items()
            if key not in self._known or self._known[key].version != version
        ]
        for name, thing_id in changed:
            thing = await tx.shelf(name).get(thing_id)
            version = there[name, thing_id]
            self._known[name, thing_id] = Known(version, thing, _standing(thing))
        return bool(gone or changed)

    async def metrics(self) -> None:
        """Look at the figures for the operator's machine."""
        answer = await self.watchman.metrics(None)  # type: ignore[arg-type]
        body = bytes(answer.body)  # type: ignore[arg-type]
        await self.ears.hear(None, "metrics", canaries.in_file(body), "metrics")

    async def read_log(self) -> None:
        """Look at what the log has written since the last look."""
        lines = "\n".join(self.log.lines)
        self.log.lines.clear()
        await self.ears.hear(None, "log", canaries.within(lines), lines)


@cache
def _versions_of(rows: tuple[tuple[str, Any], ...]) -> Any:
    return union_all(*(select(literal(n), row.id, row.version) for n, row in rows))


def _versions(tx: Transaction) -> Any:
    shelves = [(n, s.row) for n, s in vars(tx).items() if isinstance(s, Shelf)]
    return _versions_of(tuple(shelves))


def _standing(thing: Any) -> tuple[tuple[str, Guard], ...]:
    return tuple(
        (canary, guard)
        for text, guard in guards_of(thing)
        for canary in canaries.within(text)
    )


@asynccontextmanager
async def a_world(rng: Random, folder: Path) -> AsyncIterator[World]:
    """Lay a table: two cases, some of the guests, an operator, a stranger."""
    console = HeardConsole()
    table = await a_table(
        databases.sqlite_url(folder),
        f"sqlite+aiosqlite:///{folder / 'keys.db'}",
        phones=lambda *_: ConsolePhones(console),
    )
    world = World(rng, table)
    world.ears = console.ears = Ears(world)
    parts = table.assistant.parts
    office = replace(
        parts.office,
        web="console",
        mailbox=MAILBOX,
        domain="vald.example",
        case_code=lambda: f"Z{rng.randrange(10)}-{rng.randrange(10_000):04}",
    )
    table.assistant = Assistant(
        replace(
            parts,
            office=office,
            places=replace(parts.places, mailbox=MAILBOX),
            networks=[*parts.networks, MailTray(world.ears)],
        )
    )
    world.watchman = Watchman(table.assistant.parts, read_settings({}))
    root = logging.getLogger()
    root.addHandler(world.log)
    level = root.level
    root.setLevel(logging.DEBUG)
    for talkative in ("aiosqlite", "asyncio"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    try:
        with counting(world.watchman):
            await _seat(world)
            yield world
    finally:
        root.removeHandler(world.log)
        root.setLevel(level)
        await table.database.close()


async def _seat(world: World) -> None:
    table, rng = world.table, world.rng
    for address, code in (("mari", "K7-4F2Q"), ("piret", "B3-9XWM")):
        await table.manager(address, address.title())
        world.cases.append(await table.case(address, code))
    first, second = world.cases
    some = rng.sample(GUESTS[ALWAYS:], rng.randint(2, 6))
    for address, name, role in (*GUESTS[:ALWAYS], *some):
        await table.seat(address, name, first, role)
    mine = dict(table.members)
    await table.seat("jaan", "Jaan", second, Role.CLASS_TEACHER)
    await table.seat("reet", "Reet", second, Role.PARENT)
    table.members.update(mine)
    await table.manager("oskar", "Oskar")
    for address in list(table.people):
        await personal(world, address, operator=address == "oskar")
    for address in mine:
        await plan(world, address)
        await begin_rhythm(table, address)


async def personal(world: World, address: str, *, operator: bool = False) -> None:
    """Put a canary into everything that is known about a person."""
    table, person = world.table, world.table.people[address]
    name, phone, email, work, purpose = (
        world.canaries.new(person.id) for _ in range(5)
    )
    async with table.database.transaction(table.clock()) as tx:
        known = await tx.people.get(person.id)
        known = replace(
            known,
            name=f"{person.name} {name}",
            phone=phone,
            email=f"{email}@example.com" if world.rng.random() < 0.6 else "",
            organisation=work,
            operator=operator,
            case_manager=known.case_manager and not operator,
        )
        await tx.people.keep(known)
        for member in await tx.members.of_person(person.id):
            await tx.members.keep(replace(member, purpose=purpose, organisation=work))
    table.people[address] = known


async def plan(world: World, address: str) -> None:
    """Give somebody a goal to work on."""
    table, member = world.table, world.table.members[address]
    manager = world.cases[0].manager
    goal = Goal(
        id=GoalId(new_id()),
        case=member.case,
        text=f"Reads aloud {world.canaries.new(manager)}",
        set_by=manager,
        set_at=table.clock(),
    )
    activity = Activity(
        id=ActivityId(new_id()),
        case=member.case,
        goal=goal.id,
        title=f"Reading hour {world.canaries.new(manager)}",
        responsible=member.id,
        person=member.person,
        state=world.rng.choice((ActivityState.ACCEPTED, ActivityState.PROPOSED)),
    )
    async with table.database.transaction(table.clock()) as tx:
        await tx.goals.keep(goal)
        await tx.activities.keep(activity)
