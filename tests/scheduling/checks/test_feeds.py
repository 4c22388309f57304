"""Checks 55 to 62, as far as a feed or a file is only bytes."""

from dataclasses import replace

from scheduling.calendar import cancelled
from scheduling.invitations import cancellation, feed, invitation, published, stored
from tests.scheduling.calendars import (
    KATI,
    MADE_AT,
    a_meeting,
    events,
    lines,
    local,
)


def test_check_55_a_feed_says_its_name_and_how_often_to_look() -> None:
    said = lines(feed([a_meeting()], "Minu ümarlauad"))

    for line in (
        "METHOD:PUBLISH",
        "NAME:Minu ümarlauad",
        "X-WR-CALNAME:Minu ümarlauad",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert said.count(line) == 1


def test_check_56_the_bytes_of_a_feed_change_only_with_its_meetings() -> None:
    one = a_meeting()
    other = a_meeting(uid="2@vald.example", starts_at=local(2026, 7, 20, 9))

    assert feed([one, other], "x", "f") == feed([other, one], "x", "f")
    assert feed([one], "x", "f") != feed([replace(one, title="y")], "x", "f")


def test_check_57_a_cancelled_meeting_stays_in_the_feed_as_cancelled() -> None:
    gone = cancelled(a_meeting(), MADE_AT)

    event = events(feed([gone], "x"))[0]

    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert lines(published(gone)).count("STATUS:CANCELLED") == 1


def test_an_empty_feed_is_a_calendar_without_events() -> None:
    assert events(feed([], "x")) == []


def test_check_61_every_event_is_private() -> None:
    meeting = a_meeting()
    for text in (
        invitation(meeting, KATI),
        cancellation(meeting, KATI),
        published(meeting),
        stored(meeting),
        feed([meeting], "x"),
    ):
        assert all(event["CLASS"] == "PRIVATE" for event in events(text))
