from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import meetings, series
from casework.ids import RoundtableId, new_id
from casework.refusals import OutOfDate
from casework.roles import Role
from casework.roundtables import Reply, Roundtable, RoundtableState, Step
from casework.timing import Almanac
from scheduling.holidays import closed_days
from tests.builders import NOW
from tests.roundtable_builders import a_circle, a_convened
from tests.table import TALLINN

ALMANAC = Almanac(TALLINN, closed_days(date(2026, 1, 1), date(2027, 12, 31)))
CIRCLE = a_circle(Role.PARENT, Role.CLASS_TEACHER)
FIRST = ALMANAC.at(date(2026, 12, 10), time(14))


def repeated(first: Roundtable, starts: list[datetime]) -> tuple[Roundtable, ...]:
    named = [
        (RoundtableId(new_id()), at, f"uid-{n}@umarlaud.example")
        for n, at in enumerate(starts)
    ]
    return series.repeat(first, named, (NOW, ALMANAC))


@given(
    st.dates(date(2026, 1, 1), date(2027, 6, 30)),
    st.times(time(7), time(20)),
    st.sampled_from(series.COUNTS),
)
def test_the_wall_clock_stays_the_same_across_both_changes(
    day: date, clock: time, count: int
) -> None:
    first = ALMANAC.at(day, clock.replace(second=0, microsecond=0))
    dates = series.dates(first, count, ALMANAC)
    assert len(dates) == count - 1
    for n, at in enumerate(dates, start=1):
        shown = ALMANAC.local(at)
        assert shown.date() == day + n * timedelta(weeks=2)
        assert shown.time() == ALMANAC.local(first).time()


def test_the_instants_of_the_two_changes() -> None:
    autumn = series.dates(ALMANAC.at(date(2026, 9, 15), time(14)), 6, ALMANAC)
    assert [at.hour for at in autumn] == [11, 11, 12, 12, 12]
    spring = series.dates(ALMANAC.at(date(2027, 3, 16), time(14)), 3, ALMANAC)
    assert [at.hour for at in spring] == [11, 11]


@given(st.dates(date(2026, 1, 1), date(2027, 11, 30)))
def test_instead_of_a_holiday_only_workdays_are_offered(day: date) -> None:
    near = series.instead(ALMANAC.at(day, time(14)), ALMANAC)
    assert list(near) == sorted(near)
    assert all(series.is_free(at, ALMANAC) for at in near)
    assert all(ALMANAC.local(at).time() == time(14) for at in near)
    assert near[1] < ALMANAC.at(day, time(14)) < near[2]


def test_each_date_is_a_meeting_of_its_own() -> None:
    person = CIRCLE.present[1].person.id
    first = a_convened(CIRCLE, FIRST, done=frozenset({Step.ASK_FAMILY}), sequence=2)
    first = first.with_seat(replace(first.seat_of(person), reply=Reply.COMES))
    dates = list(series.dates(FIRST, 4, ALMANAC))
    second, third, fourth = repeated(first, dates)
    assert len({first.uid, second.uid, third.uid, fourth.uid}) == 4
    assert [each.sequence for each in (second, third, fourth)] == [0, 0, 0]
    assert second.seat_of(person).reply is None
    assert second.done == frozenset()
    assert {each.series for each in (second, third, fourth)} == {first.id}
    assert all(
        each.wake_at and each.wake_at < FIRST + timedelta(90) for each in (second,)
    )

    moved = meetings.move(third, dates[1] + timedelta(days=1), (NOW, ALMANAC))
    assert (moved.uid, moved.sequence) == (third.uid, 1)
    assert meetings.cancel(fourth, "Illness", NOW).sequence == 1
    assert second.starts_at == dates[0]


def test_only_a_meeting_with_a_time_is_repeated() -> None:
    gone = replace(a_convened(CIRCLE, FIRST), state=RoundtableState.CANCELLED)
    with pytest.raises(OutOfDate):
        repeated(gone, list(series.dates(FIRST, 2, ALMANAC)))
