"""Many prompts at one moment, in virtual time: the short form of `bench prompts`."""

from itertools import pairwise
from pathlib import Path

from bench.prompts import Figures, lay, play

PEOPLE = 70
PAUSE = 17


def test_all_leave_at_the_pace_that_is_allowed_and_a_pause_holds_everybody(
    tmp_path: Path,
) -> None:
    lay(str(tmp_path), PEOPLE)

    figures = play(str(tmp_path), Figures(PEOPLE), {40: PAUSE})

    assert len(figures.came) == PEOPLE
    # The one refusal is the pause that was asked for: nobody ran into it again.
    assert figures.refused == 1
    gaps = [later - earlier for earlier, later in pairwise(figures.came)]
    assert PAUSE <= max(gaps) <= PAUSE + 1.5
    assert gaps.index(max(gaps)) >= 39
    assert figures.lasted - max(gaps) <= PEOPLE / 30 + 0.5
