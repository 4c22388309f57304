"""Worlds for the disclosure proof: the real program, generated people, open ears.

Every message that leaves is judged at the moment at which it leaves: the console
and the mail tray hand it to the judge before they show it.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from bot.health import Watchman, counting
from bot.networks.console import Bubble
from bot.ports import Raw
from bot.settings import read as read_settings
from bot.text import Text
from casework.cases import Case, Member
from casework.disclosure import InfoClass
from casework.ids import CaseId, PersonId
from casework.people import Person
from casework.plans import Activity
from storage.transaction import Transaction
from tests.proofs import canaries
from tests.proofs.canaries import Canaries
from tests.proofs.ears import Ears, LogEars, Reach, listening
from tests.proofs.known import Known, standing, versions
from tests.proofs.oracle import State
from tests.proofs.places import Guard
from tests.proofs.seating import seat
from tests.proofs.ways import OFTEN, WAYS, OnPages, Way
from tests.provision import databases
from tests.table import Table

_LINKS = re.compile(r"(/(feed|calendar|roundtable|join|once)/[\w-]+(?:\.ics)?)")
_OWN = re.compile(rb'<article class="bubble mine".*?</article>', re.DOTALL)
"""What somebody wrote themselves stands on their own page as in any chat."""
_THEIRS = {"feed", "calendar", "roundtable"}
"""Links that show something of who was given them; the others open a door."""


async def _nothing() -> None:
    """Look at nobody."""


@dataclass(slots=True)
class World:
    """One municipality with two cases, and what everyone has been shown."""

    rng: Random
    folder: Path
    table: Table = field(init=False)
    way: Way = field(init=False)
    canaries: Canaries = field(default_factory=Canaries)
    ears: Ears = field(init=False)
    log: LogEars = field(default_factory=LogEars)
    screens: dict[str, list[Bubble]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """Secret links that somebody was given: the path, and who."""
    cases: list[Case] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    """What happened, in a few words each."""
    doings: list[str] = field(default_factory=list)
    """Everything that came in, and every stretch of time."""
    after: Callable[[], Awaitable[None]] = _nothing
    """What looks at everyone after each doing."""
    watchman: Watchman = field(init=False)
    erased: set[CaseId] = field(default_factory=set)
    _to_team: dict[str, Guard] = field(default_factory=dict)
    _known: dict[tuple[str, Any], Known] = field(default_factory=dict)
    _last: State | None = None
    _refused: dict[PersonId | None, tuple[int, int, Counter[str]]] = field(
        default_factory=dict
    )
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def addresses(self) -> list[str]:
        """Everybody who may write: those in a case, and those in none."""
        return [*self.table.people, "stranger"]

    async def person_at(self, network: str, address: str) -> PersonId | None:
        """Return whose chat this is; None: nobody's, or everybody's."""
        if network == "web":
            # A page is its person's; behind a chat elsewhere it is bound by no channel.
            return None if address.startswith("team:") else PersonId(UUID(address))
        async with self.table.database.reading(self.table.clock()) as tx:
            return await tx.addresses.person_at(network, address)

    async def person_of(self, alias: str) -> PersonId | None:
        """Return who somebody is at the first network of this world."""
        if isinstance(self.way, OnPages):
            person = self.table.people.get(alias)
            return person.id if person else None
        return await self.person_at(self.way.networks[0].name, self.way.place(alias))

    def adopt(self, alias: str, person: Person) -> None:
        """Know by their name who has just opened an invitation."""
        self.table.people[alias] = person
        shown = self.screens.pop(str(person.id), [])
        self.screens.setdefault(alias, []).extend(shown)

    def alias(self, network: str, address: str) -> str:
        """Return by which name somebody goes here whom a network knows by a number."""
        if address.startswith("team:"):
            return address
        if network == "web":
            people = self.table.people.items()
            return next((a for a, p in people if str(p.id) == address), address)
        names = [*self.table.people, *self.screens, "stranger"]
        return next((a for a in names if self.way.place(a) == address), address)

    def alias_of(self, person: PersonId | None) -> str:
        """Return by which name a person goes here."""
        found = [a for a, p in self.table.people.items() if p.id == person]
        return found[0] if found else "nobody here"

    def name_of(self, canary: str) -> str:
        """Return who wrote a canary, by their chat."""
        return self.alias_of(self.canaries.planted.get(canary))

    def owner_of_mail(self, address: str) -> PersonId | None:
        """Return who reads the mails of an address: whose canary it is."""
        for canary in canaries.within(address):
            return self.canaries.planted[canary]
        return None

    async def is_shut(self, alias: str) -> bool:
        """Say whether a PIN stands before somebody's chat now."""
        person = self.table.people.get(alias)
        if person is None or not person.case_manager:
            return False
        state, network = await self.state(), self.way.networks[0].name
        return state.behind_pin(person.id, network, self.table.clock())

    async def is_given(self, address: str) -> bool:
        """Say whether somebody wants mails at an address now."""
        people = (await self.state()).people.values()
        return any(each.email == address for each in people)

    def screen(self, alias: str) -> list[Bubble]:
        """Return what somebody has been shown, oldest first."""
        return self.screens.get(alias, [])

    def last(self, alias: str) -> str:
        """Return the newest words somebody was shown, or nothing."""
        return self.screen(alias)[-1].text.body if self.screen(alias) else ""

    def remember_links(self, alias: str, text: Text) -> None:
        """Keep the secret links of a message, to be opened by and by."""
        for path, kind in _LINKS.findall(text.body):
            self.links[path] = alias if kind in _THEIRS else "stranger"

    def said_to_team(self, alias: str, words: str, case: CaseId) -> None:
        """Keep in mind that somebody wrote this for everyone who reads a team chat."""
        by = self.table.people[alias].id
        guard = Guard("team chat", InfoClass.UPDATES_SUMMARY, case, by=by)
        self._to_team |= dict.fromkeys(canaries.within(words), guard)
        self._last = None

    async def receive_raw(self, came: Sequence[Raw]) -> list[Raw]:
        """Take in what Telegram brings."""
        return await self.table.assistant.receive_raw(came)

    async def serve(self, alias: str, path: str, body: bytes) -> None:
        """Judge what was served to somebody, who is nobody without a working link."""
        person = self.table.people.get(alias)
        reader = person.id if person else None
        own = b"".join(_OWN.findall(body))
        others = {c for c in canaries.in_file(own) if self.canaries.by(c) != reader}
        seen = canaries.in_file(_OWN.sub(b"", body)) | others
        where = f"{path}: {canaries.around(body, seen)}"
        await self.ears.see_again(Reach(reader, alias, seen, "web"), where)

    async def see(self, alias: str, seen: set[str], where: str) -> None:
        """Judge what stands before somebody's eyes elsewhere."""
        person = self.table.people.get(alias)
        reader = person.id if person else None
        await self.ears.see_again(Reach(reader, alias, seen), where)

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
        for canary, guard in self._to_team.items():
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
            {each.id: each for each in things if isinstance(each, Person)},
        )
        self._last = state.judging_as(self._last)
        return self._last

    async def _read_changed(self, tx: Transaction) -> bool:
        rows = await tx.rows(versions(tx))
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
            self._known[name, thing_id] = Known(version, thing, standing(thing))
        return bool(gone or changed)

    def refused(self, reader: PersonId | None, state: State) -> Counter[str]:
        """Count what the table refuses somebody now, by its kind."""
        known = self._refused.get(reader)
        if known is None or known[:2] != (id(state), len(self.canaries.planted)):
            count = Counter(
                state.kind_of(canary)
                for canary, writer in self.canaries.planted.items()
                if state.permits(canary, reader, writer) is None
            )
            known = (id(state), len(self.canaries.planted), count)
            self._refused[reader] = known
        return known[2]

    async def metrics(self) -> None:
        """Look at the figures for the operator's machine."""
        answer = await self.watchman.metrics(None)  # type: ignore[arg-type]
        body = bytes(answer.body)  # type: ignore[arg-type]
        seen = canaries.in_file(body)
        await self.ears.hear(Reach(None, "metrics", seen), "metrics")

    async def read_log(self) -> None:
        """Look at what the log has written since the last look."""
        lines = "\n".join(self.log.lines)
        self.log.lines.clear()
        await self.ears.hear(Reach(None, "log", canaries.within(lines)), lines)

    async def read_disk(self) -> None:
        """Look at the files of the databases as a thief would, their logs included."""
        for path in self.folder.iterdir():
            found = canaries.in_bytes(path.read_bytes())
            await self.ears.hear(Reach(None, "disk", found), path.name)


@asynccontextmanager
async def a_world(rng: Random, folder: Path, way: str = "") -> AsyncIterator[World]:
    """Lay a table: two cases, some of the guests, an operator, a stranger."""
    world = World(rng, folder)
    world.ears = Ears(world)
    keys_url = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
    lay = WAYS[way or rng.choice(OFTEN)]
    with listening(world.log):
        async with lay(world, databases.sqlite_url(folder), keys_url):
            parts = world.table.assistant.parts
            world.watchman = Watchman(parts, read_settings({}))
            with counting(world.watchman):
                await seat(world)
                yield world
            await world.table.database.close()
