from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import standing_in, vacancies
from casework.ballots import Counts
from casework.circles import Circle, Participant
from casework.opinions import Wanted, Whose
from casework.polls import Choice
from casework.refusals import NotAChoice
from casework.roles import Role
from casework.roundtables import Roundtable, RoundtableState, Vote
from tests.builders import NOW
from tests.roundtable_builders import (
    TIMES,
    a_circle,
    a_participant,
    a_roundtable,
)

SCHOOL = "Põhjala kool"


def of_school(who: Participant) -> Participant:
    return replace(who, member=replace(who.member, organisation=SCHOOL))


def the_circle() -> Circle:
    circle = a_circle(Role.PARENT, Role.CLASS_TEACHER, Role.PSYCHOLOGIST)
    lead, parent, *school = circle.present
    return replace(circle, present=(lead, parent, *map(of_school, school)))


CIRCLE = the_circle()
PARENT, TEACHER, PSYCHOLOGIST = (p.person.id for p in CIRCLE.present[1:])
POLL = standing_in.let_one_stand(a_roundtable(CIRCLE), CIRCLE, SCHOOL, enough=True)


def voted(votes: dict, poll: Roundtable = POLL) -> Roundtable:
    for n, (person, vote) in enumerate(votes.items()):
        seat = poll.seat_of(person)
        at = NOW + timedelta(hours=n)
        poll = poll.with_seat(replace(seat, votes={0: vote}, answered_at=at))
    return poll


def convened(votes: dict) -> tuple[set, set]:
    fixed = replace(voted(votes), state=RoundtableState.CONVENED, starts_at=TIMES[0])
    kept, spared = standing_in.spare_the_others(fixed, CIRCLE)
    return {seat.person for seat in kept.seats}, {told.to for told in spared}


VOTES = st.sampled_from([*Vote, None])


@given(VOTES, VOTES, VOTES)
def test_an_organisation_is_there_if_one_of_it_can(
    parent: Vote, teacher: Vote, psychologist: Vote
) -> None:
    poll = voted({PARENT: parent, TEACHER: teacher, PSYCHOLOGIST: psychologist})
    can = standing_in.everyone_needed_can(poll, CIRCLE, TIMES[0])
    assert can == (parent is Vote.YES and Vote.YES in (teacher, psychologist))


def test_who_says_yes_first_is_invited_and_the_others_are_spared() -> None:
    seated, spared = convened(
        {PSYCHOLOGIST: Vote.YES, TEACHER: Vote.YES, PARENT: Vote.YES}
    )
    assert (TEACHER in seated, spared) == (False, {TEACHER})
    seated, spared = convened({TEACHER: Vote.IF_NEEDED, PSYCHOLOGIST: Vote.YES})
    assert spared == {TEACHER}
    seated, spared = convened({TEACHER: Vote.NO, PSYCHOLOGIST: Vote.NO})
    assert spared == set()
    assert {TEACHER, PSYCHOLOGIST} <= seated


def test_a_colleague_takes_the_seat_and_nobody_else_can() -> None:
    fixed = replace(
        voted({TEACHER: Vote.YES}), state=RoundtableState.CONVENED, starts_at=TIMES[0]
    )
    kept, _ = standing_in.spare_the_others(fixed, CIRCLE)
    seat = kept.seat_of(TEACHER)
    (colleague,) = standing_in.colleagues(kept, CIRCLE, seat)
    assert colleague.person.id == PSYCHOLOGIST
    changed = standing_in.stand_in(kept, seat, colleague)
    assert {s.person for s in changed.seats} == {CIRCLE.manager, PARENT, PSYCHOLOGIST}
    assert changed.seat_of(PSYCHOLOGIST).required
    assert not standing_in.colleagues(kept, CIRCLE, kept.seat_of(PARENT))


def test_one_of_one_is_no_choice() -> None:
    alone = a_circle(Role.PARENT, Role.CLASS_TEACHER)
    with pytest.raises(NotAChoice):
        standing_in.let_one_stand(a_roundtable(alone), alone, SCHOOL, enough=True)


@given(st.booleans(), st.booleans(), VOTES, st.booleans())
def test_it_is_convened_by_itself_only_when_nothing_is_left_to_decide(
    wished: bool, known: bool, teacher: Vote, possible: bool
) -> None:
    poll = voted({PARENT: Vote.YES, TEACHER: teacher, PSYCHOLOGIST: Vote.NO})
    poll = replace(poll, by_itself=wished)
    missing = () if known else (Wanted(whose=Whose.CHILD),)
    choice = Choice(at=TIMES[0], possible=possible, counts=Counts(), silent=0)
    at = vacancies.settled(poll, CIRCLE, (choice,), missing)
    expected = wished and known and possible and teacher is Vote.YES
    assert at == (TIMES[0] if expected else None)


def test_only_of_somebody_required_who_leaves_the_case_manager_hears() -> None:
    leaver = CIRCLE.present[2].member
    told = vacancies.seat_empty(POLL, CIRCLE, leaver, "Jaan")
    assert told is not None
    assert told.to == CIRCLE.manager
    seat = POLL.seat_of(TEACHER)
    optional = POLL.with_seat(replace(seat, required=False))
    assert vacancies.seat_empty(optional, CIRCLE, leaver, "Jaan") is None
    stranger = a_participant(Role.TEACHER).member
    assert vacancies.seat_empty(POLL, CIRCLE, stranger, "Jaan") is None
