"""The short form of the proof about two parents; docs/proofs.md has the long one."""

from random import Random

import pytest

from tests.proofs.parents import a_story, difference, played


@pytest.fixture(scope="module")
def calm() -> list[str]:
    """What one parent gets while the other says nothing at all."""
    return played(())


def test_nothing_one_parent_does_changes_what_the_other_gets(calm: list[str]) -> None:
    assert difference(calm, played(a_story(Random("ci/0")))) == []


def test_nor_does_it_on_the_other_engine(
    calm: list[str], postgresql_server: str
) -> None:
    story = a_story(Random("ci/1"))
    assert difference(calm, played(story, postgresql_server)) == []
