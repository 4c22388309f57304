from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.grid import Grid, at_least, lowest
from scheduling.slots import (
    Easing,
    Hindrance,
    Hours,
    Invitee,
    Obstacle,
    Search,
    Span,
    WorkingHours,
    merged,
    propose,
)

TALLINN = ZoneInfo("Europe/Tallinn")
MONDAY = date(2026, 10, 12)
HOUR = timedelta(hours=1)


def a_search(**changes: Any) -> Search:
    defaults: dict[str, Any] = {
        "length": HOUR,
        "first_day": MONDAY,
        "last_day": MONDAY + timedelta(days=13),
        "zone": TALLINN,
    }
    return Search(**{**defaults, **changes})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=TALLINN).astimezone(UTC)


def hour(day: int, start: int, length: int = 1) -> Span:
    return Span(at(day, start), at(day, start) + timedelta(hours=length))


def only(weekday: int, opens: int, closes: int) -> WorkingHours:
    return WorkingHours.on([weekday], Hours(time(opens), time(closes)))


def local(span: Span) -> tuple[date, time]:
    shown = span.starts_at.astimezone(TALLINN)
    return shown.date(), shown.time()


def test_proposals_are_spread_over_days_and_times_of_day() -> None:
    found = propose([Invitee("mari"), Invitee("kati", family=True)], a_search())

    days = [local(each.span)[0] for each in found.slots]
    assert len(days) == 6
    assert len(set(days)) == 6
    assert {local(each.span)[1] < time(12) for each in found.slots} == {True, False}
    assert found.blocked == ()
    assert found.relaxations == ()


def test_one_free_day_still_gives_several_times_that_do_not_overlap() -> None:
    found = propose(
        [Invitee("mari", hours=only(2, 9, 13))],
        a_search(last_day=MONDAY + timedelta(days=6)),
    )

    spans = [each.span for each in found.slots]
    assert [local(each)[0] for each in spans] == [date(2026, 10, 14)] * len(spans)
    assert len(spans) >= 2
    assert not any(a.overlaps(b) for a in spans for b in spans if a is not b)


def test_times_that_more_optional_people_can_make_come_first() -> None:
    people = [
        Invitee("mari"),
        Invitee("liis", required=False, hours=only(3, 14, 16)),
        Invitee("jaan", required=False, hours=only(3, 15, 17)),
    ]

    found = propose(people, a_search())

    assert local(found.slots[0].span) == (date(2026, 10, 15), time(15, 0))
    assert found.slots[0].missing == ()
    assert found.slots[-1].missing == ("liis", "jaan")


def test_an_optional_person_who_can_never_come_is_named() -> None:
    people = [
        Invitee("mari", hours=only(0, 9, 12)),
        Invitee("liis", required=False, hours=only(3, 14, 16)),
    ]

    found = propose(people, a_search())

    assert [(each.easing, each.keys) for each in found.relaxations] == [
        (Easing.WITHOUT_OPTIONAL, ("liis",))
    ]


def test_one_of_an_organisation_is_enough_where_all_of_them_say_so() -> None:
    school: dict[str, Any] = {"organisation": "school", "one_is_enough": True}
    people = [
        Invitee("mari"),
        Invitee("jaan", hours=only(0, 9, 11), **school),
        Invitee("anu", hours=only(1, 9, 11), **school),
    ]

    found = propose(people, a_search())

    days = {local(each.span)[0].weekday() for each in found.slots}
    assert days == {0, 1}


def test_holidays_are_no_days_to_meet() -> None:
    closed = frozenset(MONDAY + timedelta(days=n) for n in range(5))

    found = propose([Invitee("mari")], a_search(closed_days=closed))

    assert all(local(each.span)[0] > max(closed) for each in found.slots)
    assert found.blocked[0].monday == MONDAY
    assert found.blocked[0].obstacles == (Obstacle(Hindrance.HOURS, ("mari",)),)


def test_a_week_of_closed_days_blames_nobody() -> None:
    closed = frozenset(MONDAY + timedelta(days=n) for n in range(7))

    found = propose([Invitee("mari")], a_search(closed_days=closed))

    assert found.blocked[0].obstacles == (Obstacle(Hindrance.CLOSED),)


@pytest.mark.parametrize(
    ("jaan", "hindrance"),
    [
        (Invitee("jaan", hours=only(6, 9, 9)), Hindrance.HOURS),
        (
            Invitee(
                "jaan",
                hours=only(0, 9, 11),
                days_off=frozenset({MONDAY, MONDAY + timedelta(7)}),
            ),
            Hindrance.AWAY,
        ),
        (
            Invitee("jaan", hours=only(0, 9, 11), busy=(hour(12, 9, 24 * 8),)),
            Hindrance.BUSY,
        ),
    ],
)
def test_a_blocked_week_says_who_stood_in_the_way_and_how(
    jaan: Invitee, hindrance: Hindrance
) -> None:
    found = propose([Invitee("mari"), jaan], a_search())

    assert found.slots == ()
    assert [each.obstacles for each in found.blocked] == [
        (Obstacle(hindrance, ("jaan",)),)
    ] * 2


