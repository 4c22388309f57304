"""Two parents: nothing that one says, presses or sets changes what the other gets.

`python -m tests.proofs parents --stories 50 --seed 1 [--engine postgresql]`
"""

import argparse
import asyncio
import time
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.proofs.families import MOMENTS, Act, what_a_gets
from tests.provision import databases, postgres

_MOST_ACTS = 24
_KINDS = (0, 0, 0, 0, 1, 2, 2, 3)
"""Buttons first: most of what one parent tells is told by pressing them."""
_TOLD = 40
"""How many lines of a difference are told."""


def a_story(rng: Random) -> tuple[Act, ...]:
    """Return what B does in one story."""
    acts = (
        Act(rng.randrange(MOMENTS), rng.choice(_KINDS), rng.randrange(1000))
        for _ in range(rng.randrange(4, _MOST_ACTS))
    )
    return tuple(sorted(acts))


def played(acts: tuple[Act, ...], server: str = "") -> list[str]:
    """Return everything that A gets while B does this."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        return asyncio.run(_played(acts, server, folder))


async def _played(acts: tuple[Act, ...], server: str, folder: Path) -> list[str]:
    if not server:
        return await what_a_gets(acts, databases.sqlite_url(folder), folder)
    url = await databases.make_laid(server)
    try:
        return await what_a_gets(acts, url, folder)
    finally:
        await databases.drop(server, url)


def difference(calm: list[str], got: list[str]) -> list[str]:
    """Return how what A got differs from what A gets when B does nothing."""
    lines = ("\n".join(each).splitlines() for each in (calm, got))
    return [line[:200] for line in unified_diff(*lines, lineterm="", n=2)]


def least(acts: tuple[Act, ...], calm: list[str], server: str) -> tuple[Act, ...]:
    """Return the fewest of B's acts that still make a difference to A."""
    for act in acts:
        fewer = tuple(each for each in acts if each is not act)
        if played(fewer, server) != calm:
            acts = fewer
    return acts


@dataclass(slots=True)
class Figures:
    """What a run has seen."""

    stories: int = 0
    acts: int = 0
    got: int = 0
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(
            (
                f"stories: {self.stories}, with {self.acts} acts of B",
                f"things A got in each, compared whole: {self.got}",
                f"stories in which B changed what A got: {len(self.broken)}",
                *self.broken,
            )
        )


def prove(stories: int, seed: int, server: str = "") -> Figures:
    """Play stories, and compare each with the one in which B does nothing."""
    calm = played((), server)
    figures = Figures(stories, got=len(calm))
    for number in range(stories):
        story = a_story(Random(f"{seed}/{number}"))
        figures.acts += len(story)
        if played(story, server) != calm:
            few = least(story, calm, server)
            told = difference(calm, played(few, server))[:_TOLD]
            head = f"story {seed}/{number}: what A gets depends on {few}"
            figures.broken.append("\n".join((head, *told)))
    return figures


def main(arguments: list[str]) -> int:
    """Prove it, and print the figures."""
    parser = argparse.ArgumentParser(prog="tests.proofs parents")
    parser.add_argument("--stories", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args(arguments)
    began = time.process_time()
    with TemporaryDirectory() as name:
        session = Path(name)
        postgresql = asked.engine == "postgresql"
        server = postgres.find_url(session) if postgresql else ""
        try:
            figures = prove(asked.stories, asked.seed, server)
        finally:
            postgres.stop(session)
    print(f"seed {asked.seed}; {time.process_time() - began:.0f} s of CPU")
    print(figures)
    return len(figures.broken)
