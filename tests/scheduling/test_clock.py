from datetime import UTC, timedelta

from scheduling.clock import utc_now


def test_the_clock_speaks_utc_and_says_so() -> None:
    assert utc_now().tzinfo is UTC


def test_the_clock_does_not_go_back() -> None:
    earlier = utc_now()

    assert utc_now() - earlier >= timedelta(0)
