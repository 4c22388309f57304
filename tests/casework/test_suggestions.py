from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import ballots, suggestions
from casework.ballots import AskOneMore
from casework.refusals import (
    AskedAlready,
    EnoughTimes,
    InThePast,
    NotYours,
    OutOfDate,
)
from casework.roles import Role
from casework.roundtables import Roundtable, RoundtableState, Suggestion, Vote
from casework.suggestion_messages import TellSuggested, TellSuggestionDeclined
from tests.builders import NOW
from tests.roundtable_builders import (
    TIMES,
    a_circle,
    a_convened,
    a_participant,
    a_roundtable,
)

CIRCLE = a_circle(Role.PARENT, Role.CLASS_TEACHER, Role.SPEECH_THERAPIST)
VOTERS = [p.person.id for p in CIRCLE.present[1:]]
LATER = TIMES[-1] + timedelta(days=1)
MINE = Suggestion(person=VOTERS[0], starts_at=LATER, words="After work", at=NOW)


def suggested(roundtable: Roundtable) -> Roundtable:
    return suggestions.suggest(roundtable, CIRCLE, MINE, NOW).things[0]


def test_a_suggestion_reaches_the_case_manager_alone() -> None:
    outcome = suggestions.suggest(a_roundtable(CIRCLE), CIRCLE, MINE, NOW)
    (told,) = [m for m in outcome.messages if isinstance(m, TellSuggested)]
    assert (told.to, told.starts_at, told.words) == (
        CIRCLE.manager,
        LATER,
        "After work",
    )
    assert {m.to for m in outcome.messages} == {CIRCLE.manager, VOTERS[0]}


def test_the_same_suggestion_again_changes_nothing() -> None:
    kept = suggested(a_roundtable(CIRCLE))
    assert suggestions.suggest(kept, CIRCLE, MINE, NOW) == suggestions.Outcome()


@given(st.lists(st.sampled_from(VOTERS), unique=True), st.integers(0, 8))
def test_everyone_but_who_suggested_is_asked_about_one_time_more(
    answered: list, days: int
) -> None:
    roundtable = a_roundtable(CIRCLE)
    every = dict.fromkeys(range(len(TIMES)), Vote.NO)
    for voter in answered:
        roundtable, _ = ballots.vote(roundtable, voter, every, NOW)
    now = NOW + timedelta(days=days)
    outcome = suggestions.ask_about(suggested(roundtable), CIRCLE, MINE, now)

    (asked,) = outcome.things
    papers = [m for m in outcome.messages if isinstance(m, AskOneMore)]
    assert {m.to for m in papers} == set(VOTERS[1:])
    assert all(m.times[m.option or 0] == LATER for m in papers)
    assert asked.proposals[:-1] == TIMES
    assert asked.seat_of(VOTERS[0]).votes[len(TIMES)] is Vote.YES
    assert not ballots.is_complete(asked, CIRCLE)
    assert now < asked.closes_at < LATER
    assert asked.wake_at is not None
    for voter in answered:
        before = roundtable.seat_of(voter).votes
        assert before.items() <= asked.seat_of(voter).votes.items()


def test_a_suggestion_is_decided_once() -> None:
    kept = suggested(a_roundtable(CIRCLE))
    declined = suggestions.decline(kept, CIRCLE, MINE)
    assert any(isinstance(m, TellSuggestionDeclined) for m in declined.messages)
    (after,) = declined.things
    decided = replace(MINE, taken=False)
    for again in (suggestions.decline, suggestions.ask_about):
        rest = (NOW,) if again is suggestions.ask_about else ()
        with pytest.raises(OutOfDate):
            again(after, CIRCLE, decided, *rest)  # type: ignore[operator]


def test_what_cannot_be_suggested_is_refused() -> None:
    roundtable = a_roundtable(CIRCLE)
    for at, refusal in ((TIMES[1], AskedAlready), (NOW, InThePast)):
        with pytest.raises(refusal):
            suggestions.suggest(roundtable, CIRCLE, replace(MINE, starts_at=at), NOW)
    stranger = replace(MINE, person=a_participant(Role.TEACHER).person.id)
    with pytest.raises(NotYours):
        suggestions.suggest(roundtable, CIRCLE, stranger, NOW)
    for state in (RoundtableState.DRAFT, RoundtableState.CANCELLED):
        with pytest.raises(OutOfDate):
            suggestions.suggest(replace(roundtable, state=state), CIRCLE, MINE, NOW)


def test_a_poll_does_not_grow_without_end() -> None:
    many = tuple(TIMES[0] + timedelta(hours=n) for n in range(suggestions.MOST_TIMES))
    kept = suggested(a_roundtable(CIRCLE, proposals=many))
    with pytest.raises(EnoughTimes):
        suggestions.ask_about(kept, CIRCLE, MINE, NOW)


def test_another_time_can_be_suggested_for_a_meeting_that_has_one() -> None:
    kept = suggested(a_convened(CIRCLE))
    with pytest.raises(OutOfDate):
        suggestions.ask_about(kept, CIRCLE, MINE, NOW)
    assert suggestions.take(kept, MINE).suggestions[0].taken
