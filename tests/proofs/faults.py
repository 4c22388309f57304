"""The proof by fault: kills and breaks the running program, and counts what is lost.

python -m tests.proofs faults --kills 1000 --seed 7 --often 0.75 --engine postgresql
"""

import argparse
import asyncio
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.proofs.faulty.judge import Findings, compare, kept_at
from tests.proofs.faulty.member import Stuck
from tests.proofs.faulty.play import Play
from tests.proofs.faulty.process import Place
from tests.proofs.faulty.screens import Screens
from tests.proofs.faulty.server import a_postgresql
from tests.proofs.faulty.storm import Server, Storm, Tally, Weather
from tests.proofs.faulty.town import Town

NewUrl = Callable[[Path], str]
ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the proof is run: an engine, with so many processes on it."""

    new_url: NewUrl
    processes: int = 1
    server: Server | None = None
    troubles: tuple[str, ...] = ("mail away", "read-only", "disk full", "locked")

    def weather(self, seed: int, often: float) -> Weather:
        """Return how rough it gets here, all of it from the seed."""
        chance = random.Random(seed)
        return Weather(chance, often, server=self.server, troubles=self.troubles)


@dataclass(slots=True)
class Proof:
    """The sum of several stories."""

    stories: int = 0
    tally: Tally = field(default_factory=Tally)
    findings: Findings = field(default_factory=Findings)
    bad: list[str] = field(default_factory=list)

    def add(self, seed: int, play: Storm, found: Findings, screens: Screens) -> None:
        """Add one story's figures to the sum."""
        self.stories += 1
        self.tally.kills += play.tally.kills
        self.tally.recoveries += play.tally.recoveries
        self.tally.faults += play.tally.faults + screens.faults
        for name in ("answers", "stored", "expected", "delivered", "repeated", "held"):
            sums = self.findings
            setattr(sums, name, getattr(sums, name) + getattr(found, name))
        for name in ("lost", "doubled", "missing", "known_twice", "disorder"):
            getattr(self.findings, name).extend(getattr(found, name))
        self.bad += [f"seed {seed}: {each}" for each in found.bad]
        self.bad += [f"seed {seed}: no button: {each}" for each in play.missing]


def story(town: Town, ground: Ground, weather: Weather, proof: Proof) -> None:
    """Play one town twice, calm and in a storm, and compare.

    The calm day is played on SQLite, whatever stands the storm: both say the same.
    """
    with _a_folder(proof) as folder:
        calm = Play(town, _settled(folder / "calm", sqlite_in, town))
        before, expected = calm.run(), asyncio.run(kept_at(calm.place))
        wrong = [*calm.missing, *expected.wrong]
        proof.bad += [f"seed {town.seed}: on a calm day: {each}" for each in wrong]
        place = _settled(folder / "storm", ground.new_url, town)
        storm = Storm(town, place, weather=weather, processes=ground.processes)
        after, kept = storm.run(), asyncio.run(kept_at(place))
        found = compare((before, expected), (after, kept), storm.keys)
        proof.add(town.seed, storm, found, after)


def sqlite_in(folder: Path) -> str:
    """Return the URL of a database in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'umarlaud.db'}"


def _settled(folder: Path, new_url: NewUrl, town: Town) -> Place:
    folder.mkdir()
    place = Place(new_url(folder), folder, town.seed)
    place.set(town.begins)
    asyncio.run(town.settle_in(place))
    return place


@contextmanager
def _a_folder(proof: Proof) -> Iterator[Path]:
    """Give a folder for one story; it stays, to be looked at, when something was found.

    A death at a moment of the wall clock does not come again with its seed.
    """
    folder, known = Path(tempfile.mkdtemp(prefix="umarlaud-faults-")), len(proof.bad)
    try:
        yield folder
    finally:
        if len(proof.bad) > known:
            print(f"  kept to be looked at: {folder}", flush=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def report_of(proof: Proof) -> str:
    """Return the figures, one to a line."""
    found, tally = proof.findings, proof.tally
    slow = sorted(tally.recoveries) or [0.0]
    faults = ", ".join(f"{n} {kind}" for kind, n in sorted(tally.faults.items()))
    return "\n".join(
        (
            f"  kills                    {tally.kills}",
            f"  other faults             {faults}",
            f"  answers sent in          {found.answers}",
            f"  stored once              {found.stored}",
            f"  lost / doubled           {len(found.lost)} / {len(found.doubled)}",
            f"  messages expected        {found.expected}",
            f"  delivered                {found.delivered}",
            f"  lost                     {len(found.missing)}",
            f"  known duplicates         {len(found.known_twice)}",
            f"  repeated, outcome unknown {found.repeated}",
            f"  held and listed, outcome unknown {found.held}",
            f"  order violations         {len(found.disorder)}",
            f"  working again after a kill: median {statistics.median(slow):.2f} s, "
            f"at most {slow[-1]:.2f} s (what was being sent: after its lease of 60 s)",
            *(f"  FOUND {each}" for each in proof.bad),
        )
    )


def arguments(argv: list[str]) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs faults")
    parser.add_argument("--kills", type=int, default=100, help="at least so many")
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(999)
    )
    parser.add_argument("--engine", choices=ENGINES, help="without it: each in turn")
    parser.add_argument("--minutes", type=float, default=60, help="begin none after")
    parser.add_argument("--cases", type=int, default=1)
    parser.add_argument(
        "--often", type=float, default=0.5, help="likelihood of a kill at each chance"
    )
    parser.add_argument("--small", action="store_true", help="only the first week")
    return parser.parse_args(argv)


@contextmanager
def _ground(engine: str) -> Iterator[Ground]:
    if engine == "sqlite":
        yield Ground(sqlite_in)
        return
    with a_postgresql() as server:
        ended = Server(server.own.stop, server.own.again)
        gone = ("mail away", "database gone")
        yield Ground(lambda _: server.new_url(), 2, ended, gone)


def main(argv: list[str]) -> int:
    """Run stories until enough processes were killed; 1: something was found."""
    wish = arguments(argv)
    engines = [wish.engine] if wish.engine else ENGINES
    proofs = [_proven(engine, wish) for engine in engines]
    return 1 if any(p.bad or not p.tally.kills for p in proofs) else 0


def _proven(engine: str, wish: argparse.Namespace) -> Proof:
    proof, began = Proof(), time.monotonic()
    with _ground(engine) as ground:
        for seed in count(wish.seed):
            seconds = time.monotonic() - began
            enough = proof.tally.kills >= wish.kills or seconds > wish.minutes * 60
            if enough or proof.bad:
                break
            town = Town(seed, wish.cases, wish.small)
            try:
                story(town, ground, ground.weather(seed, wish.often), proof)
            except Stuck as stuck:
                proof.bad.append(f"seed {seed}: {stuck}")
            told = f"  seed {seed}: {proof.tally.kills} kills, found {len(proof.bad)}"
            print(told, flush=True)
    print(
        f"{engine}: {proof.stories} stories of {wish.cases} cases from seed {wish.seed}"
        f" on, {time.monotonic() - began:.0f} s\n{report_of(proof)}",
        flush=True,
    )
    return proof
