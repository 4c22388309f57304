"""Nobody sees what they may not: canaries in every personal text, all bytes searched.

`python -m tests.proofs disclosure --situations 100000 --seed 1`
"""

import argparse
import asyncio
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from storage.tables import InboxRow
from tests.proofs.ears import Looked
from tests.proofs.fewest import A_RUN, ALLOWED, FROM, REFUSED, STATES
from tests.proofs.oracle import State
from tests.proofs.served import fetch
from tests.proofs.states import told_of
from tests.proofs.steps import Step, step, tell
from tests.proofs.stories import STORY
from tests.proofs.worlds import World, a_world

STEPS_IN_A_WORLD = 30
_COUNTED = 5
"""Each so manieth look it is counted what the table refuses: that takes long."""
_BEFORE = 12
"""How many doings before a leak are told."""


@dataclass(slots=True)
class Figures:
    """What a run has seen."""

    situations: int = 0
    steps: int = 0
    worlds: Counter[str] = field(default_factory=Counter)
    reached: int = 0
    """Looks at which something new had reached the reader."""
    canaries: int = 0
    allowed: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    """Looks, a fifth of all, at which the table refused canaries, and none was seen."""
    refusals: Counter[str] = field(default_factory=Counter)
    """Canaries refused, counted for each look, by their kind."""
    states: Counter[str] = field(default_factory=Counter)
    """Looks at readers who were away, had left, ..."""
    faults: int = 0
    """Things taken in that the program could not handle."""
    leaks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(
            (
                f"situations (a reader looked at after a step): {self.situations}"
                f" in {self.steps} steps of {self.worlds.total()} worlds"
                f" ({_list(self.worlds)})",
                f"  of readers who were: {_list(self.states)}",
                f"  something new had reached the reader: {self.reached}",
                f"  the table refused something, and none of it was seen: {self.refused}"
                f" (counted at one look in {_COUNTED})",
                f"canaries planted: {self.canaries}",
                f"disclosures the table allowed and were seen:"
                f" {self.allowed.total()} ({_list(self.allowed)})",
                f"disclosures the table refused, and that were not seen:"
                f" {self.refusals.total()} ({_list(self.refusals)})",
                f"things in that the program could not handle: {self.faults}",
                *(f"NOT REACHED: {each}" for each in self.missing),
                f"leaks: {len(self.leaks)}",
                *self.leaks[:10],
            )
        )

    @property
    def missing(self) -> list[str]:
        """What this run should have had in it and had not: then it proves less."""
        if self.situations < FROM:
            return []
        wanted = [
            (self.allowed, ALLOWED, "allowed"),
            (self.refusals, REFUSED, "refused"),
            (self.states, STATES, "looked at"),
        ]
        return [
            f"{name} {had[name]} times {what}, {least} expected"
            for had, fewest, what in wanted
            for name, per_run in fewest.items()
            if had[name] < (least := max(1, per_run * self.situations // A_RUN))
        ]

    @property
    def empty(self) -> bool:
        """Say whether nothing was allowed or nothing refused: then it proves nothing."""
        return not self.allowed or not self.refused or bool(self.missing)


class Enough(Exception):
    """There were as many situations as were asked for."""


def _list(counted: Counter[str]) -> str:
    return ", ".join(f"{kind} {n}" for kind, n in sorted(counted.items()))


async def rehearse(seed: str, figures: Figures, story: Sequence[Step]) -> None:
    """Let these things happen in one world, and look at everyone after each doing."""
    with TemporaryDirectory() as folder:
        async with a_world(Random(seed), Path(folder), "consoles") as world:
            world.after = partial(_look, world, figures, seed)
            for each in story:
                await tell(world, each)
            figures.faults += await _faults(world)


async def play(seed: str, figures: Figures, steps: int, at_most: int) -> None:
    """Let one world live, and look at everyone after each step.

    A seed like "4/0@pages" says in which way its people live; else it is drawn.
    """
    way = seed.partition("@")[2]
    with TemporaryDirectory() as folder:
        async with a_world(Random(seed), Path(folder), way) as world:

            async def look() -> None:
                await _look(world, figures, seed)
                if figures.situations >= at_most:
                    raise Enough

            world.after = look
            figures.worlds[type(world.way).__name__] += 1
            told = world.rng.randint(0, len(STORY))
            with suppress(Enough):
                for number in range(steps):
                    await (tell(world, STORY[number]) if number < told else step(world))
                    await look()
            figures.canaries += len(world.canaries.planted)
            figures.faults += await _faults(world)


async def _look(world: World, figures: Figures, seed: str) -> None:
    figures.steps += 1
    await fetch(world)
    await world.read_log()
    if not figures.steps % 5:
        await world.metrics()
    if not figures.steps % 20:
        await world.read_disk()
    looks, world.ears.looks = world.ears.looks, []
    by_reader: dict[str, list[Looked]] = {}
    for each in looks:
        by_reader.setdefault(each.reader, []).append(each)
    state, counts = await world.state(), not figures.steps % _COUNTED
    for name in {**dict.fromkeys(world.addresses), **by_reader}:
        reached = by_reader.get(name, [])
        person = world.table.people.get(name)
        leaked = [each for each in reached if each.leaked]
        reader = person.id if person else None
        refused = world.refused(reader, state) if counts else Counter()
        figures.situations += 1
        figures.reached += bool(reached)
        figures.refusals += refused
        figures.refused += bool(refused) and not leaked
        if person is not None:
            network, now = world.way.networks[0].name, world.table.clock()
            figures.states += told_of(state, person.id, now, network)
        for each in reached:
            figures.allowed += each.by
        for each in leaked:
            figures.leaks.append(_told(world, each, seed, state))


def _told(world: World, look: Looked, seed: str, state: State) -> str:
    """Tell what leaked, where it stands, and what led to it."""
    lines = [f"LEAK to {look.reader}; play it again with --world {seed}"]
    for canary in sorted(look.leaked):
        lines.append(f"  {canary}, written by {world.name_of(canary)}, stands in:")
        lines += [
            f"    {guard.place}: {guard.shows}, for {guard.audience or 'its kind'}"
            for guard in sorted(state.guards.get(canary, ()), key=str)
        ]
    lines.append(f"  it reached them in: {look.where!r}")
    lines += [f"    after: {each}" for each in world.doings[-_BEFORE:]]
    return "\n".join(lines)


async def _faults(world: World) -> int:
    async with world.table.database.reading(world.table.clock()) as tx:
        return int(
            await tx.one(select(func.count()).where(InboxRow.error.is_not(None)))
        )


def prove(situations: int, seed: int, *, aloud: bool = False) -> Figures:
    """Play worlds until there were this many situations; say how far, if asked."""
    figures = Figures()

    async def run() -> None:
        world = 0
        while figures.situations < situations:
            known = len(figures.leaks)
            try:
                await play(f"{seed}/{world}", figures, STEPS_IN_A_WORLD, situations)
            except Exception:
                # One world that cannot go on does not end the others; the run is red.
                figures.faults += 1
                print(f"{seed}/{world} broke off: {traceback.format_exc()}")
            if aloud:
                print(f"{seed}/{world}: {figures.situations}", flush=True)
                print(*figures.leaks[known:], sep="\n", flush=True)
            world += 1

    asyncio.run(run())
    return figures


def main(arguments: list[str]) -> int:
    """Prove it, and print the figures."""
    parser = argparse.ArgumentParser(prog="tests.proofs disclosure")
    parser.add_argument("--situations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--world", help="play only this world again, as a leak names it"
    )
    asked = parser.parse_args(arguments)
    began = time.process_time()
    if asked.world:
        figures = Figures()
        asyncio.run(play(asked.world, figures, STEPS_IN_A_WORLD, asked.situations))
    else:
        figures = prove(asked.situations, asked.seed, aloud=True)
    print(f"seed {asked.seed}; {time.process_time() - began:.0f} s of CPU")
    print(figures)
    if figures.empty:
        print("Too little was allowed or refused: this proves nothing.")
    return int(bool(figures.leaks) or figures.empty or bool(figures.faults))
