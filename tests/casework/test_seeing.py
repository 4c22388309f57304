"""What somebody sees, at delivery and on their page, by the same one rule."""

from dataclasses import replace
from datetime import date

import pytest

from casework.cases import (
    CONFIDENTIALITY_VERSION,
    Case,
    CaseStatus,
    Member,
    MemberState,
)
from casework.disclosure import InfoClass
from casework.ids import CaseId, MemberId, PersonId, new_id
from casework.roles import Role, Sector
from casework.seeing import may_see, places

CASE = Case(
    id=CaseId(new_id()),
    code="K7-4F2Q",
    opened_on=date(2026, 11, 1),
    manager=PersonId(new_id()),
)
CLOSED = replace(CASE, status=CaseStatus.CLOSED)


def a_member(role: Role) -> Member:
    return Member(
        id=MemberId(new_id()),
        case=CASE.id,
        person=PersonId(new_id()),
        role=role,
        sector=Sector.EDUCATION,
        purpose="",
        state=MemberState.ACTIVE,
        accepted_version=CONFIDENTIALITY_VERSION,
    )


@pytest.mark.parametrize("role", [Role.PARENT, Role.TEACHER, Role.DEPUTY])
@pytest.mark.parametrize("shows", [None, InfoClass.SCHEDULE])
def test_of_a_closed_case_nobody_sees_anything_but_who_led_it(
    role: Role, shows: InfoClass | None
) -> None:
    for case, seen in ((CASE, True), (CLOSED, False)):
        mine = places((a_member(role),), {CASE.id: case})
        assert may_see(mine, CASE.id, shows) is seen
    led = places((a_member(Role.CASE_MANAGER),), {CASE.id: CLOSED})
    assert may_see(led, CASE.id, shows)


def test_what_holds_several_kinds_is_seen_only_by_who_may_see_each() -> None:
    parent = a_member(Role.PARENT)
    needs = frozenset({(CASE.id, InfoClass.TASKS_ALL)})
    cases = {CASE.id: CASE}

    assert may_see(places((parent,), cases), CASE.id, InfoClass.GOALS, needs)
    limited = replace(parent, sharing_limit=frozenset({InfoClass.TASKS_ALL}))
    assert not may_see(places((limited,), cases), CASE.id, InfoClass.GOALS, needs)
    assert may_see(places((limited,), cases), CASE.id, InfoClass.GOALS)
    assert not may_see({}, None, None, needs)
    assert may_see({}, None, None)


def test_who_is_invited_sees_what_is_of_no_kind_and_nothing_else() -> None:
    invited = replace(a_member(Role.PARENT), state=MemberState.INVITED)
    mine = places((invited,), {CASE.id: CASE})

    assert may_see(mine, CASE.id, None)
    assert not may_see(mine, CASE.id, InfoClass.SCHEDULE)
