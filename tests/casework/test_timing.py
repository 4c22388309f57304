from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from casework.ids import PersonId, new_id
from casework.people import Hours, Person
from casework.timing import Almanac, next_open, next_open_day
from scheduling.holidays import closed_days

TALLINN = ZoneInfo("Europe/Tallinn")
ALMANAC = Almanac(TALLINN, closed_days(date(2026, 1, 1), date(2028, 12, 31)))
MOMENTS = st.datetimes(
    datetime(2026, 10, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    datetime(2027, 12, 1),  # noqa: DTZ001 - likewise
    timezones=st.just(UTC),
)


def somebody(*, official: bool = True, away_until: date | None = None) -> Person:
    return Person(
        id=PersonId(new_id()),
        name="Jaan",
        language="et",
        official=official,
        away_until=away_until,
        hours=Hours(time(8), time(20)),
    )


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TALLINN)


def test_a_good_moment_is_taken_as_it_is() -> None:
    monday = local("2026-11-23 09:00")

    assert next_open(somebody(), monday, ALMANAC) == monday


def test_the_evening_waits_for_the_morning_and_the_night_for_eight() -> None:
    assert next_open(somebody(), local("2026-11-23 20:00"), ALMANAC) == local(
        "2026-11-24 08:00"
    )
    assert next_open(somebody(), local("2026-11-24 03:00"), ALMANAC) == local(
        "2026-11-24 08:00"
    )


def test_officials_are_left_alone_at_weekends_and_families_are_not() -> None:
    saturday = local("2026-11-28 10:00")

    assert next_open(somebody(), saturday, ALMANAC) == local("2026-11-30 08:00")
    assert next_open(somebody(official=False), saturday, ALMANAC) == saturday


def test_nobody_is_written_to_at_christmas() -> None:
    christmas_eve = local("2026-12-24 10:00")

    assert next_open(somebody(official=False), christmas_eve, ALMANAC) == local(
        "2026-12-27 08:00"
    )
    assert next_open(somebody(), christmas_eve, ALMANAC) == local("2026-12-28 08:00")


def test_who_is_away_is_written_to_the_day_after() -> None:
    away = somebody(official=False, away_until=date(2026, 12, 6))

    assert next_open(away, local("2026-11-30 10:00"), ALMANAC) == local(
        "2026-12-07 08:00"
    )


@given(MOMENTS, st.booleans(), st.integers(0, 40))
def test_the_next_open_moment_is_open_and_never_earlier(
    moment: datetime, official: bool, days_away: int
) -> None:
    until = moment.date() + timedelta(days=days_away) if days_away else None
    person = somebody(official=official, away_until=until)

    opens = next_open(person, moment, ALMANAC)

    assert opens >= moment
    assert next_open(person, opens, ALMANAC) == opens
    clock = opens.astimezone(TALLINN)
    assert time(8) <= clock.time() < time(20)
    assert clock.date() not in ALMANAC.closed
    assert not (official and clock.weekday() >= 5)


@given(MOMENTS)
def test_tomorrow_is_always_later_than_today(moment: datetime) -> None:
    day = moment.date()

    assert next_open_day(somebody(), day, ALMANAC) > day
