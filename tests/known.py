"""What is stored at a table, and whose words stand in it, read anew only where written."""

from asyncio import Lock
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select, union_all

from casework.cases import Case, Member
from casework.ids import PersonId
from casework.people import Person
from casework.plans import Activity
from storage.shelf import Shelf
from storage.transaction import Transaction
from tests.marks import plain, stands_in
from tests.proofs.oracle import State
from tests.proofs.places import Guard, guards_of
from tests.table import Table

_SHORTEST_NAME = 4
Place = tuple[type[Any], UUID]
"""A kind of things, and one of them; things of two kinds may have one id."""


@dataclass(slots=True)
class Known:
    """One stored thing as it was read last, and the guarded texts in it."""

    thing: Any
    texts: tuple[tuple[str, Guard], ...]
    found: dict[str, set[Guard]] = field(default_factory=dict)
    looked_for: set[str] = field(default_factory=set)

    def look_for(self, marks: Iterable[str]) -> None:
        """Find by which places these marks stand in it, unless that is known."""
        for mark in marks:
            if mark in self.looked_for:
                continue
            self.looked_for.add(mark)
            guards = {guard for text, guard in self.texts if stands_in(mark, text)}
            if guards:
                self.found[mark] = guards


@dataclass(slots=True)
class Shelves:
    """Everything that is stored at one table."""

    table: Table
    state: State | None = None
    things: dict[Place, Known] = field(default_factory=dict)
    written: dict[Place, int] | None = None
    """Which versions were written since the last look; None: nobody keeps count."""
    _marks: int = 0
    """How many marks there were at the last look."""
    _one_at_a_time: Lock = field(default_factory=Lock)
    """Else a look begun earlier could end later, and put older things back."""

    @property
    def people(self) -> dict[PersonId, Person]:
        """Return everybody who is known."""
        found = (each.thing for each in self.things.values())
        return {person.id: person for person in found if isinstance(person, Person)}

    async def now(self, said: Iterable[str]) -> State:
        """Return what is stored now, and by which places marks may be seen."""
        async with self._one_at_a_time:
            return await self._looked(said)

    async def _looked(self, said: Iterable[str]) -> State:
        if self.state is None or self.written is None:
            await self._read(None)
        elif self.written:
            await self._read(self.written.copy())
        elif self._marks == len(tuple(said)):
            return self.state
        self._marks = len(tuple(said))
        self.state = self._found(said).judging_as(self.state)
        return self.state

    def _found(self, said: Iterable[str]) -> State:
        marks = (*self._names(), *said)
        guards: dict[str, set[Guard]] = {}
        for each in self.things.values():
            each.look_for(marks)
            for mark, found in each.found.items():
                guards.setdefault(mark, set()).update(found)
        things = [each.thing for each in self.things.values()]
        return State(
            {(m.case, m.person): m for m in things if isinstance(m, Member)},
            {case.id: case for case in things if isinstance(case, Case)},
            guards,
            frozenset(
                (a.goal, a.person)
                for a in things
                if isinstance(a, Activity) and a.goal is not None
            ),
        )

    def _names(self) -> set[str]:
        """Return what people are called by, reached at or written to."""
        return {
            part
            for person in self.people.values()
            for part in (*person.name.split(), person.phone, person.email)
            if len(part) >= _SHORTEST_NAME
        }

    async def _read(self, wanted: dict[Place, int] | None) -> None:
        table = self.table
        async with table.database.reading(table.clock()) as tx:
            shelves = [s for s in vars(tx).values() if isinstance(s, Shelf)]
            if wanted is None:
                wanted = await _everything(tx, shelves)
                self.things.clear()
            by_kind = {shelf.kind: shelf for shelf in shelves}
            for place in wanted:
                kind, thing_id = place
                self._know(place, await by_kind[kind].find(thing_id))
                held = by_kind[kind]._held.get(thing_id)
                if self.written and held and held.version >= self.written.get(place, 0):
                    # Else its turn is still under way, or was given up.
                    self.written.pop(place, None)

    def _know(self, place: Place, thing: Any) -> None:
        if thing is None:
            self.things.pop(place, None)
            return
        texts = tuple((plain(text), guard) for text, guard in guards_of(thing))
        self.things[place] = Known(thing, texts)


async def _everything(
    tx: Transaction, shelves: list[Shelf[Any, Any]]
) -> dict[Place, int]:
    asked = union_all(*(select(literal(i), s.row.id) for i, s in enumerate(shelves)))
    rows = await tx.rows(asked)
    return {(shelves[number].kind, thing): 0 for number, thing in rows}
