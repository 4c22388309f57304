"""The short form of the disclosure proof; docs/proofs.md has the long one."""

from functools import partial

import pytest

from tests.proofs import rights, stories
from tests.proofs.disclosure import STEPS_IN_A_WORLD, Figures, play, rehearse
from tests.proofs.ways import WAYS

SITUATIONS = 300
"""In each of the ways in which people come in."""


@pytest.mark.parametrize("way", WAYS)
async def test_nobody_sees_what_the_table_refuses(way: str) -> None:
    figures = Figures()

    await play(f"4/0@{way}", figures, STEPS_IN_A_WORLD, SITUATIONS)

    assert figures.leaks == []
    assert not figures.empty
    assert figures.faults == 0


async def test_nobody_sees_what_somebody_wants_kept_and_not_used() -> None:
    figures = Figures()

    await rehearse(
        "18", figures, (stories.check_ins, partial(rights.restrict, address="jaan"))
    )

    assert figures.leaks == []
    assert figures.faults == 0
    assert figures.states["beside data unused"] > 100
