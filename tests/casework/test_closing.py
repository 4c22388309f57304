"""When a case may be closed, who is told what, and how it is taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from casework import closing, closures
from casework.cases import Case, Member, MemberState
from casework.closing import Goodbye
from casework.closures import Closure, Reason
from casework.disclosure import InfoClass, shown_after_closing
from casework.ids import CaseId, MemberId, PersonId
from casework.people import Person
from casework.refusals import (
    NoWords,
    OutOfDate,
    TooEarlyToClose,
    TooFewRoundtables,
    TooLateToReopen,
)
from casework.roles import Role, usual_sector

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
MARI = Person(
    id=PersonId(uuid4()), name="Mari", language="et", official=True, phone="5550 0000"
)
CASE = Case(
    id=CaseId(uuid4()), code="K7-4F2Q", opened_on=date(2026, 1, 5), manager=MARI.id
)


def member(role: Role, state: MemberState = MemberState.ACTIVE) -> Member:
    return Member(
        id=MemberId(uuid4()),
        case=CASE.id,
        person=MARI.id if role is Role.CASE_MANAGER else PersonId(uuid4()),
        role=role,
        sector=usual_sector(role),
        purpose="",
        state=state,
        accepted_version=1 if state is MemberState.ACTIVE else 0,
        joined_at=NOW if state is MemberState.ACTIVE else None,
    )


LEAD, TEACHER, MOTHER = (
    member(Role.CASE_MANAGER),
    member(Role.TEACHER),
    member(Role.PARENT),
)
INVITED = member(Role.PSYCHOLOGIST, MemberState.INVITED)
EVERYONE = (LEAD, TEACHER, MOTHER, INVITED)


def closure(reason: Reason = Reason.GOALS_MET) -> Closure:
    return Closure(reason=reason, at=NOW, by=MARI.id, held=3)


def goodbyes(reason: Reason, today: date) -> tuple[closing.SayCaseClosed, ...]:
    said = Goodbye(lead=MARI, municipality="Põhjala vald", today=today)
    return closing.say_goodbye(CASE, closure(reason), EVERYONE, said)


def test_goals_are_met_after_three_roundtables_two_by_exception_never_one() -> None:
    for few in (0, 1):
        with pytest.raises(TooFewRoundtables):
            closures.check_held(Reason.GOALS_MET, few)
    closures.check_held(Reason.GOALS_MET, 2)
    assert closures.needs_words(Reason.GOALS_MET, 2)
    assert not closures.needs_words(Reason.GOALS_MET, 3)


@pytest.mark.parametrize("reason", [r for r in Reason if r is not Reason.GOALS_MET])
def test_other_reasons_need_no_roundtables(reason: Reason) -> None:
    closures.check_held(reason, 0)
    assert not closures.needs_date(reason, date(2027, 6, 1))


def test_from_2027_the_need_stays_away_for_six_months_first() -> None:
    assert not closures.needs_date(Reason.GOALS_MET, date(2026, 12, 31))
    assert closures.needs_date(Reason.GOALS_MET, date(2027, 1, 1))
    closures.check_free_of_need(date(2026, 8, 31), date(2027, 2, 28))
    for met_since in (date(2026, 9, 1), date(2027, 3, 1)):
        with pytest.raises(TooEarlyToClose):
            closures.check_free_of_need(met_since, date(2027, 2, 28))


def test_from_2027_a_family_that_does_not_want_it_is_told_that_casework_goes_on() -> (
    None
):
    assert not goodbyes(Reason.REFUSED, date(2026, 12, 31))[0].goes_on
    assert goodbyes(Reason.REFUSED, date(2027, 1, 1))[0].goes_on
    assert not goodbyes(Reason.ADULT, date(2027, 1, 1))[0].goes_on


def test_after_a_death_nobody_is_asked_for_an_opinion() -> None:
    assert [r for r in Reason if not closures.needs_opinions(r)] == [Reason.DEATH]
    assert not closures.is_looked_at_again(Reason.DEATH)


def test_everyone_but_the_case_manager_is_out_at_once() -> None:
    outcome = closing.close(CASE, EVERYONE, closure())
    closed, *gone = outcome.things
    assert not closed.is_open
    assert {each.id for each in gone} == {TEACHER.id, MOTHER.id, INVITED.id}
    assert all(each.reads == frozenset() and each.left_at == NOW for each in gone)
    with pytest.raises(OutOfDate):
        closing.close(closed, EVERYONE, closure())


def test_the_family_is_told_first_and_nobody_hears_of_it_as_a_member() -> None:
    told = goodbyes(Reason.GOALS_MET, NOW.date())
    assert told[0].to == MOTHER.person
    assert [each.family for each in told] == [True, False, False]
    assert all(each.case is None for each in told)


def test_a_closed_case_is_read_by_who_led_it_and_nobody_else() -> None:
    assert shown_after_closing(Role.CASE_MANAGER) == frozenset(InfoClass)
    others = [role for role in Role if role is not Role.CASE_MANAGER]
    assert all(shown_after_closing(role) == frozenset() for role in others)


def test_taken_back_those_come_back_whom_the_closing_let_go() -> None:
    closed, *gone = closing.close(CASE, EVERYONE, closure()).things
    earlier = replace(
        member(Role.THERAPIST),
        state=MemberState.LEFT,
        left_at=NOW - timedelta(days=9),
    )
    later = NOW + timedelta(days=29)

    outcome = closing.reopen(closed, (LEAD, *gone, earlier), "Again", MARI, later)

    running, *back = outcome.things
    assert running.is_open
    assert running.reopenings[0].reason == "Again"
    assert {each.id for each in back} == {TEACHER.id, MOTHER.id}
    assert all(each.reads_anything for each in back)


def test_a_closing_is_taken_back_within_thirty_days_and_with_a_reason() -> None:
    closed = closing.close(CASE, EVERYONE, closure()).things[0]
    with pytest.raises(NoWords):
        closing.reopen(closed, (), " ", MARI, NOW)
    with pytest.raises(TooLateToReopen):
        closing.reopen(closed, (), "Again", MARI, NOW + timedelta(days=30))
    with pytest.raises(OutOfDate):
        closing.reopen(CASE, (), "Again", MARI, NOW)
