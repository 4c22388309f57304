from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.recurrence import (
    InSpringGap,
    Monthly,
    Recurrence,
    Weekly,
    comes_twice,
    instant,
    local_moment,
)

TALLINN = ZoneInfo("Europe/Tallinn")
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
GAP = (time(3, 0), time(4, 0))

days = st.dates(FIRST, LAST)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moments = st.builds(lambda day, at: datetime.combine(day, at, UTC), days, st.times())


@given(moments, times, st.integers(0, 6), st.integers(1, 4))
def test_a_weekly_recurrence_keeps_its_weekday_and_local_time(
    moment: datetime, at: time, weekday: int, interval: int
) -> None:
    found = Weekly(weekday, at, TALLINN, interval).next_after(moment)

    assert found > moment
    assert found.tzinfo is UTC
    shown = found.astimezone(TALLINN)
    assert shown.weekday() == weekday
    assert shown.time() == at or is_after_a_gap(shown, at)
    assert found - moment <= timedelta(weeks=interval, hours=1)


@given(days, times, st.integers(0, 6), st.integers(1, 3))
def test_each_local_date_of_a_weekly_recurrence_fires_exactly_once(
    start: date, at: time, weekday: int, interval: int
) -> None:
    weekly = Weekly(weekday, at, TALLINN, interval, since=start)

    fired = run(weekly, start, start + timedelta(days=400))

    first = start - timedelta(days=start.weekday()) + timedelta(days=weekday)
    due = [first + timedelta(weeks=interval * n) for n in range(60)]
    expected = [day for day in due if start <= day <= start + timedelta(days=400)]
    assert fired == expected


@given(days, times, st.integers(1, 31))
def test_each_month_fires_exactly_once(start: date, at: time, day: int) -> None:
    fired = run(Monthly(day, at, TALLINN), start, start + timedelta(days=800))

    months = [(each.year, each.month) for each in fired]
    assert len(months) == len(set(months))
    assert 25 <= len(months) <= 27
    assert all(each.day == min(day, days_in(each)) for each in fired)


def test_a_short_month_uses_its_last_day() -> None:
    monthly = Monthly(31, time(9, 0), TALLINN)

    found = monthly.next_after(datetime(2028, 2, 1, tzinfo=UTC))

    assert found == datetime(2028, 2, 29, 7, 0, tzinfo=UTC)


def test_the_moment_itself_is_not_after_itself() -> None:
    weekly = Weekly(0, time(8, 30), TALLINN)
    monday = datetime(2026, 10, 26, 6, 30, tzinfo=UTC)

    assert weekly.next_after(monday) == monday + timedelta(days=7)
    assert weekly.next_after(monday - timedelta(microseconds=1)) == monday


def test_every_second_week_counts_from_its_first_week() -> None:
    at = datetime(2026, 9, 14, tzinfo=UTC)
    biweekly = Weekly(1, time(14, 0), TALLINN, 2, since=date(2026, 9, 15))

    found = []
    for _ in range(3):
        at = biweekly.next_after(at)
        found.append(at.astimezone(TALLINN).date())

    assert found == [date(2026, 9, 15), date(2026, 9, 29), date(2026, 10, 13)]


def test_a_time_in_the_spring_gap_fires_an_hour_later() -> None:
    assert instant(date(2027, 3, 28), time(3, 30), TALLINN) == datetime(
        2027, 3, 28, 4, 30, tzinfo=TALLINN
    )


def test_a_time_in_the_autumn_hour_fires_the_first_time() -> None:
    at = time(3, 30, fold=1)

    assert instant(date(2026, 10, 25), at, TALLINN) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_person_who_names_a_time_in_the_gap_gets_a_suggestion() -> None:
    with pytest.raises(InSpringGap) as refused:
        local_moment(date(2027, 3, 28), time(3, 30), TALLINN)

    suggestion = refused.value.suggestion
    assert (suggestion.date(), suggestion.time()) == (date(2027, 3, 28), time(4, 30))
    assert suggestion.tzinfo is TALLINN


@given(days, times)
def test_any_other_local_time_is_taken_as_it_is(day: date, at: time) -> None:
    try:
        moment = local_moment(day, at, TALLINN)
    except InSpringGap:
        assert GAP[0] <= at < GAP[1]
        assert day.month == 3
    else:
        shown = moment.astimezone(TALLINN)
        assert (shown.date(), shown.time()) == (day, at)


@pytest.mark.parametrize(
    ("hour", "twice"), [(23, False), (0, True), (1, True), (2, False)]
)
def test_only_the_autumn_hour_comes_twice(hour: int, *, twice: bool) -> None:
    day = 24 if hour == 23 else 25
    moment = datetime(2026, 10, day, hour, 30, tzinfo=UTC)

    assert comes_twice(moment, TALLINN) is twice


def test_the_spring_gap_does_not_come_twice() -> None:
    for minutes in range(-180, 180, 15):
        moment = datetime(2027, 3, 28, 1, 0, tzinfo=UTC) + timedelta(minutes=minutes)
        assert not comes_twice(moment, TALLINN)


def run(recurrence: Recurrence, start: date, end: date) -> list[date]:
    at = datetime.combine(start, time(0), TALLINN) - timedelta(microseconds=1)
    fired: list[date] = []
    while True:
        at = recurrence.next_after(at)
        day = at.astimezone(TALLINN).date()
        if day > end:
            return fired
        fired.append(day)


def is_after_a_gap(shown: datetime, at: time) -> bool:
    moved = (datetime.combine(shown.date(), at) + timedelta(hours=1)).time()
    return GAP[0] <= at < GAP[1] and shown.time() == moved and shown.month == 3


def days_in(day: date) -> int:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (following - timedelta(days=1)).day
