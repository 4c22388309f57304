from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.dates import parse_day, read_day
from casework.refusals import InThePast, NotADate

TODAY = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "24.12.2026",
        "24.12.26",
        "24.12.",
        "24.12",
        " 24. 12. 2026 ",
        "24.12.2026 a.",
        "24.12.2026 г.",
        "2026-12-24",
        "24/12/2026",
        "24. detsember 2026",
        "24. detsembril",
        "24 detsembrini",
        "24 декабря 2026 г.",
        "24 Декабря",
        "24 December 2026",
        "December 24, 2026",
        "Dec 24",
        "24th of December",
    ],
)
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert parse_day(typed, TODAY) == CHRISTMAS


@pytest.mark.parametrize(
    "typed",
    [
        "31.4.2027",
        "31. aprill",
        "31 апреля",
        "April 31",
        "30.02.",
        "29.2.2027",
        "0.1.2027",
        "1.13.2027",
        "soon",
        "",
        "12",
        "1.1.1.1",
        "😀",
        "24.12.2026 kell 12",
    ],
)
def test_what_is_no_day_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(NotADate) as refusal:
        parse_day(typed, TODAY)
    assert refusal.value.text == typed.strip()


@pytest.mark.parametrize("typed", ["22.11.2026", "1 мая 2026", "24.12.1999"])
def test_a_day_that_is_over_is_refused(typed: str) -> None:
    with pytest.raises(InThePast):
        parse_day(typed, TODAY)


def test_a_past_day_can_be_read_where_it_is_wanted() -> None:
    assert read_day("1.2.2026", TODAY) == date(2026, 2, 1)


def test_today_is_not_over() -> None:
    assert parse_day("23.11.2026", TODAY) == TODAY


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert parse_day("1. veebruar", TODAY) == date(2027, 2, 1)


@pytest.mark.parametrize("word", ["tomorrow", "homme", "завтра", "Homme"])
def test_tomorrow_is_understood(word: str) -> None:
    assert parse_day(word, TODAY) == date(2026, 11, 24)


@pytest.mark.parametrize("word", ["reede", "Friday", "пятница", "reedel"])
def test_a_weekday_is_the_next_one(word: str) -> None:
    assert parse_day(word, TODAY) == date(2026, 11, 27)


def test_the_weekday_of_today_is_in_a_week() -> None:
    assert parse_day("esmaspäev", TODAY) == date(2026, 11, 30)


def test_a_long_mistake_is_shown_shortened() -> None:
    with pytest.raises(NotADate) as refusal:
        parse_day("x" * 5000, TODAY)
    assert len(refusal.value.text) == 60


@given(st.dates(TODAY, date(2090, 1, 1)))
def test_every_day_to_come_is_read_back(day: date) -> None:
    assert parse_day(f"{day.day}.{day.month}.{day.year}", TODAY) == day
    assert parse_day(day.isoformat(), TODAY) == day


@given(st.text(max_size=30))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with suppress(NotADate, InThePast):
        assert parse_day(text, TODAY) >= TODAY
