"""Days and times are written as people of each language write them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.languages import LANGUAGES, Languages, Words

SPOKEN = Languages(ZoneInfo("Europe/Tallinn"))
MONDAY = date(2026, 12, 7)
AT_TWO = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)


def spoken(language: str) -> Words:
    return SPOKEN.of(language)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("et", "esmaspäev, 7. detsember", "esmaspäev, 7. detsember kell 14:00"),
        ("ru", "понедельник, 7 декабря", "понедельник, 7 декабря в 14:00"),
        ("en", "Monday 7 December", "Monday 7 December at 14:00"),
    ],
)
def test_a_day_has_its_whole_weekday(language: str, day: str, moment: str) -> None:
    assert spoken(language).day(MONDAY) == day
    assert spoken(language).moment(AT_TWO) == moment


@pytest.mark.parametrize(
    ("language", "brief"), [("et", "7. dets"), ("ru", "7 декабря"), ("en", "7 Dec")]
)
def test_a_day_in_a_list_is_brief(language: str, brief: str) -> None:
    assert spoken(language).brief_day(MONDAY) == brief


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_in_figures_is_written_as_it_is_typed(language: str) -> None:
    assert spoken(language).short_day(MONDAY) == "07.12.2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clock_counts_to_24(language: str) -> None:
    assert spoken(language).clock(time(8, 5)) == "08:05"
    assert spoken(language).clock(time(17)) == "17:00"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("et", ("esmaspäev", "pühapäev")),
        ("ru", ("понедельник", "воскресенье")),
        ("en", ("Monday", "Sunday")),
    ],
)
def test_weekdays_have_their_names(language: str, names: tuple[str, str]) -> None:
    assert (spoken(language).weekday(0), spoken(language).weekday(6)) == names


def test_an_unknown_language_is_answered_in_estonian() -> None:
    assert spoken("fi").language == "et"
    assert SPOKEN.of(None).language == "et"
