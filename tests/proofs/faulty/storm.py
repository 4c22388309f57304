"""The parent in a storm: kills the processes, and breaks what they stand on."""

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.ports import Raw
from handlers.incoming import Incoming
from tests.proofs.faulty.member import KILLED, Answer, Member, Stuck
from tests.proofs.faulty.play import ROUNDS, Came, Play
from tests.proofs.faulty.process import AWAY, DONE, KEPT

WHILE_WORKING = timedelta(seconds=20)
CHANCES = ("kill", "repeat", "odd", "trouble", "lasts", "jump", "pass_on")
LONGEST_FUSE = 60
"""Points; few pieces of work pass so many, and then nobody is killed."""


@dataclass(slots=True)
class Tally:
    """What was done to the program, and how long it took to recover."""

    kills: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    recoveries: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Server:
    """A database server that can be ended at once, and started again."""

    stop: Callable[[], None]
    again: Callable[[], None]


@dataclass(slots=True)
class Weather:
    """How rough it gets: chances of each kind of trouble at each chance for it."""

    chance: random.Random
    kill: float = 0.5
    at_points: float = 0.7
    """How many of the kills come at a point, the others at a moment."""
    repeat: float = 0.3
    odd: float = 0.1
    trouble: float = 0.08
    lasts: float = 0.5
    jump: float = 0.04
    pass_on: float = 0.0
    troubles: tuple[str, ...] = ("mail away", "read-only", "disk full", "locked")
    """What can be broken here."""
    server: Server | None = None

    def draws(self, likely: float) -> bool:
        """Tell whether something happens now."""
        return self.chance.random() < likely


