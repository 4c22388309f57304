"""The parent: plays a town's story to its processes, and breaks things on the way."""

import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.ports import Raw
from handlers.incoming import Incoming
from tests.proofs.faulty.process import AWAY, DONE, KEPT, Place, main
from tests.proofs.faulty.screens import Screens
from tests.proofs.faulty.town import BETWEEN, Step, Town

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.proofs.faulty.process"])
TOO_LONG = 60.0
"""Seconds after which a process that does not answer is stuck: a fault of ours."""
PATIENCE = timedelta(minutes=70)
WHILE_WORKING = timedelta(seconds=20)
ROUNDS = 2000


class Stuck(Exception):
    """The program did not come to rest, or died by itself."""


@dataclass(slots=True)
class Member:
    """One process of the installation, started anew whenever it is gone."""

    place: Place
    number: int
    stormy: bool
    life: int = 0
    told: bool = False
    pipe: Any = None
    process: Any = None

    def start(self) -> None:
        """Start it under a name that no earlier life had."""
        self.life += 1
        self.pipe, theirs = _CONTEXT.Pipe()
        name = f"{self.number}.{self.life}"
        arguments = (theirs, self.place, name, self.stormy)
        self.process = _CONTEXT.Process(target=main, args=arguments)
        self.process.start()
        theirs.close()
        self.told = False

    def kill(self) -> list[str]:
        """End it with SIGKILL; return what it had answered before."""
        self.process.kill()
        self.process.join()
        answers = []
        with suppress(EOFError, OSError):
            while self.pipe.poll():
                answers.append(self.pipe.recv()[0])
        self.pipe.close()
        self.start()
        return answers

    def tell(self, told: Any) -> None:
        """Have it begin with something."""
        self.pipe.send(told)

    def answer(self) -> tuple[str, datetime | None]:
        """Wait for what came of it."""
        if not self.pipe.poll(TOO_LONG):
            raise Stuck(f"process {self.number} does not answer")
        try:
            answer: tuple[str, datetime | None] = self.pipe.recv()
        except (EOFError, OSError):
            raise Stuck(f"process {self.number} died by itself") from None
        return answer

    def stop(self) -> None:
        """Let it end."""
        self.process.kill()
        self.process.join()


@dataclass(slots=True)
class Tally:
    """What was done to the program, and how long it took to recover."""

    kills: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    recoveries: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Storm:
    """How rough it gets: chances of each kind of trouble at each chance for it."""

    chance: random.Random
    kill: float = 0.35
    repeat: float = 0.3
    odd: float = 0.1
    trouble: float = 0.08
    jump: float = 0.04
    pass_on: float = 0.0
    restart: Callable[[], None] | None = None
    """Ends the database server at once, and starts it again."""

    @property
    def troubles(self) -> tuple[str, ...]:
        """What can be broken here."""
        if self.restart is not None:
            return ("mail away", "database gone")
        return ("mail away", "read-only", "disk full", "locked")


