"""GDPR 18 by hypothesis: restricted data is read by its own person and in emergencies."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import cases, restricting, summaries
from casework.cases import Member, MemberState
from casework.ids import PersonId, new_id
from casework.known import Known
from casework.people import Person
from casework.refusals import NotYours, OutOfDate
from casework.restricted import Ground, Restriction
from casework.restricting import Place
from casework.roles import FAMILY, MANAGING, Role
from casework.statements import Kind, Statement, narrowed
from tests.builders import NOW, a_manager_of, a_member
from tests.casework.test_reading_rights import (
    CASE,
    MARI,
    MOTHER,
    OFFICER,
    OTHER,
    all_views,
    everything,
)

RESTING = Restriction(since=NOW, by=MARI.person, ground=Ground.CONTESTED)
WRITERS = (MOTHER, OFFICER, OTHER)
SAID_BY_OTHER = {
    "canary-shared",
    "canary-officials",
    "canary-obstacle",
    "canary-hidden-obstacle",
    "Canary Therapist",
}
AGREED = {Kind.GOAL, Kind.ACTIVITY, Kind.DECISION}
ASKED_FOR = {Kind.ACCESS, Kind.TASK, Kind.LACK}
roles = st.sampled_from(Role)


def resting(known: Known, *whose: Member) -> Known:
    rests = {each.id for each in whose}
    members = tuple(
        replace(each, restriction=RESTING) if each.id in rests else each
        for each in known.members
    )
    return replace(known, members=members)


@pytest.mark.parametrize("role", Role, ids=str)
def test_no_role_reads_what_a_restricted_member_said_but_in_an_emergency(
    role: Role,
) -> None:
    viewer = a_member(role, case=CASE.id)
    known = everything(viewer)
    before, after = (all_views(each, viewer) for each in (known, resting(known, OTHER)))

    seen = {canary for canary in SAID_BY_OTHER if canary in after}
    # The mark for who leads, and to the family who has read of them (GDPR 15).
    named = {"Canary Therapist"} if role in FAMILY | MANAGING else set[str]()
    if role is Role.EMERGENCY:
        assert seen == {canary for canary in SAID_BY_OTHER if canary in before}
    else:
        assert seen == named
    for agreed in ("canary-activity", "canary-decision", "canary-goal"):
        assert (agreed in after) is (agreed in before)


def _without_lacks(statements: list[Statement]) -> list[Statement]:
    """Leave out what a case lacks: words of who is restricted count as none."""
    return [each for each in statements if each.kind is not Kind.LACK]


@settings(max_examples=150, deadline=None)
@given(role=roles, whose=st.sets(st.sampled_from(range(len(WRITERS)))))
def test_whoever_is_restricted_nothing_of_theirs_is_read_and_nothing_else_is_lost(
    role: Role, whose: set[int]
) -> None:
    viewer = a_member(role, case=CASE.id)
    restricted = [WRITERS[each] for each in whose]
    known = everything(viewer)
    rests = {each.person for each in restricted}

    for view in (summaries.summarise, summaries.status):
        free = view(known, viewer).statements
        left = view(resting(known, *restricted), viewer).statements
        others = [each for each in free if rests.isdisjoint({each.by, each.of})]
        kept = [each for each in left if rests.isdisjoint({each.by, each.of})]
        if role is Role.EMERGENCY:
            assert left == free
            continue
        assert _without_lacks(kept) == _without_lacks(others)
        for each in left:
            if each in kept or each.kind in ASKED_FOR:
                continue
            assert each.kind in AGREED | {Kind.MEMBER}
            assert each.kind is Kind.MEMBER or not each.name


@settings(max_examples=50, deadline=None)
@given(role=roles)
def test_what_lay_waiting_loses_the_words_of_who_is_restricted_meanwhile(
    role: Role,
) -> None:
    viewer = a_member(role, case=CASE.id)
    written = summaries.summarise(everything(viewer), viewer)

    left = narrowed(written, viewer, frozenset({OTHER.person}))

    said = [e for e in (*left.statements, *left.marks) if e.by == OTHER.person]
    assert not said or role is Role.EMERGENCY


def test_everybody_keeps_reading_their_own() -> None:
    known = everything(OTHER)

    resting_view = all_views(resting(known, OTHER), OTHER)
    assert resting_view.replace(", data not used since 23 Nov", "") == all_views(
        known, OTHER
    )


def a_place(**changes: Any) -> Place:
    member = a_member(Role.PARENT, case=CASE.id, **changes)
    return Place(
        member=member,
        person=Person(id=member.person, name="Kati", language="et", official=False),
        case=CASE,
    )


def test_it_is_granted_and_ended_by_who_leads_and_told_before_it_ends() -> None:
    place = a_place()
    granted = restricting.restrict(place, Ground.CLAIMS, MARI, NOW)
    (member,) = granted.things
    assert not member.may_be_asked
    assert cases.restricted_in([member]) == {member.person}

    ahead = restricting.announce_end(
        replace(place, member=member), MARI, NOW.date(), NOW
    )
    (told,) = ahead.things
    assert told.restriction is not None
    assert told.wake_at == NOW + restricting.TOLD_BEFORE
    assert not restricting.is_over(told, NOW + timedelta(days=6))
    assert restricting.is_over(told, NOW + restricting.TOLD_BEFORE)


def test_only_who_leads_grants_it_and_only_its_person_ends_it_at_once() -> None:
    place = a_place()
    jaan = a_member(Role.CLASS_TEACHER, case=CASE.id)
    elsewhere = a_manager_of()
    for by in (jaan, elsewhere, place.member):
        with pytest.raises(NotYours):
            restricting.restrict(place, Ground.CLAIMS, by, NOW)
    resting_place = replace(place, member=replace(place.member, restriction=RESTING))
    with pytest.raises(NotYours):
        restricting.withdraw(resting_place, MARI.person, NOW)
    with pytest.raises(NotYours):
        restricting.announce_end(resting_place, jaan, NOW.date(), NOW)
    with pytest.raises(OutOfDate):
        restricting.restrict(resting_place, Ground.CLAIMS, MARI, NOW)
    ended = restricting.withdraw(resting_place, place.member.person, NOW)
    assert ended.things[0].restriction is None


def test_who_has_left_is_written_to_no_more_when_it_ends() -> None:
    gone = a_member(
        Role.PARENT, case=CASE.id, state=MemberState.LEFT, restriction=RESTING
    )

    assert not restricting.end(gone, CASE.code, NOW).messages
    assert PersonId(new_id()) not in cases.restricted_in([gone])
