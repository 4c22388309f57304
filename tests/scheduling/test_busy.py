import warnings
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.busy import Busy, Flaw, Span, Unreadable, busy_times
from scheduling.calendar import Series, Status
from scheduling.invitations import published
from scheduling.slots import merged
from tests.scheduling.calendars import TALLINN, UID, a_meeting, local, utc

WINDOW = Span(local(2026, 10, 12), local(2026, 11, 9))


def an_event(*lines: str, start: str = ";TZID=Europe/Tallinn:20261013T090000") -> str:
    end = start.replace("T09", "T10")
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            "UID:1",
            f"DTSTART{start}",
            f"DTEND{end}",
            *lines,
            "END:VEVENT",
        ]
    )


def a_calendar(*components: str) -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    return "\r\n".join([*head, *components, "END:VCALENDAR", ""])


def busy(*components: str) -> list[tuple[datetime, datetime]]:
    found = busy_times(a_calendar(*components), WINDOW, TALLINN)
    return [(each.starts_at, each.ends_at) for each in found.spans]


def hour(*start: int, length: float = 1) -> tuple[datetime, datetime]:
    return utc(*start), utc(*start) + timedelta(hours=length)


def flaw(text: str) -> Flaw:
    with pytest.raises(Unreadable) as refused:
        busy_times(text, WINDOW, TALLINN)
    return refused.value.flaw


def test_an_event_is_busy_from_its_start_to_its_end() -> None:
    assert busy(an_event()) == [hour(2026, 10, 13, 6)]


@pytest.mark.parametrize(
    "start",
    [
        ":20261013T060000Z",
        ":20261013T090000",
        ";TZID=FLE Standard Time:20261013T090000",
        ";TZID=/mozilla.org/20050126_1/Europe/Tallinn:20261013T090000",
        ";TZID=Nowhere/Land:20261013T090000",
    ],
)
def test_times_are_understood_in_whatever_zone(start: str) -> None:
    event = f"BEGIN:VEVENT\r\nDTSTART{start}\r\nDURATION:PT1H\r\nEND:VEVENT"

    assert busy(event) == [hour(2026, 10, 13, 6)]


def test_only_spans_come_out() -> None:
    found = busy_times(a_calendar(an_event("SUMMARY:Psühhiaater")), WINDOW, TALLINN)

    assert found == Busy((Span(*hour(2026, 10, 13, 6)),))
    assert "Psühhiaater" not in repr(found)


@pytest.mark.parametrize(
    "line",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"],
)
def test_what_takes_no_time_is_free(line: str) -> None:
    assert busy(an_event(line)) == []


@pytest.mark.parametrize("line", ["STATUS:TENTATIVE", "TRANSP:OPAQUE", "CLASS:PRIVATE"])
def test_what_may_take_time_is_busy(line: str) -> None:
    assert len(busy(an_event(line))) == 1


def test_a_whole_day_is_as_long_as_that_day() -> None:
    event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261025\r\nEND:VEVENT"

    assert busy(event) == [hour(2026, 10, 24, 21, length=25)]


def test_days_end_where_the_calendar_says_the_next_begins() -> None:
    event = (
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261013\r\n"
        "DTEND;VALUE=DATE:20261015\r\nEND:VEVENT"
    )

    assert busy(event) == [hour(2026, 10, 12, 21, length=48)]


def test_a_series_keeps_its_local_hour_over_the_clock_change() -> None:
    assert busy(an_event("RRULE:FREQ=WEEKLY")) == [
        hour(2026, 10, 13, 6),
        hour(2026, 10, 20, 6),
        hour(2026, 10, 27, 7),
        hour(2026, 11, 3, 7),
    ]


def test_a_moved_and_a_left_out_date_are_where_they_are_now() -> None:
    series = an_event(
        "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Tallinn:20261020T090000"
    )
    moved = an_event("RECURRENCE-ID:20261027T070000Z", start=":20261028T090000Z")

    assert busy(series, moved) == [hour(2026, 10, 13, 6), hour(2026, 10, 28, 9)]


def test_a_cancelled_date_of_a_series_is_free() -> None:
    gone = an_event("RECURRENCE-ID:20261013T060000Z", "STATUS:CANCELLED")

    assert busy(an_event("RRULE:FREQ=WEEKLY;COUNT=2"), gone) == [hour(2026, 10, 20, 6)]