@pytest.mark.parametrize(
    ("days", "hindrance"),
    [("shut", Hindrance.SHUT), ("breaks", Hindrance.BREAK)],
)
def test_a_closed_school_and_a_school_break_are_told_from_own_days_off(
    days: str, hindrance: Hindrance
) -> None:
    off: dict[str, Any] = {
        days: frozenset(a_search().last_day - timedelta(n) for n in range(14))
    }

    found = propose([Invitee("mari"), Invitee("jaan", **off)], a_search())

    assert found.blocked[0].obstacles == (Obstacle(hindrance, ("jaan",)),)


def test_times_held_for_something_else_come_in_only_where_others_are_too_few() -> None:
    held = (hour(12, 8, 3), hour(19, 8, 9))
    jaan = Invitee("jaan", hours=only(0, 8, 17), tentative=held)

    found = propose([Invitee("mari"), jaan], a_search(), limit=2)
    more = propose([Invitee("mari"), jaan], a_search(), limit=9)

    assert not any(each.span.overlaps(span) for each in found.slots for span in held)
    assert any(each.span.overlaps(held[1]) for each in more.slots)


def test_the_first_time_leaves_those_wanted_elsewhere_as_much_choice_as_can_be() -> (
    None
):
    liis, jaan = Invitee("liis"), Invitee("jaan")
    rare = Invitee("rare", hours=only(0, 8, 12))

    alone = propose([liis, jaan], a_search())
    beside = propose([liis, jaan], a_search(), others=[[liis, rare]])
    strange = propose([liis, jaan], a_search(), others=[[rare]])

    assert alone == strange
    earliest = min(each.span for each in alone.slots)
    assert local(earliest) == (MONDAY, time(8))
    mornings = Span(at(12, 8), at(12, 12)), Span(at(19, 8), at(19, 12))
    first = min(each.span for each in beside.slots)
    assert not any(first.overlaps(span) for span in mornings)
    assert len(beside.slots) == 6


def test_a_shorter_meeting_and_later_hours_are_ways_out() -> None:
    people = [
        Invitee("mari"),
        Invitee("kati", family=True, hours=only(1, 18, 20)),
        Invitee("jaan", hours=only(1, 8, 15)),
    ]

    found = propose(people, a_search())
    short = propose(
        [Invitee("mari", hours=WorkingHours.on([1], Hours(time(9), time(9, 45))))],
        a_search(),
    )

    later = next(e for e in found.relaxations if e.easing is Easing.OUTSIDE_HOURS)
    assert {local(span)[0].weekday() for span in later.slots} == {1}
    assert min(local(span)[1] for span in later.slots) == time(18)
    assert short.relaxations[0].easing is Easing.SHORTER
    assert (
        short.relaxations[0].slots[0].ends_at - short.relaxations[0].slots[0].starts_at
        == HOUR / 2
    )


def test_those_who_only_clash_with_each_other_are_named_and_no_others() -> None:
    people = [
        Invitee("mari"),
        Invitee("jaan", hours=only(0, 9, 11)),
        Invitee("liis", hours=only(1, 9, 11)),
    ]

    found = propose(people, a_search())

    assert found.blocked[0].obstacles == (
        Obstacle(Hindrance.TOGETHER, ("jaan",)),
        Obstacle(Hindrance.TOGETHER, ("liis",)),
    )


def test_what_to_relax_is_offered_the_weakest_first_and_never_the_family() -> None:
    people = [
        Invitee("kati", family=True, hours=only(1, 9, 11)),
        Invitee("jaan", organisation="school", hours=only(0, 9, 11)),
        Invitee("anu", organisation="school", hours=only(1, 9, 11)),
        Invitee("mari"),
    ]

    found = propose(people, a_search())

    assert [(each.easing, each.keys) for each in found.relaxations] == [
        (Easing.ONE_OF_ORGANISATION, ("jaan", "anu")),
        (Easing.WRITTEN_OPINION, ("jaan",)),
        (Easing.LATER, ()),
    ]
    assert found.relaxations[0].slots[0].starts_at == at(13, 9)


