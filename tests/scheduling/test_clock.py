from datetime import UTC, datetime, timedelta, timezone

import pytest

from scheduling.clock import SettableClock, in_utc, utc_now

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


def test_the_present_moment_is_in_utc() -> None:
    assert utc_now().tzinfo is UTC


def test_a_settable_clock_stands_until_it_is_set() -> None:
    clock = SettableClock(NOON)

    before = clock()
    clock.set(NOON + timedelta(days=3))

    assert (before, clock()) == (NOON, NOON + timedelta(days=3))


def test_a_settable_clock_goes_back_only_when_told_to() -> None:
    clock = SettableClock(NOON)

    with pytest.raises(ValueError, match="back"):
        clock.set(NOON - timedelta(seconds=1))
    assert clock() == NOON

    clock.set(NOON - timedelta(seconds=1), back=True)
    assert clock() == NOON - timedelta(seconds=1)


def test_a_settable_clock_speaks_utc_whatever_it_was_given() -> None:
    clock = SettableClock(NOON.astimezone(timezone(timedelta(hours=3))))

    assert clock() == NOON
    assert clock().tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 10, 14)  # noqa: DTZ001 - this is what the test is about

    with pytest.raises(ValueError, match="zone"):
        in_utc(naive)
    with pytest.raises(ValueError, match="zone"):
        SettableClock(naive)
