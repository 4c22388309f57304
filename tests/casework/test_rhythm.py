"""What every running case must have, and who is silent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casework import rhythm
from casework.cases import MemberState
from casework.ids import MemberId, new_id
from casework.known import Known
from casework.people import Person
from casework.rhythm import LackKind, Silence
from casework.roles import Role
from casework.roundtables import RoundtableState
from casework.timing import Almanac
from tests import happened
from tests.builders import NOW, a_manager_of, a_member
from tests.casework.test_reading_rights import CASE, MARI, ZONE

TODAY = date(2026, 11, 23)
MOTHER = a_member(Role.PARENT, case=CASE.id, last_word_at=NOW)
TEACHER = a_member(Role.CLASS_TEACHER, case=CASE.id, last_word_at=NOW)
GOAL = happened.a_goal(MARI, "Reads aloud", NOW)


def known(**changes: Any) -> Known:
    """Return a case that lacks nothing; each test takes one thing away."""
    fields: dict[str, Any] = {
        "case": CASE,
        "now": NOW,
        "almanac": Almanac(ZONE, frozenset()),
        "since": NOW - timedelta(weeks=4),
        "members": (MARI, MOTHER, TEACHER),
        "people": {},
        "roundtables": (happened.a_roundtable(MARI, NOW + timedelta(days=9)),),
    }
    return Known(**{**fields, **changes})


def lacking(case: Known) -> list[LackKind]:
    return [lack.kind for lack in rhythm.lacks(case)]


def test_a_case_with_all_four_lacks_nothing() -> None:
    assert lacking(known()) == []


def test_a_roundtable_must_be_ahead() -> None:
    over = happened.a_roundtable(
        MARI, NOW - timedelta(days=9), state=RoundtableState.HELD
    )
    assert lacking(known(roundtables=(over,))) == [LackKind.ROUNDTABLE]
    agreed = replace(over, next_on=TODAY + timedelta(days=14))
    assert lacking(known(roundtables=(agreed,))) == []


def test_a_roundtable_being_polled_counts() -> None:
    polled = happened.a_roundtable(MARI, NOW, state=RoundtableState.POLLING)
    assert lacking(known(roundtables=(replace(polled, starts_at=None),))) == []


@pytest.mark.parametrize("review", [None, TODAY - timedelta(days=1)])
def test_a_review_must_be_ahead(review: date | None) -> None:
    case = replace(CASE, next_review_on=review)
    assert lacking(known(case=case)) == [LackKind.REVIEW]


def test_a_running_activity_needs_somebody_who_is_still_there() -> None:
    running = happened.an_activity(TEACHER, GOAL, "Reading corner", TODAY)
    gone = replace(TEACHER, state=MemberState.LEFT)
    assert lacking(known(activities=(running,))) == []
    orphaned = replace(running, responsible=MemberId(new_id()))
    assert LackKind.RESPONSIBLE in lacking(known(activities=(orphaned,)))
    left = known(activities=(running,), members=(MARI, MOTHER, gone))
    assert lacking(left) == [LackKind.RESPONSIBLE]


@pytest.mark.parametrize(
    ("role", "days", "kind"),
    [
        (Role.PARENT, 14, LackKind.FAMILY_WORD),
        (Role.CLASS_TEACHER, 30, LackKind.SPECIALIST_WORD),
    ],
)
def test_a_word_goes_stale(role: Role, days: int, kind: LackKind) -> None:
    other = TEACHER if role is Role.PARENT else MOTHER
    fresh = a_member(role, case=CASE.id, last_word_at=NOW - timedelta(days=days))
    stale = replace(fresh, last_word_at=NOW - timedelta(days=days + 1))

    assert lacking(known(members=(MARI, other, fresh))) == []
    assert lacking(known(members=(MARI, other, stale))) == [kind]


def test_an_answer_is_a_fresh_word_too() -> None:
    quiet = replace(TEACHER, last_word_at=None)
    said = happened.an_update(quiet, GOAL, NOW - timedelta(days=3), "Fine")
    case = known(members=(MARI, MOTHER, quiet), updates=(said,))
    assert lacking(case) == []


def test_a_case_with_nobody_in_it_lacks_a_word_from_the_family() -> None:
    assert lacking(known(members=(a_manager_of(case=CASE.id),))) == [
        LackKind.FAMILY_WORD
    ]


@pytest.mark.parametrize(
    ("member", "person", "why"),
    [
        ({"state": MemberState.INVITED}, {}, Silence.NOT_YET),
        ({}, {"stopped_at": NOW}, Silence.STOPPED),
        ({}, {"away_until": TODAY}, Silence.AWAY),
        ({}, {"away_until": TODAY - timedelta(days=1)}, Silence.SILENT),
        ({}, {}, Silence.SILENT),
        ({"state": MemberState.LEFT}, {}, None),
    ],
)
def test_silence_has_a_reason(
    member: dict[str, Any], person: dict[str, Any], why: Silence | None
) -> None:
    mother = replace(MOTHER, **member)
    known_person = Person(
        id=mother.person, name="Kati", language="et", official=False, **person
    )
    case = known(
        members=(MARI, mother),
        people={mother.person: known_person},
        check_ins=(happened.a_silence(mother, NOW - timedelta(days=3)),),
    )

    assert [quiet.why for quiet in rhythm.silent(case)] == ([why] if why else [])


def test_who_answered_the_newest_check_in_is_not_silent() -> None:
    old = happened.a_silence(MOTHER, NOW - timedelta(days=9))
    new = happened.an_answer(
        MOTHER, NOW - timedelta(days=1), "Fine", happened.Audience.MANAGER
    )
    assert rhythm.silent(known(check_ins=(old, new))) == ()


def test_an_activity_is_overdue_the_day_after() -> None:
    due = happened.an_activity(TEACHER, GOAL, "Reading corner", TODAY)
    late = replace(due, due_on=TODAY - timedelta(days=1))
    assert rhythm.overdue(known(activities=(due,))) == 0
    assert rhythm.overdue(known(activities=(late,))) == 1
