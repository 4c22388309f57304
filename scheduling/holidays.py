"""Days on which Estonia rests, and weeks in which its schools do."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import holidays
from holidays.holiday_base import HolidayBase


class BreakName(StrEnum):
    """The five school breaks of a year."""

    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"


class Grades(StrEnum):
    """The grades for which a break does not hold."""

    NONE = "none"
    TWELFTH = "twelfth_grade"
    FINAL = "final_grades"


@dataclass(frozen=True)
class SchoolBreak:
    """A school break (koolivaheaeg) as the minister set it; its own school may differ.

    Both days belong to it.
    """

    name: BreakName
    first_on: date
    last_on: date
    not_for: Grades = Grades.NONE


def closed_days(first: date, last: date) -> frozenset[date]:
    """Return the public and national holidays from `first` to `last`, both included."""
    known = _estonia()(years=range(first.year, last.year + 1))
    return frozenset(day for day in known if first <= day <= last)


@cache
def _estonia() -> type[HolidayBase]:
    """Return Estonia's calendar without loading those of 250 other countries.

    Asking the library for one country loads all of them: 25 MB, and as long as
    a third of the program's start.
    """
    path = Path(holidays.__file__).parent / "countries" / "estonia.py"
    spec = spec_from_file_location("holidays.countries.estonia", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    country: type[HolidayBase] = module.Estonia
    return country


def school_breaks(day: date) -> tuple[SchoolBreak, ...]:
    """Return the school breaks that `day` falls into; usually one or none."""
    return tuple(
        each
        for each in _breaks_of(_year_of(day))
        if each.first_on <= day <= each.last_on
    )


def school_breaks_known(day: date) -> bool:
    """Tell whether there is a data file for the school year of `day`.

    Without one, "no school break" means only that nobody has written it down.
    """
    return bool(_breaks_of(_year_of(day)))


def days_without_school(first: date, last: date) -> frozenset[date]:
    """Return the days from `first` to `last` that lie in a school break."""
    length = (last - first).days + 1
    days = (first + timedelta(days=number) for number in range(length))
    return frozenset(day for day in days if school_breaks(day))


def _year_of(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1  # noqa: PLR2004 - September


@cache
def _breaks_of(year: int) -> tuple[SchoolBreak, ...]:
    file = files("scheduling") / "school_breaks" / f"{year}-{year + 1}.toml"
    if not file.is_file():
        return ()
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        SchoolBreak(
            name=BreakName(each["name"]),
            first_on=each["first_on"],
            last_on=each["last_on"],
            not_for=Grades(each.get("not_for", Grades.NONE)),
        )
        for each in written["breaks"]
    )
