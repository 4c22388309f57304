"""The proof by fault: kills and breaks the running program, and counts what is lost.

python -m tests.proofs faults --kills 1000 --seed 7 --engine postgresql
"""

import argparse
import asyncio
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.proofs.faulty.judge import Findings, Kept, compare, kept_at
from tests.proofs.faulty.play import Play, Storm, Stuck, Tally
from tests.proofs.faulty.process import Place
from tests.proofs.faulty.screens import Screens
from tests.proofs.faulty.server import a_postgresql
from tests.proofs.faulty.town import Town

NewUrl = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the proof is run: an engine, with so many processes on it."""

    new_url: NewUrl
    processes: int = 1
    restart: Callable[[], None] | None = None


@dataclass(slots=True)
class Proof:
    """The sum of several stories."""

    stories: int = 0
    tally: Tally = field(default_factory=Tally)
    findings: Findings = field(default_factory=Findings)
    bad: list[str] = field(default_factory=list)

    def add(self, seed: int, play: Play, found: Findings, screens: Screens) -> None:
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


def story(seed: int, ground: Ground, town: Town, storm: Storm, proof: Proof) -> None:
    """Play one town twice, calm and in a storm, and compare."""
    with _a_folder() as folder:
        calm = replace(ground, processes=1)
        _, before, expected = _played(folder / "calm", calm, town, None)
        play, after, kept = _played(folder / "storm", ground, town, storm)
        found = compare((before, expected), (after, kept), play.keys)
        proof.add(seed, play, found, after)


def _played(
    folder: Path, ground: Ground, town: Town, storm: Storm | None
) -> tuple[Play, Screens, Kept]:
    folder.mkdir()
    place = Place(ground.new_url(folder), folder, town.seed)
    place.set(town.begins)
    asyncio.run(town.settle_in(place))
    play = Play(town, place, storm, ground.processes)
    screens = play.run()
    return play, screens, asyncio.run(kept_at(place))


@contextmanager
def _a_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="umarlaud-faults-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report(proof: Proof, wish: argparse.Namespace, seconds: float) -> str:
    """Return the figures, one to a line."""
    found, tally = proof.findings, proof.tally
    slow = sorted(tally.recoveries) or [0.0]
    faults = ", ".join(f"{n} {kind}" for kind, n in sorted(tally.faults.items()))
    return "\n".join(
        (
            f"faults: seed {wish.seed}, {wish.engine}, {proof.stories} stories of "
            f"{wish.cases} cases, {seconds:.0f} s",
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
            f"  held, outcome unknown    {found.held}",
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
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--minutes", type=float, default=60, help="begin none after")
    parser.add_argument("--cases", type=int, default=2)
    parser.add_argument("--small", action="store_true", help="only the first week")
    return parser.parse_args(argv)


@contextmanager
def _ground(engine: str) -> Iterator[Ground]:
    if engine == "sqlite":
        yield Ground(lambda folder: f"sqlite+aiosqlite:///{folder / 'umarlaud.db'}")
        return
    with a_postgresql() as server:
        yield Ground(lambda _: server.new_url(), 2, server.crash)


def main(argv: list[str]) -> int:
    """Run stories until enough processes were killed; 1: something was found."""
    wish, proof, began = arguments(argv), Proof(), time.monotonic()
    with _ground(wish.engine) as ground:
        seed = wish.seed
        while proof.tally.kills < wish.kills and not proof.bad:
            if time.monotonic() - began > wish.minutes * 60:
                break
            town = Town(seed, wish.cases, wish.small)
            chance = random.Random(seed)
            storm = Storm(chance, restart=ground.restart)
            try:
                story(seed, ground, town, storm, proof)
            except Stuck as stuck:
                proof.bad.append(f"seed {seed}: {stuck}")
            seed += 1
    sys.stdout.write(report(proof, wish, time.monotonic() - began) + "\n")
    return 1 if proof.bad or not proof.tally.kills else 0
