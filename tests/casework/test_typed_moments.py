import contextlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.refusals import InThePast, NotADate, NotATime, Refusal, SkippedHour
from casework.timing import Almanac
from casework.typed_moments import Oddity, read, read_clock, read_days

TALLINN = ZoneInfo("Europe/Tallinn")
ALMANAC = Almanac(TALLINN, frozenset({date(2026, 12, 24)}))
NOW = datetime(2026, 10, 14, 10, tzinfo=TALLINN).astimezone(UTC)
"""Wednesday 14 October 2026, 10:00 in Tallinn, as in calendar.md 7."""


def said(text: str) -> list[str]:
    found = read(text, NOW, ALMANAC)
    return [f"{each.at.astimezone(TALLINN):%d.%m.%Y %H:%M}" for each in found]


CLEAR = {
    "homme kell 14": "15.10.2026 14:00",
    "homme 14:00": "15.10.2026 14:00",
    "ülehomme kell 9.30": "16.10.2026 09:30",
    "reedel kell 10": "16.10.2026 10:00",
    "sel reedel kell 10": "16.10.2026 10:00",
    "reedel 14": "16.10.2026 14:00",
    "Esmaspäeval kell 9": "19.10.2026 09:00",
    "järgmise nädala teisipäeval kell 13": "20.10.2026 13:00",
    "teisipäeval järgmisel nädalal kell 13": "20.10.2026 13:00",
    "22.10 13.15": "22.10.2026 13:15",
    "N 22.10 13.15": "22.10.2026 13:15",
    "15. oktoobril kell 13": "15.10.2026 13:00",
    "1.12.2026 14:00": "01.12.2026 14:00",
    "2. detsembril kell pool kümme": "02.12.2026 09:30",
    "reedel veerand kaheksa hommikul": "16.10.2026 07:15",
    "homme kell 5 õhtul": "15.10.2026 17:00",
    "homme pärastlõunal kell kolm": "15.10.2026 15:00",
    "nädala pärast kell 15": "21.10.2026 15:00",
    "kahe nädala pärast kell 15:30": "28.10.2026 15:30",
    "neljapäeval, 22. oktoobril kell 16.00": "22.10.2026 16:00",
    "завтра в 14": "15.10.2026 14:00",
    "послезавтра в 9:30": "16.10.2026 09:30",
    "в пятницу в 10": "16.10.2026 10:00",
    "в эту пятницу в 10 утра": "16.10.2026 10:00",
    "15 октября в 13": "15.10.2026 13:00",
    "в понедельник в 3 часа дня": "19.10.2026 15:00",
    "завтра в 6 вечера": "15.10.2026 18:00",
    "через неделю в 15:00": "21.10.2026 15:00",
    "через 2 недели в 15.00": "28.10.2026 15:00",
    "в четверг, 22 октября, в 16:00": "22.10.2026 16:00",
    "во вторник на следующей неделе в 13": "20.10.2026 13:00",
    "завтра в половине десятого": "15.10.2026 09:30",
    "tomorrow at 2pm": "15.10.2026 14:00",
    "tomorrow at 14:00": "15.10.2026 14:00",
    "on Friday at 10": "16.10.2026 10:00",
    "this Friday at 10 am": "16.10.2026 10:00",
    "Friday at noon": "16.10.2026 12:00",
    "Tuesday next week at 1 pm": "20.10.2026 13:00",
    "22 October at 4:15 pm": "22.10.2026 16:15",
    "in two weeks at 15:00": "28.10.2026 15:00",
    "Thursday 22 October 16:00": "22.10.2026 16:00",
    "tomorrow half past nine in the morning": "15.10.2026 09:30",
    "2026-12-01 14:00": "01.12.2026 14:00",
}
OPEN = {
    "järgmisel reedel kell 10": ["16.10.2026 10:00", "23.10.2026 10:00"],
    "в следующую пятницу в 10": ["16.10.2026 10:00", "23.10.2026 10:00"],
    "next Friday at 10": ["16.10.2026 10:00", "23.10.2026 10:00"],
    "homme kell 3": ["15.10.2026 15:00", "15.10.2026 03:00"],
    "завтра в 6": ["15.10.2026 18:00", "15.10.2026 06:00"],
    "tomorrow at 5": ["15.10.2026 17:00", "15.10.2026 05:00"],
    "kolmapäeval kell 14": ["14.10.2026 14:00", "21.10.2026 14:00"],
    "wednesday at 9": ["21.10.2026 09:00"],
}


