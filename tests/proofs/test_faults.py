"""The short form of the proof by fault: a week's story in a storm, with every build."""

import random

import pytest

from tests.proofs.faults import Ground, Proof, report_of, story
from tests.proofs.faulty.storm import Weather
from tests.proofs.faulty.town import Town

SEED = 5
ANYWHERE = ("mail away",)
ON_SQLITE = (*ANYWHERE, "read-only", "disk full", "locked")


@pytest.mark.slow
def test_a_storm_loses_nothing_and_says_nothing_twice_that_was_known(
    database_url: str,
) -> None:
    on_sqlite = database_url.startswith("sqlite")
    ground = Ground(lambda _: database_url, processes=1 if on_sqlite else 2)
    weather = Weather(
        random.Random(SEED),
        kill=0.25,
        at_points=1,  # the same at every run, however slow the machine
        troubles=ON_SQLITE if on_sqlite else ANYWHERE,
    )
    proof = Proof()

    story(Town(SEED, cases=1, small=True), ground, weather, proof)

    print(report_of(proof))
    assert proof.bad == []
    assert proof.tally.kills >= 5
