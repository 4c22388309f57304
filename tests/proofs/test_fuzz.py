"""The short form of the proof by fuzzing; the long one: `python -m tests.proofs fuzz`."""

from random import Random

import pytest

from tests.proofs.fuzz import bent, made
from tests.proofs.fuzzing.doors import DOORS, through
from tests.proofs.fuzzing.readers import READERS
from tests.proofs.fuzzing.tally import Tally

SEED = 20261122


@pytest.mark.parametrize("name", READERS)
def test_nothing_from_outside_is_more_than_refused(name: str) -> None:
    for tally in (bent(name, 250, SEED), made(name, 30, SEED)):
        assert tally.inputs > 20
        assert tally.broken == 0, "\n".join(tally.lines)


@pytest.mark.parametrize("name", DOORS)
async def test_the_whole_program_loses_nothing_that_is_bent(name: str) -> None:
    tally = await through(name, 40, Random(SEED))
    assert tally.inputs == 40
    assert tally.broken == 0, "\n".join(tally.lines)


def test_an_input_that_is_not_borne_would_be_found() -> None:
    def careless(content: bytes) -> None:
        content.decode()

    tally = Tally("careless")
    tally.feed(careless, b"well")
    tally.feed(careless, b"\xff")
    assert (tally.inputs, tally.broken) == (2, 1)
    assert "UnicodeDecodeError" in "\n".join(tally.lines)