@pytest.mark.parametrize(("typed", "meant"), CLEAR.items())
def test_what_is_clear_is_read_in_three_languages(typed: str, meant: str) -> None:
    assert said(typed) == [meant]


@pytest.mark.parametrize(("typed", "meant"), OPEN.items())
def test_what_can_mean_two_things_is_shown_as_both(typed: str, meant: list) -> None:
    assert said(typed) == meant


@pytest.mark.parametrize(
    ("typed", "odd"),
    [
        ("17.10.2026 11:00", Oddity.WEEKEND),
        ("24.12.2026 11:00", Oddity.HOLIDAY),
        ("20.10.2026 06:30", Oddity.NIGHT),
        ("20.10.2026 22:00", Oddity.NIGHT),
        ("20.10.2027 11:00", Oddity.FAR),
        ("reedel, 22.10.2026 kell 11", Oddity.OTHER_WEEKDAY),
    ],
)
def test_what_is_unusual_is_said(typed: str, odd: Oddity) -> None:
    (reading,) = read(typed, NOW, ALMANAC)
    assert odd in reading.odd


def test_the_hour_that_comes_twice_in_autumn_is_asked_about() -> None:
    first, second = read("25.10.2026 03:30", NOW, ALMANAC)
    assert second.at - first.at == timedelta(hours=1)
    assert (Oddity.BEFORE_CHANGE in first.odd, Oddity.AFTER_CHANGE in second.odd) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("28.3.2027 03:30", SkippedHour),
        ("13.10.2026 10:00", InThePast),
        ("täna kell 9", InThePast),
        ("31.4.2027 14:00", NotADate),
        ("varsti kell 14", NotADate),
        ("reedel", NotATime),
        ("kunagi", NotATime),
        ("", NotATime),
    ],
)
def test_what_cannot_be_is_refused(typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read(typed, NOW, ALMANAC)


def test_a_day_and_a_time_are_read_apart() -> None:
    friday = date(2026, 10, 16)
    assert read_days("reedel", NOW, ALMANAC) == (friday,)
    assert read_days("next friday", NOW, ALMANAC) == (friday, friday + timedelta(7))
    assert read_days("15.12", NOW, ALMANAC) == (date(2026, 12, 15),)
    assert read_days("13.10.2026", NOW, ALMANAC) == ()
    assert read_clock("14") == (time(14),)
    assert read_clock("kell pool kolm") == (time(14, 30), time(2, 30))
    assert read_clock("в 3 часа дня") == (time(15),)
    assert read_clock("reedel") == ()


@given(
    st.datetimes(datetime(2026, 10, 15), datetime(2027, 12, 31)),  # noqa: DTZ001
    st.sampled_from(["%d.%m.%Y %H:%M", "%Y-%m-%d kell %H.%M", "%d.%m.%Y в %H:%M"]),
)
def test_every_written_moment_means_itself_or_does_not_exist(
    moment: datetime, form: str
) -> None:
    try:
        found = read(moment.strftime(form), NOW, ALMANAC)
    except SkippedHour:
        aware = moment.replace(tzinfo=TALLINN)
        assert aware.astimezone(UTC).astimezone(TALLINN).hour != moment.hour
        return
    shown = {each.at.astimezone(TALLINN).replace(tzinfo=None) for each in found}
    assert shown == {moment.replace(second=0, microsecond=0)}


@given(st.text(max_size=250))
def test_no_text_is_more_than_refused(typed: str) -> None:
    with contextlib.suppress(Refusal):
        assert all(each.at > NOW for each in read(typed, NOW, ALMANAC))