def test_added_dates_are_busy() -> None:
    event = an_event(
        "RDATE:20261014T060000Z", "RDATE;VALUE=PERIOD:20261015T060000Z/PT2H"
    )

    assert busy(event) == [
        hour(2026, 10, 13, 6),
        hour(2026, 10, 14, 6),
        hour(2026, 10, 15, 6, length=2),
    ]


def test_a_published_free_busy_list_is_read_by_its_type() -> None:
    listed = (
        "BEGIN:VFREEBUSY\r\n"
        "FREEBUSY;FBTYPE=BUSY:20261013T060000Z/20261013T070000Z,20261014T060000Z/PT1H\r\n"
        "FREEBUSY;FBTYPE=FREE:20261015T060000Z/PT1H\r\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261016T060000Z/PT1H\r\nEND:VFREEBUSY"
    )

    assert [start.day for start, _ in busy(listed)] == [13, 14, 16]


def test_only_the_window_is_told() -> None:
    long_ago = an_event(start=":20200101T090000Z")
    across = "BEGIN:VEVENT\r\nDTSTART:20200101T090000Z\r\nDTEND:20261012T060000Z\r\nEND:VEVENT"

    assert busy(long_ago) == []
    assert busy(across) == [(WINDOW.starts_at.astimezone(UTC), utc(2026, 10, 12, 6))]


def test_a_window_of_years_is_refused() -> None:
    with pytest.raises(ValueError, match="400"):
        busy_times(a_calendar(), Span(utc(2026, 1, 1), utc(2028, 1, 1)), TALLINN)


@pytest.mark.parametrize(
    "event",
    [
        "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nDTSTART:soon\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nDTSTART:20261013T090000Z\r\nDTEND:later\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nDTSTART:20261013T090000Z\r\nDURATION:long\r\n"
        "RRULE:FREQ=WEEKLY;INTERVAL=0\r\nDTEND:20261013T100000Z\r\nEND:VEVENT",
        an_event("RRULE:FREQ=WEEKLY;INTERVAL=99999999999"),
        an_event("RRULE:FREQ=SOMETIMES"),
        an_event("RRULE:INTERVAL=2"),
        an_event("RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"),
        an_event("RRULE:FREQ=DAILY", start=":00010101T090000Z"),
        an_event("EXDATE:never"),
    ],
)
def test_one_broken_entry_spoils_no_other(event: str) -> None:
    fine = an_event(start=":20261014T090000Z")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = busy_times(a_calendar(event, fine), WINDOW, TALLINN)

    assert Span(*hour(2026, 10, 14, 9)) in found.spans
    assert found.skipped == 1


@pytest.mark.parametrize(
    "event",
    [
        an_event(start=":20261013T090000Z").replace("DTEND", "X-END"),
        an_event(start=":20261013T090000Z").replace("T10", "T08"),
        "BEGIN:VTODO\r\nDTSTART:20261013T090000Z\r\nDURATION:PT1H\r\nEND:VTODO",
    ],
)
def test_what_has_no_length_is_not_busy(event: str) -> None:
    assert busy(event) == []


@pytest.mark.parametrize("frequency", ["SECONDLY", "Minutely", "HOURLY"])
def test_a_rule_below_a_day_is_refused(frequency: str) -> None:
    assert flaw(a_calendar(an_event(f"RRULE:FREQ={frequency}"))) is Flaw.ENDLESS
    folded = f"RRULE:FR\r\n EQ={frequency}"
    assert flaw(a_calendar(an_event(folded))) is Flaw.ENDLESS


def test_a_daily_rule_that_is_one_by_the_minute_is_refused() -> None:
    minutes = ",".join(map(str, range(60)))

    assert flaw(a_calendar(an_event(f"RRULE:FREQ=DAILY;BYMINUTE={minutes}"))) is (
        Flaw.ENDLESS
    )


def test_a_rule_that_never_fires_ends_all_the_same() -> None:
    never = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"

    assert busy(*[an_event(never)] * 20) == [hour(2026, 10, 13, 6)]
    counted = an_event(never + ";COUNT=5", start=":19700101T090000Z")
    assert busy(counted) == []
    assert flaw(a_calendar(*[counted] * 60)) is Flaw.ENDLESS


