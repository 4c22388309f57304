"""Nothing that comes in is unhandled, lost or slow: `python -m tests.proofs fuzz`.

Three ways make inputs: specimens bent at random (most of them), hypothesis, and atheris
where it is installed. The readers of everything from outside take most of them; the rest
go through the whole program, by chat, by Telegram and by HTTP.
"""

import argparse
import asyncio
from collections.abc import Iterator
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.proofs.fuzzing import by_atheris
from tests.proofs.fuzzing.doors import DOORS, through
from tests.proofs.fuzzing.mutations import mutate, mutate_json
from tests.proofs.fuzzing.readers import READERS
from tests.proofs.fuzzing.shapes import SHAPES
from tests.proofs.fuzzing.specimens import SPECIMENS
from tests.proofs.fuzzing.tally import Tally

WEIGHTS = {
    "init data": 30,
    "messages": 20,
    "updates": 30,
    "questions": 10,
    "calendars": 5,
    "mails": 5,
}
"""Of each hundred inputs for readers so many are of this kind: some cost more."""
BY_HYPOTHESIS = 0.02
BY_ATHERIS = 0.2
THROUGH_DOORS = 0.006
FEWEST_THROUGH_DOORS = 90


def main(arguments: list[str]) -> int:
    """Feed as many inputs as asked for; return how many were not borne."""
    asked = argparse.ArgumentParser(prog="python -m tests.proofs fuzz")
    asked.add_argument("--inputs", type=int, default=5_000)
    asked.add_argument("--seed", type=int, default=Random().randrange(2**31))
    asked.add_argument("--no-atheris", action="store_true")
    told = asked.parse_args(arguments)
    atheris = by_atheris.is_there() and not told.no_atheris
    print(f"fuzz: --inputs {told.inputs} --seed {told.seed}, {_ways(atheris)}")
    tallies = []
    for tally in run(told.inputs, told.seed, atheris=atheris):
        print(*tally.lines, sep="\n", flush=True)
        tallies.append(tally)
    print(*_together(tallies).lines, sep="\n")
    return sum(tally.broken for tally in tallies)


def run(inputs: int, seed: int, *, atheris: bool) -> Iterator[Tally]:
    """Feed inputs of every kind, in every way."""
    inside = max(FEWEST_THROUGH_DOORS, round(inputs * THROUGH_DOORS))
    for name, weight in WEIGHTS.items():
        share = (inputs - inside) * weight // 100
        drawn = min(share, max(100, round(share * BY_HYPOTHESIS)))
        searched = round(share * BY_ATHERIS) if atheris else 0
        yield bent(name, share - drawn - searched, seed)
        yield made(name, drawn, seed)
        if searched:
            yield by_atheris.fuzz(name, searched, seed % 2**31 or 1)
    for name in DOORS:
        yield asyncio.run(through(name, inside // len(DOORS), Random(seed)))


def bent(name: str, inputs: int, seed: int) -> Tally:
    """Feed specimens with something wrong in them."""
    random, tally = Random(f"{seed} {name}"), Tally(f"{name}, bent")
    for number in range(inputs):
        bend = mutate_json if name == "updates" and number % 2 else mutate
        tally.feed(READERS[name], bend(random, random.choice(SPECIMENS[name])))
    return tally


def made(name: str, inputs: int, seed: int) -> Tally:
    """Feed what hypothesis makes."""
    tally = Tally(f"{name}, by hypothesis")

    @seeded(seed)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(SHAPES[name])
    def feed(content: bytes) -> None:
        tally.feed(READERS[name], content)

    feed()
    return tally


def _ways(atheris: bool) -> str:
    return "atheris too" if atheris else "without atheris"


def _together(tallies: list[Tally]) -> Tally:
    return Tally(
        "together",
        sum(tally.inputs for tally in tallies),
        sum(tally.lost for tally in tallies),
        max(tally.slowest for tally in tallies),
        sum(tally.slow for tally in tallies),
        sum(tally.unhandled for tally in tallies),
    )