@dataclass(slots=True)
class Play:
    """One run of a town's story on one installation."""

    town: Town
    place: Place
    storm: Storm | None = None
    processes: int = 1
    tally: Tally = field(default_factory=Tally)
    keys: set[str] = field(default_factory=set)
    """What came in, under the numbers that its network gave it."""
    missing: list[str] = field(default_factory=list)
    _members: list[Member] = field(default_factory=list)
    _screens: Screens = field(init=False)
    _lock: sqlite3.Connection | None = None
    _past: list[Incoming] = field(default_factory=list)
    _spent: list[float] = field(default_factory=lambda: [0.05])

    def __post_init__(self) -> None:
        self._screens = Screens(self.place.log)

    def run(self) -> Screens:
        """Play the story to its end, and let everything come to rest."""
        self.place.set(self.town.begins)
        self._members = [
            Member(self.place, number, self.storm is not None)
            for number in range(self.processes)
        ]
        for member in self._members:
            member.start()
        try:
            self._story()
        finally:
            for member in self._members:
                member.stop()
        return self._screens.look()

    def _story(self) -> None:
        for phase in self.town.phases():
            moment = phase.begins
            for steps in _side_by_side(phase.steps):
                self._until(moment)
                self._everyone_says(steps)
                self._settle()
                moment += BETWEEN
        self._until(moment + 3 * BETWEEN)

    def _everyone_says(self, steps: list[Step]) -> None:
        """Let each case's next words come in, in whatever order between them."""
        screens = self._screens.look()
        for step in steps:
            if step.presses and screens.token(step.who, step.presses) is None:
                # It is late, after the clock went back; people wait for it.
                self._until(self.place.now() + PATIENCE)
                screens.look()
                break
        came = [self._incoming(step, screens) for step in steps]
        if self.storm:
            self.storm.chance.shuffle(came)
            came = list(self._with_repeats(came))
        for each in came:
            if each is not None:
                self._take(each)

    def _incoming(self, step: Step, screens: Screens) -> Incoming | None:
        token = screens.token(step.who, step.presses) if step.presses else ""
        if token is None:
            self.missing.append(f"{step.who}: {step.presses}")
            return None
        made = Incoming(
            network="console",
            key=f"{len(self.keys)}",
            address=step.who,
            text=step.says,
            pressed=token,
            start=screens.link(step.opens) if step.opens else "",
        )
        self.keys.add(made.key)
        return made

    def _with_repeats(
        self, came: list[Incoming | None]
    ) -> Iterator[Incoming | Raw | None]:
        assert self.storm is not None
        for each in came:
            yield each
            if each is not None:
                self._past.append(each)
            if self.storm.chance.random() < self.storm.repeat:
                self.tally.faults["repeated"] += 1
                yield self.storm.chance.choice(self._past) if self._past else None
            if self.storm.chance.random() < self.storm.odd:
                self.tally.faults["odd update"] += 1
                yield self._odd()

    def _odd(self) -> Incoming | Raw:
        assert self.storm is not None
        key = f"odd-{self.storm.chance.getrandbits(60)}"
        garbage = self.storm.chance.randbytes(200)
        if self.storm.chance.random() < 0.5:
            return Raw(network="mail", key=key, address="?", payload=garbage)
        return Incoming(
            network="console",
            key=key,
            address=f"stranger {key}",
            text=garbage.decode("latin-1").replace("\0", ""),
            pressed=garbage.hex(),
        )

    def _take(self, came: Incoming | Raw) -> None:
        """Hand it over until it is acknowledged, as networks do."""
        for _ in range(ROUNDS):
            member = self._any()
            member.tell(came)
            if self._kills():
                answers = self._kill(member, self._spent[0] / 4)
                if KEPT in answers:
                    return
                continue
            if member.answer()[0] == KEPT:
                return
            self._mend()
        raise Stuck("nothing can come in")

    def _until(self, moment: datetime) -> None:
        """Let time pass, stopping wherever something is due."""
        for _ in range(ROUNDS):
            now = self.place.now()
            self._perhaps_jump(now)
            following = self._settle()
            if following is None or following > moment:
                break
            later = max(now, self.place.now()) + timedelta(milliseconds=1)
            self.place.set(max(following, later))
        else:
            raise Stuck("it does not come to rest")
        self.place.set(max(moment, self.place.now()))
        self._settle()

    def _perhaps_jump(self, now: datetime) -> None:
        if not self.storm or self.storm.chance.random() >= self.storm.jump:
            return
        hour = timedelta(hours=self.storm.chance.choice([-1, 1]))
        self.tally.faults["clock ahead" if hour > timedelta() else "clock back"] += 1
        self.place.set(now + hour)
        self._settle()
        self.place.set(now)

    def _settle(self) -> datetime | None:
        """Let every process do what is due, all at once; return what is due next."""
        for _ in range(ROUNDS):
            self._perhaps_break()
            began = time.monotonic()
            for member in self._members:
                member.tell("work")
                member.told = True
            self._perhaps_go_on()
            self._perhaps_kill()
            self._perhaps_restart()
            answers = [m.answer() for m in self._members if m.told]
            if len(answers) == len(self._members) and all(
                answer == DONE for answer, _ in answers
            ):
                self._spent = [*self._spent, time.monotonic() - began][-20:]
                self._mend()
                return min((due for _, due in answers if due), default=None)
            if any(answer == AWAY for answer, _ in answers):
                self._mend()
        raise Stuck("it does not come to rest")

    def _perhaps_go_on(self) -> None:
        """Let time pass while they work, though less than any lease is long."""
        if self.storm and self.storm.chance.random() < self.storm.pass_on:
            time.sleep(self.storm.chance.uniform(0, max(self._spent)))
            self.place.set(self.place.now() + WHILE_WORKING)

    def _perhaps_kill(self) -> None:
        while self._kills():
            middle = sorted(self._spent)[len(self._spent) // 2]
            member = self._any()
            if not member.told:
                return
            self._kill(member, middle)

    def _kills(self) -> bool:
        return bool(self.storm) and self.storm.chance.random() < self.storm.kill  # type: ignore[union-attr]

    def _kill(self, member: Member, within: float) -> list[str]:
        assert self.storm is not None
        time.sleep(self.storm.chance.uniform(0, within))
        began = time.monotonic()
        answers = member.kill()
        self.tally.kills += 1
        self.tally.recoveries.append(self._recovers(member, began))
        return answers

    def _recovers(self, member: Member, began: float) -> float:
        """Measure until a killed process has done what was due."""
        member.tell("work")
        member.answer()
        return time.monotonic() - began

    def _perhaps_break(self) -> None:
        if not self.storm or self.place.broken():
            return
        if self.storm.chance.random() < self.storm.trouble:
            what = self.storm.chance.choice(self.storm.troubles)
            self.tally.faults[what] += 1
            self.place.breaks(what)
            if what == "locked":
                self._lock = self.place.locked()

    def _perhaps_restart(self) -> None:
        if self.place.broken() == "database gone" and self.storm and self.storm.restart:
            time.sleep(self.storm.chance.uniform(0, 0.05))
            self.storm.restart()
            self.place.breaks("")

    def _mend(self) -> None:
        if self.place.broken():
            self.place.breaks("")
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _any(self) -> Member:
        if self.storm is None:
            return self._members[0]
        return self.storm.chance.choice(self._members)


def _side_by_side(stories: tuple[tuple[Step, ...], ...]) -> Iterator[list[Step]]:
    """Take the next step of every case at once: cases do not wait for each other."""
    for number in range(max(map(len, stories))):
        yield [story[number] for story in stories if number < len(story)]


def at_place(place: Place, folder: str) -> Place:
    """Return the same kind of place somewhere else."""
    return replace(place, folder=place.folder / folder)
