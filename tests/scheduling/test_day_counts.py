"""The grid of days: how many can come at which hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.slots import Invitee, Search, Span, count_days

MONDAY = date(2026, 12, 7)
SEARCH = Search(
    length=timedelta(minutes=60),
    first_day=MONDAY,
    last_day=MONDAY + timedelta(days=1),
    zone=ZoneInfo("Europe/Tallinn"),
    closed_days=frozenset({MONDAY + timedelta(days=1)}),
)


def local(hour: int, minute: int = 0) -> datetime:
    zone = ZoneInfo("Europe/Tallinn")
    return datetime(2026, 12, 7, hour, minute, tzinfo=zone).astimezone(UTC)


BUSY = Invitee("b", busy=(Span(local(8), local(10, 30)),))
FREE = Invitee("a")


def test_each_hour_says_how_many_can_begin_in_it_and_closed_days_say_nothing() -> None:
    found = count_days([FREE, BUSY], SEARCH)

    monday, tuesday = found.days
    assert found.needed == 2
    # From half past ten both can: that counts for ten.
    assert monday.can == ((8, 1), (9, 1), *((hour, 2) for hour in range(10, 17)))
    assert tuesday.can == ()


def test_one_of_an_organisation_is_one_place_and_who_is_optional_none() -> None:
    either = [
        Invitee(
            key,
            organisation="school",
            one_is_enough=True,
            busy=BUSY.busy * (key == "x"),
        )
        for key in ("x", "y")
    ]
    found = count_days([*either, Invitee("c", required=False)], SEARCH)

    assert found.needed == 1
    assert found.days[0].can[0] == (8, 1)


def test_the_further_times_overlap_none_that_is_proposed_and_suit_all() -> None:
    proposed = Span(local(11), local(12))
    found = count_days([FREE, BUSY], SEARCH, [proposed])

    assert found.for_all
    for at in found.for_all:
        assert not Span(at, at + SEARCH.length).overlaps(proposed)
        assert at >= local(10, 30)
    assert count_days([Invitee("c", required=False)], SEARCH).for_all == ()
