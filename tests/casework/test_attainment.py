"""Goal attainment: the tables of casework.md D8, and who may say and read what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import attainment
from casework.agenda_items import GoalRating, Level
from casework.attainment import AskRating, t_score
from casework.circles import Participant
from casework.disclosure import InfoClass
from casework.ids import GoalId, PersonId, new_id
from casework.plans import Goal
from casework.refusals import NotAChoice, NotYours, OutOfDate
from casework.roles import Role
from casework.roundtables import RoundtableState
from tests.builders import NOW
from tests.roundtable_builders import CASE, a_circle, a_convened

SIZES = {
    1: (30.00, 40.00, 50.00, 60.00, 70.00),
    2: (25.19, 37.60, 50.00, 62.40, 74.81),
    3: (22.61, 36.31, 50.00, 63.69, 77.39),
    4: (20.98, 35.49, 50.00, 64.51, 79.02),
    5: (19.85, 34.92, 50.00, 65.08, 80.15),
}
RATED = st.lists(st.tuples(st.integers(-2, 2), st.integers(1, 9)), min_size=1)
CIRCLE = a_circle(Role.PARENT, Role.CLASS_TEACHER, Role.CHILD, Role.YOUTH_POLICE)
MARI, KATI, JAAN, CHILD, POLICE = CIRCLE.present
GOALS = tuple(
    Goal(id=GoalId(new_id()), case=CASE, text=text, set_by=CIRCLE.manager, set_at=NOW)
    for text in ("Reads aloud", "Sleeps at night")
)


def a_rating(by: PersonId, goal: Goal, level: int, role: Role) -> GoalRating:
    return GoalRating(goal=goal.id, by=by, role=role, level=Level(level), at=NOW)


@pytest.mark.parametrize("size", SIZES)
def test_t_is_what_the_table_says_for_goals_that_weigh_alike(size: int) -> None:
    found = [t_score([(level, 1)] * size) for level in range(-2, 3)]
    assert found == pytest.approx(SIZES[size], abs=0.005)


@pytest.mark.parametrize(
    ("levels", "weights", "t"),
    [
        ((1, 0, -1), (1, 2, 3), 45.59),
        ((1, 1, 0), (4, 2, 1), 61.07),
        ((-1, -1, -1), (1, 2, 3), 36.78),
        ((0, 1, 2), (1, 1, 1), 63.69),
    ],
)
def test_t_is_what_the_table_says_for_weighted_goals(
    levels: tuple[int, ...], weights: tuple[int, ...], t: float
) -> None:
    found = t_score(zip(levels, weights, strict=True))
    assert found == pytest.approx(t, abs=0.005)


def test_without_a_goal_that_counts_there_is_no_t() -> None:
    assert t_score([]) is None
    assert t_score([(2, 0)]) is None
    assert t_score([(2, 0), (0, 1)]) == 50


@given(RATED, st.integers(2, 5))
def test_t_mirrors_scales_and_rises(rated: list[tuple[int, int]], times: int) -> None:
    t = t_score(rated)
    assert t is not None
    mirrored = t_score((-level, weight) for level, weight in rated)
    assert mirrored == pytest.approx(100 - t)
    heavier = t_score((level, weight * times) for level, weight in rated)
    assert heavier == pytest.approx(t)
    (level, weight), *others = rated
    raised = t_score([(level + 1, weight), *others])
    assert raised is not None
    assert raised > t


def test_who_reads_the_goals_is_asked_about_each_in_turn_and_changes_their_mind() -> (
    None
):
    meeting = a_convened(CIRCLE)
    first = attainment.question(meeting, CIRCLE, KATI.person.id, GOALS, 0)
    assert (first.text, first.number, first.total) == ("Reads aloud", 1, 2)

    for level in (2, -1):
        given_ = a_rating(KATI.person.id, GOALS[0], level, Role.PARENT)
        (meeting,) = attainment.rate(meeting, CIRCLE, given_, GOALS).things

    assert [each.level for each in meeting.ratings] == [Level.LESS]
    again = attainment.question(meeting, CIRCLE, KATI.person.id, GOALS, 0)
    assert again.level is Level.LESS
    after = attainment.question(meeting, CIRCLE, KATI.person.id, GOALS, 2)
    assert isinstance(after, AskRating)
    assert after.goal is None


@pytest.mark.parametrize("who", [CHILD, POLICE])
def test_who_may_not_read_the_goals_is_neither_asked_nor_shown(
    who: Participant,
) -> None:
    said = a_rating(KATI.person.id, GOALS[0], 1, Role.PARENT)
    meeting = a_convened(CIRCLE, ratings=(said,))

    assert InfoClass.GOALS not in who.member.reads
    assert attainment.shown_to(meeting, who) == ()
    with pytest.raises(NotYours):
        attainment.question(meeting, CIRCLE, who.person.id, GOALS, 0)
    own = a_rating(who.person.id, GOALS[0], 2, who.member.role)
    with pytest.raises(NotYours):
        attainment.rate(meeting, CIRCLE, own, GOALS)


def test_a_goal_of_elsewhere_and_a_roundtable_that_is_over_are_refused() -> None:
    foreign = a_rating(KATI.person.id, GOALS[0], 1, Role.PARENT)
    with pytest.raises(NotAChoice):
        attainment.rate(a_convened(CIRCLE), CIRCLE, foreign, GOALS[1:])
    for state in (RoundtableState.CANCELLED, RoundtableState.MINUTES_DRAFT):
        over = a_convened(CIRCLE)
        gone = replace(over, state=state)
        with pytest.raises(OutOfDate):
            attainment.rate(gone, CIRCLE, foreign, GOALS)


def test_two_steps_apart_is_a_reason_to_talk_and_one_is_not() -> None:
    parent = a_rating(KATI.person.id, GOALS[0], -1, Role.PARENT)
    for level, apart in ((1, True), (0, False)):
        teacher = a_rating(JAAN.person.id, GOALS[0], level, Role.CLASS_TEACHER)
        found = attainment.seen_differently((parent, teacher))
        assert (GOALS[0].id in found) is apart