@dataclass(slots=True)
class Storm(Play):
    """One run of a town's story, to which everything is done."""

    weather: Weather = field(kw_only=True)
    processes: int = field(default=1, kw_only=True)
    tally: Tally = field(default_factory=Tally, kw_only=True)
    _members: Sequence[Member] = field(init=False)
    _lock: sqlite3.Connection | None = None
    _stopped: bool = False
    _past: list[Incoming] = field(default_factory=list)
    _spent: list[float] = field(default_factory=lambda: [0.05])

    def _cast(self) -> Sequence[Member]:
        return [Member(self.place, number) for number in range(self.processes)]

    def _rest(self) -> None:
        """Mend everything, and break nothing any more."""
        self._mend()
        self.weather = replace(self.weather, **dict.fromkeys(CHANCES, 0.0))

    def _on_the_way(self, came: list[Incoming]) -> Iterator[Came]:
        """Change the order between cases; repeat; add what nobody meant to send."""
        weather = self.weather
        weather.chance.shuffle(came)
        for each in came:
            yield each
            self._past.append(each)
            if weather.draws(weather.repeat):
                self.tally.faults["repeated"] += 1
                yield weather.chance.choice(self._past)
            if weather.draws(weather.odd):
                self.tally.faults["odd update"] += 1
                yield self._odd()

    def _odd(self) -> Came:
        key = f"odd-{self.weather.chance.getrandbits(60)}"
        garbage = self.weather.chance.randbytes(200)
        if self.weather.draws(0.5):
            return Raw(network="mail", key=key, address="?", payload=garbage)
        return Incoming(
            network="console",
            key=key,
            address=f"stranger {key}",
            text=garbage.decode("latin-1").replace("\0", ""),
            pressed=garbage.hex(),
        )

    def _take(self, came: Came) -> None:
        """Hand something over until it is acknowledged, as networks do."""
        for _ in range(ROUNDS):
            member = self._any()
            fuse = self._fuse()
            member.tell(came, fuse)
            if not fuse and self.weather.draws(self.weather.kill / 4):
                if KEPT in self._kill(member, self._spent[0] / 4):
                    return
                continue
            answer, _ = self._answer(member)
            if answer == KEPT:
                return
            if answer == AWAY:
                self._outlast()
        raise Stuck("nothing can come in")

    def _until(self, moment: datetime) -> None:
        self._perhaps_jump()
        super(Storm, self)._until(moment)

    def _perhaps_jump(self) -> None:
        if not self.weather.draws(self.weather.jump):
            return
        now = self.place.now()
        hour = timedelta(hours=self.weather.chance.choice([-1, 1]))
        self.tally.faults["clock ahead" if hour > timedelta() else "clock back"] += 1
        self.place.set(now + hour)
        self._settle()
        self.place.set(now)

    def _settle(self) -> datetime | None:
        """Let every process do what is due, all at once; return what is due next."""
        for _ in range(ROUNDS):
            self._perhaps_break()
            began = time.monotonic()
            answers = self._all_work()
            if len(answers) == len(self._members) and all(
                answer == DONE for answer, _ in answers
            ):
                self._spent = [*self._spent, time.monotonic() - began][-20:]
                self._perhaps_mend()
                return min((due for _, due in answers if due), default=None)
            if any(answer == AWAY for answer, _ in answers):
                self._outlast()
        raise Stuck("it does not come to rest")

    def _all_work(self) -> list[Answer]:
        for member in self._members:
            member.tell("work", self._fuse())
        self._perhaps_go_on()
        self._perhaps_kill()
        self._perhaps_stop_server()
        return [self._answer(m) for m in self._members if m.told]

    def _fuse(self) -> int:
        """Draw at which point a process ends itself; 0: at none."""
        weather = self.weather
        if not weather.draws(weather.kill * weather.at_points):
            return 0
        return min(1 + int(weather.chance.expovariate(1 / 7)), LONGEST_FUSE)

    def _perhaps_go_on(self) -> None:
        """Let time pass while they work, though less than any lease is long."""
        if self.weather.draws(self.weather.pass_on):
            time.sleep(self.weather.chance.uniform(0, max(self._spent)))
            self.place.set(self.place.now() + WHILE_WORKING)

    def _perhaps_kill(self) -> None:
        weather = self.weather
        if weather.draws(weather.kill * (1 - weather.at_points)):
            self._kill(self._any(), sorted(self._spent)[len(self._spent) // 2])

    def _kill(self, member: Member, within: float) -> list[str]:
        time.sleep(self.weather.chance.uniform(0, within))
        answers = member.kill()
        self._recovers(member)
        return answers

    def _answer(self, member: Member) -> Answer:
        answer = member.answer()
        if answer[0] == KILLED:
            self._recovers(member)
        return answer

    def _recovers(self, member: Member) -> None:
        """Measure until what was killed has done what was due."""
        self.tally.kills += 1
        began = time.monotonic()
        member.tell("work")
        member.answer()
        member.told = False
        self.tally.recoveries.append(time.monotonic() - began)

    def _perhaps_break(self) -> None:
        if self.place.broken() or not self.weather.draws(self.weather.trouble):
            return
        what = self.weather.chance.choice(self.weather.troubles)
        self.tally.faults[what] += 1
        self.place.breaks(what)
        if what == "locked":
            self._lock = self.place.locked()

    def _perhaps_stop_server(self) -> None:
        server = self.weather.server
        if server and self.place.broken() == "database gone" and not self._stopped:
            time.sleep(self.weather.chance.uniform(0, 0.05))
            server.stop()
            self._stopped = True

    def _outlast(self) -> None:
        """Let the trouble last for a while, and end then."""
        self.place.set(self.place.now() + timedelta(seconds=40))
        if not self.weather.draws(self.weather.lasts):
            self._mend()

    def _perhaps_mend(self) -> None:
        """Mend what nobody has noticed; mail may stay away for longer."""
        mail = self.place.broken() == "mail away"
        if not mail or not self.weather.draws(self.weather.lasts):
            self._mend()

    def _mend(self) -> None:
        if self._stopped and self.weather.server:
            self.weather.server.again()
            self._stopped = False
        if self.place.broken():
            self.place.breaks("")
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _any(self) -> Member:
        return self.weather.chance.choice(self._members)
