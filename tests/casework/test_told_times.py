import pytest

from casework.refusals import NotUnderstood
from casework.timetables import (
    DAY,
    Stretch,
    Timetable,
    Told,
    resolved,
    usual_week,
    week_of,
    within,
)
from casework.told_times import parse_told
from tests.free_times import OFFICE_WEEK, a_timetable


def hours(opens: float, closes: float) -> Stretch:
    return Stretch(int(opens * 60), int(closes * 60))


@pytest.mark.parametrize(
    ("text", "weekdays", "stretch"),
    [
        ("Tuesdays after 14", (1,), hours(14, 24)),
        ("teisipäeviti pärast 14", (1,), hours(14, 24)),
        ("по вторникам после 14", (1,), hours(14, 24)),
        ("Tue and Thu 9-12", (1, 3), hours(9, 12)),
        ("esmaspäeval ja kolmapäeval kell 9-12", (0, 2), hours(9, 12)),
        ("esmaspäevast... E", None, None),
        ("в понедельник с 9 до 12", (0,), hours(9, 12)),
        ("Mon-Fri before 12", (0, 1, 2, 3, 4), hours(0, 12)),
        ("tööpäeviti enne kella 12", (0, 1, 2, 3, 4), hours(0, 12)),
        ("по будням до 12", (0, 1, 2, 3, 4), hours(0, 12)),
        ("reedeti kella 14-st", (4,), hours(14, 24)),
        ("neljapäeviti kella 13.30-16ni", (3,), hours(13.5, 16)),
        ("Wednesdays from 2 to 4 pm", (2,), hours(14, 16)),
        ("I can come on Mondays in the afternoon", (0,), hours(12, 24)),
        ("reede hommikuti", (4,), hours(0, 12)),
        ("по средам после обеда", (2,), hours(12, 24)),
        ("weekends", (5, 6), hours(0, 24)),
        ("laupäeviti õhtul", (5,), hours(17, 24)),
    ],
)
def test_what_is_said_of_weekdays_is_read_in_three_languages(
    text: str, weekdays: tuple[int, ...] | None, stretch: Stretch | None
) -> None:
    if weekdays is None or stretch is None:
        with pytest.raises(NotUnderstood):
            parse_told(text)
        return
    assert parse_told(text) == Told(weekdays=weekdays, stretch=stretch)


@pytest.mark.parametrize(
    "text",
    [
        "not on Fridays",
        "reedeti ei",
        "mitte reedel",
        "не по пятницам",
        "ei saa reedeti",
    ],
)
def test_a_day_on_which_somebody_cannot_come(text: str) -> None:
    assert parse_told(text) == Told(weekdays=(4,), never=True)


@pytest.mark.parametrize(
    "text", ["only Tuesdays after 14", "ainult teisipäeviti pärast 14"]
)
def test_only_is_heard(text: str) -> None:
    assert parse_told(text) == Told(weekdays=(1,), stretch=hours(14, 24), only=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tuesdays",
        "after 14",
        "Tuesdays after 2",
        "Tuesdays after work",
        "next Tuesday after 14",
        "Tuesdays after 25",
        "Tuesdays 14-12",
        "Tuesdays after 14 except holidays",
        "teisipäeviti, kui Mari saab",
        "по вторникам, может быть",
        "Friday-Monday after 14",
        "He hits others on Tuesdays after 14",
        "Tuesdays after 14 " * 20,
        "Tuesdays 13 pm-15",
        "Ei",
    ],
)
def test_what_is_not_certain_is_never_guessed(text: str) -> None:
    if text == "Tuesdays":
        assert parse_told(text).stretch == Stretch()
        return
    with pytest.raises(NotUnderstood):
        parse_told(text)


def test_an_open_end_is_that_of_the_usual_day() -> None:
    told = resolved(parse_told("Tuesdays after 14"), OFFICE_WEEK)
    early = resolved(parse_told("Tuesdays before 12"), OFFICE_WEEK)
    beyond = resolved(parse_told("Tuesdays after 17"), OFFICE_WEEK)
    at_night = resolved(parse_told("Saturdays after 21"), OFFICE_WEEK)

    assert told.stretch == hours(14, 17)
    assert early.stretch == hours(8, 12)
    assert beyond.stretch == hours(17, 20)
    assert at_night.stretch == hours(21, 22)


def test_what_was_told_counts_for_its_days_and_no_others() -> None:
    told = resolved(parse_told("Tuesdays after 14"), OFFICE_WEEK)
    week = week_of(a_timetable(told=(told, parse_told("not on Fridays"))), OFFICE_WEEK)

    assert week[0] == OFFICE_WEEK[0]
    assert week[1] == (hours(14, 17),)
    assert week[4] == ()


def test_only_closes_the_other_days() -> None:
    told = resolved(parse_told("only Tuesdays after 14"), OFFICE_WEEK)

    week = week_of(a_timetable(told=(told,)), OFFICE_WEEK)

    assert [bool(day) for day in week] == [False, True, *[False] * 5]


def test_two_stretches_of_one_day_both_count_and_a_never_cuts_in() -> None:
    told = tuple(
        map(parse_told, ("Mondays 9-11", "Mondays 14-16", "not on Mondays 10-15"))
    )

    week = week_of(a_timetable(told=told), OFFICE_WEEK)

    assert week[0] == (hours(9, 10), hours(15, 16))


def test_lunch_and_working_days_are_taken_from_the_usual_week() -> None:
    timetable = a_timetable(weekdays=(0, 5), hours=hours(9, 16), lunch=hours(12, 13))

    week = usual_week(timetable, OFFICE_WEEK)

    assert week[0] == week[5] == (hours(9, 12), hours(13, 16))
    assert week[1] == ()


def test_nobody_comes_outside_the_hours_of_their_school() -> None:
    school: Timetable = a_timetable(weekdays=(0, 1, 2, 3), hours=hours(8, 15))
    teacher = a_timetable(hours=hours(10, 18))

    week = within(usual_week(teacher, OFFICE_WEEK), usual_week(school, OFFICE_WEEK))

    assert week[0] == (hours(10, 15),)
    assert week[4] == ()
    assert DAY == 1440
