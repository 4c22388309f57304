"""A table every two weeks: the clock on the wall stays, each date lives alone."""

import icalendar
import pytest

from casework.roundtables import Roundtable, RoundtableState
from tests.roundtable_stories import convened
from tests.table import TALLINN, Table, at


async def dates(table: Table) -> list[Roundtable]:
    """Return the series as it is kept, the first date first."""
    async with table.database.reading(table.clock()) as tx:
        (case,) = await tx.cases.led_by(table.people["mari"].id)
        kept = await tx.roundtables.of_case(case.id)
    fixed = [r for r in kept if r.starts_at and r.state is not RoundtableState.DRAFT]
    return sorted(fixed, key=lambda each: each.starts_at or table.clock())


async def every_two_weeks(table: Table, first: str, many: str) -> None:
    """Mari fixes the first time and repeats it."""
    await convened(table)
    await table.say("mari", "/roundtable")
    await table.press("mari", "Move it")
    await table.say("mari", first)
    await table.press("mari", "Yes, that is what I mean")
    await table.say("mari", "/roundtable")
    await table.press("mari", "Repeat it every two weeks")
    await table.press("mari", many)


@pytest.mark.on_web
async def test_a_series_keeps_its_hour_and_one_date_is_moved_alone(
    network: Table,
) -> None:
    await every_two_weeks(network, "10.12.2026 kell 14.00", "3")
    assert "Thursday 24 December at 14:00 is not a workday" in network.last("mari")
    await network.press("mari", "Wednesday 23 December at 14:00")

    assert "2 further roundtables are fixed" in network.last("kati")
    assert "Wednesday 23 December at 14:00" in network.last("kati")
    assert "Thursday 7 January at 14:00" in network.last("kati")
    await network.press("kati", "I can come to all of them")
    assert "you are expected on" in network.last("kati")

    await network.say("mari", "/roundtable")
    await network.press("mari", "Thursday 7 January at 14:00")
    coming = network.last("mari").partition("Coming: ")[2].splitlines()[0]
    assert "Kati Kask" in coming
    await network.press("mari", "Move it")
    await network.say("mari", "8.1.2027 kell 14")
    await network.press("mari", "Yes, that is what I mean")

    first, second, third = await dates(network)
    assert [each.sequence for each in (first, second, third)] == [1, 0, 1]
    assert len({each.uid for each in (first, second, third)}) == 3
    assert (third.starts_at, second.starts_at) == (
        at("2027-01-08 14:00"),
        at("2026-12-23 14:00"),
    )
    assert "has been moved" in network.last("liis")


@pytest.mark.on_web
@pytest.mark.parametrize(
    ("today", "first", "hours"),
    [
        ("2026-10-01 09:00", "14.10.2026 14:00", [11, 12, 12]),
        ("2027-03-01 09:00", "17.3.2027 14:00", [12, 11, 11]),
    ],
)
async def test_across_both_clock_changes_it_stays_at_two_in_the_afternoon(
    network: Table, today: str, first: str, hours: list[int]
) -> None:
    network.clock.set(at(today), back=True)
    await every_two_weeks(network, first, "3")

    kept = await dates(network)
    assert [each.starts_at.hour for each in kept if each.starts_at] == hours
    (file,) = network.screen("kati")[-1].text.attachments
    events = icalendar.Calendar.from_ical(file.content).events
    assert len(events) == 2
    for event, each in zip(events, kept[1:], strict=True):
        assert event["UID"] == each.uid_of(network.members["kati"].id)
        assert event["DTSTART"].dt == each.starts_at
        assert event["DTSTART"].dt.astimezone(TALLINN).hour == 14


async def test_before_each_date_the_opinions_are_asked_anew(network: Table) -> None:
    await every_two_weeks(network, "10.12.2026 kell 14.00", "2")
    await network.press("mari", "Wednesday 23 December at 14:00")
    await network.until(at("2026-12-10 15:30"))
    await network.press("mari", "Yes, it was held")
    await network.press("mari", "Done")
    network.clear()

    await network.until(at("2026-12-18 10:00"))

    asked = [x for x in network.texts("mari") if "Before the roundtable, the" in x]
    assert len(asked) == 1