def test_a_split_meeting_has_the_family_at_both_of_its_times() -> None:
    people = [
        Invitee("kati", family=True),
        Invitee("jaan", hours=only(0, 9, 10)),
        Invitee("liis", hours=only(1, 9, 10)),
        Invitee("anu", hours=only(1, 9, 10)),
        Invitee("tiit", hours=only(0, 9, 10)),
    ]

    found = propose(people, a_search(last_day=MONDAY + timedelta(days=6)))

    split = next(each for each in found.relaxations if each.easing is Easing.SPLIT)
    assert split.slots == (hour(12, 9), hour(13, 9))
    assert split.keys == ("liis", "anu")
    half = next(each for each in found.relaxations if each.easing is Easing.HALF)
    assert half.keys == ("liis", "anu")


def test_a_family_that_cannot_come_leaves_only_a_later_look() -> None:
    people = [Invitee("kati", family=True, hours=WorkingHours()), Invitee("mari")]

    found = propose(people, a_search())

    assert [each.easing for each in found.relaxations] == [Easing.LATER]


def test_a_meeting_over_the_clock_change_keeps_local_hours() -> None:
    search = a_search(first_day=date(2026, 10, 23), last_day=date(2026, 10, 26))

    found = propose([Invitee("mari", hours=only(0, 14, 15))], search)

    assert [each.span.starts_at for each in found.slots] == [
        datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
    ]


def test_the_day_of_the_clock_change_has_25_hours_of_room() -> None:
    search = a_search(first_day=date(2026, 10, 25), last_day=date(2026, 10, 25))

    assert Grid(search).day(date(2026, 10, 25)).bit_count() == 100


def test_hours_may_end_at_midnight() -> None:
    evening = WorkingHours.on(range(7), Hours(time(22)))

    found = propose([Invitee("kati", hours=evening)], a_search(), limit=1)

    assert local(found.slots[0].span)[1] == time(22)


def test_nonsense_is_refused_at_the_door() -> None:
    with pytest.raises(ValueError, match="zone"):
        Span(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001
    with pytest.raises(ValueError, match="ends before"):
        Span(at(13, 9), at(12, 9))
    with pytest.raises(ValueError, match="some time"):
        a_search(length=timedelta(0))
    with pytest.raises(ValueError, match="begins"):
        a_search(last_day=MONDAY - timedelta(days=1))
    with pytest.raises(ValueError, match="whole minutes"):
        a_search(step=timedelta(seconds=90))
    with pytest.raises(ValueError, match="seven"):
        WorkingHours(((),))


def test_spans_that_touch_are_merged() -> None:
    assert merged([hour(13, 9), hour(12, 10), hour(12, 9), hour(12, 9, 3)]) == (
        hour(12, 9, 3),
        hour(13, 9),
    )


@given(st.lists(st.integers(0, 2**20), max_size=6), st.integers(0, 2**20))
def test_counting_agreement_equals_counting_by_hand(
    masks: list[int], within: int
) -> None:
    for number, found in at_least(within, masks):
        by_hand = sum(
            1 << bit
            for bit in range(20)
            if within >> bit & 1 and sum(m >> bit & 1 for m in masks) >= number
        )
        assert found & (2**20 - 1) == by_hand


busy_spans = st.builds(
    lambda start, length: Span(
        at(11, 0) + timedelta(minutes=start),
        at(11, 0) + timedelta(minutes=start + length),
    ),
    st.integers(0, 5 * 24 * 60),
    st.integers(1, 600),
)


@settings(max_examples=60)
@given(
    st.lists(st.lists(busy_spans, max_size=12), min_size=1, max_size=4),
    st.sampled_from([15, 30, 50, 60, 90]),
)
def test_times_are_found_exactly_where_a_slow_and_simple_search_finds_them(
    busy: list[list[Span]], minutes: int
) -> None:
    search = a_search(
        length=timedelta(minutes=minutes), last_day=MONDAY + timedelta(days=2)
    )
    people = [Invitee(str(n), busy=tuple(each)) for n, each in enumerate(busy)]

    starts = slow_search([span for each in busy for span in each], search)
    found = propose(people, search, limit=500)

    assert {each.span.starts_at for each in found.slots} <= starts
    assert bool(found.slots) == bool(starts)
    assert bool(found.blocked) != bool(starts)
    if starts:
        grid = Grid(search)
        everybody = grid.open_starts()
        for each in people:
            everybody &= grid.starts(grid.free(each))
        fast = set()
        while everybody:
            fast.add(grid.span(lowest(everybody)).starts_at)
            everybody &= everybody - 1
        assert fast == starts


def slow_search(busy: list[Span], search: Search) -> set[datetime]:
    found = set()
    for day in (12, 13, 14):
        start = at(day, 8)
        while start + search.length <= at(day, 17):
            # People are busy for whole steps, the meeting takes whole steps.
            steps = -(-search.length // search.step)
            span = Span(start, start + steps * search.step)
            fits = span.ends_at <= at(day, 17)
            if fits and not any(span.overlaps(each) for each in busy):
                found.add(start)
            start += search.step
    return found
