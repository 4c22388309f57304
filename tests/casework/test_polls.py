from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import ballots, polls
from casework.outcome import Lane
from casework.refusals import AlreadyCalled, NotAChoice, NoTimes, NotYours, OutOfDate
from casework.roles import Role
from casework.roundtables import Purpose, RoundtableState, Vote
from tests.builders import NOW
from tests.roundtable_builders import TIMES, a_circle, a_participant, a_roundtable

CIRCLE = a_circle(Role.PARENT, Role.CLASS_TEACHER, Role.SPEECH_THERAPIST)
VOTERS = [p.person.id for p in CIRCLE.present[1:]]
VOTES = st.tuples(
    st.sampled_from(VOTERS), st.integers(0, len(TIMES) - 1), st.sampled_from(Vote)
)


@given(st.lists(VOTES, max_size=30))
def test_the_last_word_of_each_counts_and_no_other_is_lost(given_votes: list) -> None:
    roundtable = a_roundtable(CIRCLE)
    last = {}
    for voter, option, said in given_votes:
        roundtable, _ = ballots.vote(roundtable, voter, {option: said}, NOW)
        last[voter, option] = said
    counted = ballots.counts(roundtable, CIRCLE)
    for option in range(len(TIMES)):
        mine = [said for (_, about), said in last.items() if about == option]
        assert counted[option] == ballots.Counts(
            yes=mine.count(Vote.YES),
            if_needed=mine.count(Vote.IF_NEEDED),
            no=mine.count(Vote.NO),
        )


@given(VOTES, VOTES)
def test_a_vote_changes_nobody_elses(first: tuple, second: tuple) -> None:
    roundtable = a_roundtable(CIRCLE)
    roundtable, _ = ballots.vote(roundtable, first[0], {first[1]: first[2]}, NOW)
    after, _ = ballots.vote(roundtable, second[0], {second[1]: second[2]}, NOW)
    for before_seat, after_seat in zip(roundtable.seats, after.seats, strict=True):
        if after_seat.person != second[0]:
            assert after_seat == before_seat


def test_who_has_left_is_neither_counted_nor_waited_for() -> None:
    roundtable = a_roundtable(CIRCLE)
    every = dict.fromkeys(range(len(TIMES)), Vote.YES)
    for voter in VOTERS[:2]:
        roundtable, _ = ballots.vote(roundtable, voter, every, NOW)
    assert not ballots.is_complete(roundtable, CIRCLE)
    smaller = replace(CIRCLE, present=CIRCLE.present[:3])
    assert ballots.is_complete(roundtable, smaller)
    one_left = replace(CIRCLE, present=CIRCLE.present[:2])
    assert ballots.counts(roundtable, one_left)[0].yes == 1


def test_the_case_manager_and_strangers_have_no_vote() -> None:
    roundtable = a_roundtable(CIRCLE)
    with pytest.raises(NotAChoice):
        ballots.vote(roundtable, CIRCLE.manager, {0: Vote.YES}, NOW)
    stranger = a_participant(Role.TEACHER).person.id
    with pytest.raises(NotYours):
        ballots.vote(roundtable, stranger, {0: Vote.YES}, NOW)


def test_there_is_no_vote_on_a_time_that_was_not_proposed() -> None:
    with pytest.raises(NotAChoice):
        ballots.vote(a_roundtable(CIRCLE), VOTERS[0], {len(TIMES): Vote.YES}, NOW)


def test_the_deadline_closes() -> None:
    roundtable = a_roundtable(CIRCLE)
    assert roundtable.closes_at is not None
    with pytest.raises(OutOfDate):
        ballots.vote(roundtable, VOTERS[0], {0: Vote.YES}, roundtable.closes_at)


@pytest.mark.parametrize(
    ("days", "before"), [(7, 48), (5.1, 48), (5, 36), (3, 36), (2, 36), (1.9, None)]
)
def test_one_reminder_at_the_time_the_leaders_remind(
    days: float, before: int | None
) -> None:
    closes_at = NOW + timedelta(days=days)
    expected = None if before is None else closes_at - timedelta(hours=before)
    assert polls.reminder_at(NOW, closes_at) == expected


def test_only_the_silent_are_reminded_and_only_once() -> None:
    every = dict.fromkeys(range(len(TIMES)), Vote.NO)
    roundtable, _ = ballots.vote(a_roundtable(CIRCLE), VOTERS[0], every, NOW)
    outcome = polls.remind(roundtable, CIRCLE, NOW)
    assert {message.to for message in outcome.messages} == set(VOTERS[1:])
    assert outcome.things[0].wake_at == roundtable.closes_at


def test_one_purpose_has_one_open_roundtable() -> None:
    draft = a_roundtable(CIRCLE, state=RoundtableState.DRAFT)
    closes_at = NOW + timedelta(days=3)
    with pytest.raises(AlreadyCalled):
        polls.open_poll(draft, CIRCLE, [a_roundtable(CIRCLE)], closes_at, NOW)
    urgent = a_roundtable(CIRCLE, purpose=Purpose.URGENT)
    assert polls.open_poll(draft, CIRCLE, [urgent], closes_at, NOW).messages


def test_nobody_is_asked_about_no_times() -> None:
    draft = a_roundtable(CIRCLE, state=RoundtableState.DRAFT, proposals=())
    with pytest.raises(NoTimes):
        polls.open_poll(draft, CIRCLE, [], NOW, NOW)


def test_no_ballot_holds_a_name() -> None:
    draft = a_roundtable(CIRCLE, state=RoundtableState.DRAFT)
    outcome = polls.open_poll(draft, CIRCLE, [], NOW + timedelta(days=3), NOW)
    assert len(outcome.messages) == len(VOTERS) + 1
    for message in outcome.messages:
        assert not any(p.person.name in str(message) for p in CIRCLE.present)


def test_a_poll_without_a_decision_is_brought_up_once_more() -> None:
    closed = polls.close(a_roundtable(CIRCLE))
    assert closed.closes_at is not None
    assert closed.wake_at == closed.closes_at + timedelta(days=2)
    assert polls.close(closed).wake_at is None


def test_what_is_urgent_is_asked_about_today() -> None:
    draft = a_roundtable(CIRCLE, state=RoundtableState.DRAFT)
    lanes = {
        days: polls.open_poll(draft, CIRCLE, [], NOW + timedelta(days=days), NOW)
        .messages[0]
        .lane
        for days in (1, 3)
    }
    assert lanes == {1: Lane.URGENT, 3: Lane.PROMPT}