def test_more_occurrences_than_anybody_has_are_refused() -> None:
    hours = ",".join(map(str, range(24)))
    event = an_event(f"RRULE:FREQ=DAILY;BYHOUR={hours}")

    assert flaw(a_calendar(*[event] * 300)) is Flaw.ENDLESS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Flaw.NOT_A_CALENDAR),
        ("<!DOCTYPE html><html></html>", Flaw.NOT_A_CALENDAR),
        ("x" * 5_000_001, Flaw.TOO_BIG),
        (a_calendar("BEGIN:VEVENT\r\n" * 50 + "END:VEVENT\r\n" * 50), Flaw.TOO_DEEP),
        (a_calendar("BEGIN:X\r\nEND:X\r\n" * 20_001), Flaw.TOO_DEEP),
        (a_calendar() * 2, Flaw.SEVERAL),
        ("BEGIN:VCALENDAR\r\nnonsense without end", Flaw.BROKEN),
    ],
)
def test_what_is_no_calendar_is_refused_by_name(text: str, expected: Flaw) -> None:
    assert flaw(text) is expected


def test_a_byte_order_mark_and_bare_newlines_are_forgiven() -> None:
    text = "\ufeff" + a_calendar(an_event()).replace("\r\n", "\n")

    assert len(busy_times(text, WINDOW, TALLINN).spans) == 1


def test_rules_in_the_description_of_a_zone_are_never_run() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE"
    )

    assert busy(zone, an_event(start=";TZID=Evil:20261013T090000")) == [
        hour(2026, 10, 13, 6)
    ]


def test_what_we_publish_ourselves_is_read_back() -> None:
    series = a_meeting(starts_at=local(2026, 10, 13, 14), series=Series(2, 2))
    moved = a_meeting(
        starts_at=local(2026, 10, 28, 9), recurrence_id=local(2026, 10, 27, 14)
    )
    gone = a_meeting(uid="2@vald.example", status=Status.CANCELLED)

    text = published(series, also=[moved, gone]).decode()

    assert UID in text
    assert busy_times(text, WINDOW, TALLINN).spans == (
        Span(*hour(2026, 10, 13, 11)),
        Span(*hour(2026, 10, 28, 7)),
    )


RULES = [
    "DAILY",
    "DAILY;BYMONTH=10,11",
    "WEEKLY",
    "WEEKLY;BYDAY=MO,TH",
    "WEEKLY;BYDAY=SU,MO;WKST=SU",
    "MONTHLY",
    "MONTHLY;BYMONTHDAY=1,31,-1",
    "MONTHLY;BYMONTHDAY=13,14;BYDAY=FR,TU",
    "MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "MONTHLY;BYDAY=2TU,-1FR",
    "YEARLY",
    "YEARLY;BYMONTH=10,11;BYDAY=3WE",
]

rules = st.builds(
    "RRULE:FREQ={};INTERVAL={}{}".format,
    st.sampled_from(RULES),
    st.integers(1, 3),
    st.sampled_from(["", ";COUNT=7", ";COUNT=300", ";UNTIL=20261101T000000Z"]),
)


@settings(max_examples=40, deadline=None)
@given(rules, st.dates(date(2019, 1, 1), date(2026, 10, 31)))
def test_series_are_expanded_as_another_library_does_it(rule: str, day: date) -> None:
    event = an_event(rule, start=f";TZID=Europe/Tallinn:{day:%Y%m%d}T090000")
    text = a_calendar(event)

    found = busy_times(text, WINDOW, TALLINN).spans

    query: Any = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
    theirs = query.between(WINDOW.starts_at, WINDOW.ends_at)
    spans = merged(Span(e["DTSTART"].dt, e["DTEND"].dt) for e in theirs)
    assert found == tuple(
        Span(each.starts_at.astimezone(UTC), each.ends_at.astimezone(UTC))
        for each in spans
    )


@given(st.text(max_size=400))
def test_no_text_at_all_brings_the_reader_down(text: str) -> None:
    for whole in (text, a_calendar(text), a_calendar(an_event(text))):
        try:
            busy_times(whole, WINDOW, TALLINN)
        except Unreadable:
            continue
