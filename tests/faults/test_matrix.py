"""Every point at which a process can die, or see an error, is tried once."""

import gc
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError

from bot.app import Assistant
from casework.forms import Form
from casework.steps import PostSummaryReady
from handlers.incoming import Incoming
from storage.conflicts import Unavailable
from tests.faults.points import Killed, Points, Screen, around_commits
from tests.table import Table

pytestmark = [
    pytest.mark.breaks_off,
    pytest.mark.filterwarnings(
        # What was open at the moment of death is closed by nobody.
        "ignore:The garbage collector:sqlalchemy.exc.SAWarning"
    ),
]

BETWEEN = timedelta(minutes=20)
Fault = Callable[[str], BaseException]


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Bury the dead here, where it is known how they died, and in no later test."""
    yield
    gc.collect()


def error_seen(name: str) -> Exception:
    """Return what a caller sees whose work was done, or was not: nobody says."""
    return OperationalError(name, {}, ConnectionResetError(name))


@dataclass(slots=True)
class Found:
    """What the faults of one matrix have done."""

    points: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Trial:
    """One run of a short story with one fault in it, by a person of its own."""

    table: Table
    points: Points
    screen: Screen
    number: int

    @property
    def who(self) -> str:
        return f"mari-{self.number}"

    def restart(self) -> None:
        parts = replace(self.table.assistant.parts, networks=[self.screen])
        self.table.assistant = Assistant(parts)

    async def seat(self) -> None:
        await self.table.manager(self.who, "Mari Maasikas")
        case = await self.table.case(self.who, f"K{self.number:02}-XYZ")
        async with self.table.database.transaction(self.table.clock()) as tx:
            await tx.outbox.add(PostSummaryReady(case=case.id, code=case.code))

    def story(self) -> Iterator[Incoming]:
        for text in ("/invite", "Kati Kask"):
            yield self._incoming(text=text)
        yield self._incoming(pressed=self.screen.buttons[self.who, "parent"])

    def _incoming(self, **said: str) -> Incoming:
        return Incoming(network="console", key=uuid4().hex, address=self.who, **said)

    async def play(self) -> None:
        await self._until_it_goes(
            lambda: self.table.assistant.settle()  # noqa: PLW0108 - it may be another by then
        )
        if self.points.broke:
            await self._drain()
        for incoming in self.story():
            unbroken = not self.points.broke
            await self._until_it_goes(lambda it=incoming: self.table.receive(it))
            if unbroken and self.points.broke:
                await self._drain()

    async def _drain(self) -> None:
        until = self.table.clock() + BETWEEN
        await self._until_it_goes(
            lambda: self.table.until(max(until, self.table.clock()))
        )

    async def _until_it_goes(self, do: Callable[[], Awaitable[object]]) -> None:
        """Do it again after a fault: a network repeats what was not acknowledged."""
        for _ in range(3):
            try:
                await do()
            except Killed:
                self.restart()
            except (Unavailable, OperationalError):
                pass
            else:
                return
            self.table.clock.set(self.table.clock() + BETWEEN)
        raise AssertionError("it does not go on")

    async def form(self) -> Form | None:
        person = self.table.people[self.who]
        async with self.table.database.reading(self.table.clock()) as tx:
            return await tx.forms.open_of(person.id)

    def seen(self) -> list[str]:
        return [body for _, _, body in self._mine(self.who)]

    def posts(self) -> list[str]:
        return [
            body for _, _, body in self._mine("team:") if f"K{self.number:02}" in body
        ]

    def _mine(self, start: str) -> list[tuple[str, int, str]]:
        return [line for line in self.screen.shown if line[0].startswith(start)]


def judge(trial: Trial, expected: list[str], found: Found) -> None:
    where = f"{trial.number}: {trial.points.passed[trial.number - 1]}"
    seen = [body for body in trial.seen() if body in expected]
    if list(dict.fromkeys(seen)) != expected:
        found.lost.append(where)
    if len(seen) > len(expected):
        found.doubled.append(where)
    if len(trial.posts()) != 1:
        found.held.append(f"{where}, posted {len(trial.posts())} times")


async def matrix(table: Table, fault: Fault) -> Found:
    points, found = Points(), Found()
    screen = Screen(points, shows_once=False)
    table.assistant.parts = replace(
        table.assistant.parts,
        office=replace(table.assistant.parts.office, web="console"),
    )
    expected: list[str] = []
    with around_commits(table.database, points):
        for number in range(200):
            trial = Trial(table, points, screen, number)
            points.arm(0, Killed)
            await trial.seat()
            trial.restart()
            points.arm(number, fault)
            await trial.play()
            if not points.broke:
                break
            if number == 0:  # undisturbed
                expected = trial.seen()
                continue
            found.points[points.passed[number - 1]] += 1
            judge(trial, expected, found)
            form = await trial.form()
            assert form is not None
            assert form.answers["name"] == ("Kati Kask",)
            assert form.answers["role"] == ("parent",)
    return found


@pytest.mark.parametrize("fault", [Killed, error_seen], ids=["killed", "error-seen"])
async def test_elsewhere_only_what_nobody_confirmed_repeats_and_a_post_never(
    table: Table, fault: Fault
) -> None:
    found = await matrix(table, fault)

    assert found.lost == []
    # Between a sending and the commit that notes it lies what cannot be known.
    between = {"after send", "before settle", "after settle", "before commit"}
    assert {where.partition(": ")[2] for where in found.doubled} <= between
    assert all("posted 0 times" in where for where in found.held)
    assert found.points.total() >= 40
    print(f"{found.points.total()} points, doubled {found.doubled}, held {found.held}")
