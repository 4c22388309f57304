from datetime import date
from pathlib import Path

import pytest

import scheduling
from scheduling.holidays import (
    BreakName,
    Grades,
    closed_days,
    days_without_school,
    school_breaks,
    school_breaks_known,
)


def test_the_holidays_of_estonia_are_closed() -> None:
    assert closed_days(date(2026, 12, 1), date(2027, 2, 28)) == {
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
        date(2027, 2, 24),
    }


def test_movable_feasts_are_among_them() -> None:
    assert date(2027, 3, 26) in closed_days(date(2027, 3, 26), date(2027, 3, 26))


def test_an_ordinary_week_has_no_closed_day() -> None:
    assert closed_days(date(2026, 11, 16), date(2026, 11, 22)) == frozenset()


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 10, 25), ()),
        (date(2026, 10, 26), (BreakName.AUTUMN,)),
        (date(2026, 11, 1), (BreakName.AUTUMN,)),
        (date(2026, 11, 2), ()),
        (date(2027, 1, 1), (BreakName.CHRISTMAS,)),
        (date(2027, 8, 31), (BreakName.SUMMER,)),
        (date(2026, 8, 31), (BreakName.SUMMER,)),
        (date(2026, 9, 1), ()),
    ],
)
def test_a_school_break_holds_from_its_first_to_its_last_day(
    day: date, names: tuple[BreakName, ...]
) -> None:
    assert tuple(each.name for each in school_breaks(day)) == names


def test_the_spring_break_is_not_for_the_twelfth_grade() -> None:
    assert school_breaks(date(2027, 4, 12))[0].not_for is Grades.TWELFTH


def test_an_unwritten_school_year_says_so() -> None:
    assert school_breaks_known(date(2026, 12, 1))
    assert not school_breaks_known(date(2031, 12, 1))
    assert school_breaks(date(2031, 12, 25)) == ()


def test_days_without_school_can_be_asked_for_a_window() -> None:
    assert days_without_school(date(2026, 10, 30), date(2026, 11, 3)) == {
        date(2026, 10, 30),
        date(2026, 10, 31),
        date(2026, 11, 1),
    }


def test_every_data_file_holds_five_breaks_in_order_within_its_year() -> None:
    folder = Path(scheduling.__path__[0]) / "school_breaks"
    years = [int(file.stem[:4]) for file in folder.glob("*.toml")]

    assert years
    for year in years:
        days = days_without_school(date(year, 9, 1), date(year + 1, 8, 31))
        breaks = list(
            dict.fromkeys(each for day in sorted(days) for each in school_breaks(day))
        )
        assert [each.name for each in breaks] == list(BreakName)
        assert all(each.first_on.weekday() in {0, 2, 3} for each in breaks)
