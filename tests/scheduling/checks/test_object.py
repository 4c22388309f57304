"""Checks 11 to 31: what a calendar object says."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from uuid import UUID, uuid1, uuid4

import pytest

from scheduling.calendar import (
    Guest,
    Mailbox,
    Meeting,
    Partstat,
    Role,
    Series,
    Status,
    cancelled,
    resets_answers,
    starts,
    succeeding,
    uid_of,
)
from scheduling.invitations import (
    CannotWrite,
    cancellation,
    counter_declined,
    feed,
    invitation,
    published,
    removal,
    stored,
)
from scheduling.mail import mail
from scheduling.recurrence import InSpringGap, local_moment
from tests.scheduling.calendars import (
    BOT,
    JAAN,
    KATI,
    MADE_AT,
    TALLINN,
    UID,
    WORDS,
    Reader,
    a_meeting,
    an_envelope,
    events,
    lines,
    local,
    utc,
    values,
)

SERIES = Series(every_weeks=2, count=6)
LATER = MADE_AT + timedelta(hours=2)


def a_series(**changes: object) -> Meeting:
    return a_meeting(starts_at=local(2026, 9, 15, 14), series=SERIES, **changes)


def one_date(**changes: object) -> Meeting:
    """The third date of the series, moved to the next day."""
    return a_meeting(
        **{
            "starts_at": local(2026, 10, 14, 10),
            "recurrence_id": local(2026, 10, 13, 14),
            **changes,
        }
    )


def objects(meeting: Meeting) -> dict[str, bytes]:
    return {
        "REQUEST": invitation(meeting, KATI),
        "CANCEL": cancellation(meeting, KATI),
        "PUBLISH": published(meeting),
        "DECLINECOUNTER": counter_declined(meeting, KATI),
    }


def test_check_11_each_object_has_its_version_and_one_method() -> None:
    for method, text in objects(a_meeting()).items():
        assert values(text, "VERSION") == ["2.0"]
        assert len(values(text, "PRODID")) == 1
        assert values(text, "METHOD") == [method]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "DECLINECOUNTER"])
def test_check_11_the_mail_part_says_the_same_method(method: str) -> None:
    message = mail(an_envelope(), WORDS, objects(a_meeting())[method])

    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert part["Content-Type"].params["method"] == method


def test_check_11_what_is_stored_by_caldav_has_no_method_and_no_people() -> None:
    text = stored(a_series(), also=[one_date()])

    assert values(text, "METHOD") == []
    assert values(text, "ATTENDEE") == values(text, "ORGANIZER") == []
    assert len(events(text)) == 2


def test_check_12_each_event_has_what_it_needs_exactly_once() -> None:
    needed = ["UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "SEQUENCE"]
    for text in objects(a_meeting()).values():
        event = text[text.index(b"BEGIN:VEVENT") :]
        for name in needed:
            assert len(values(event, name)) == 1, name
        assert values(event, "DURATION") == []
        assert values(event, "DTSTAMP") == ["20260701T060000Z"]


def test_check_13_the_uid_is_random_and_stays() -> None:
    number = UUID("0b3a3c66-6b1e-4b52-9d5a-2f9d1f0f6a11")

    assert uid_of(number, "vald.example") == UID
    assert uid_of(uuid4(), "vald.example") != uid_of(uuid4(), "vald.example")
    for text in objects(a_meeting()).values():
        assert values(text, "UID") == [UID]
    with pytest.raises(ValueError, match="random"):
        uid_of(uuid1(), "vald.example")


def test_check_14_only_a_feed_has_a_uid_of_its_own_and_keeps_it() -> None:
    for text in objects(a_meeting()).values():
        assert b"UID:" not in text.partition(b"BEGIN:VEVENT")[0]

    first, second = (feed([a_meeting()], "x", uid="feed-1") for _ in range(2))

    assert first == second
    assert values(first.partition(b"BEGIN:VEVENT")[0], "UID") == ["feed-1"]


def test_check_15_dtstamp_is_the_making_and_never_goes_back() -> None:
    first = a_meeting()
    again = succeeding(first, replace(first, made_at=LATER))
    earlier = succeeding(again, replace(again, made_at=MADE_AT))

    stamps = [
        values(invitation(each, KATI), "DTSTAMP")[0] for each in (first, again, earlier)
    ]
    assert stamps == ["20260701T060000Z", "20260701T080000Z", "20260701T080000Z"]


@pytest.mark.parametrize(
    ("changes", "raised"),
    [
        ({"starts_at": local(2026, 11, 17, 14)}, True),
        ({"length": timedelta(hours=2)}, True),
        ({"series": SERIES}, True),
        ({"status": Status.CANCELLED}, True),
        ({"title": "x"}, False),
        ({"description": "x"}, False),
        ({"place": "x"}, False),
        ({"organizer": Mailbox("other@vald.example")}, False),
        ({"made_at": LATER}, False),
        ({"starts_at": utc(2026, 11, 16, 12)}, False),
        ({"status": Status.TENTATIVE}, False),
    ],
)
def test_check_16_the_sequence_rises_with_what_guests_must_think_over(
    changes: dict[str, object], *, raised: bool
) -> None:
    before = a_meeting(sequence=4)

    after = succeeding(before, a_meeting(sequence=0, **changes))

    assert after.sequence == (5 if raised else 4)
    assert f"SEQUENCE:{after.sequence}" in lines(invitation(after, KATI))


def test_check_16_a_cancelled_meeting_has_the_next_sequence_once() -> None:
    once = cancelled(a_meeting(), LATER)
    twice = cancelled(once, LATER)

    assert (once.sequence, twice.sequence) == (1, 1)
    with pytest.raises(ValueError, match="different"):
        succeeding(a_meeting(), a_meeting(uid="other@vald.example"))


def test_check_17_a_resend_keeps_the_answers_and_a_change_resets_them() -> None:
    first = a_meeting()
    resend = succeeding(first, replace(first, made_at=LATER))
    moved = succeeding(first, replace(first, starts_at=local(2026, 11, 18, 9)))

    assert not resets_answers(first, resend)
    assert resets_answers(first, moved)
    answered = replace(KATI, partstat=Partstat.ACCEPTED)
    assert ";PARTSTAT=ACCEPTED;" in values(invitation(resend, answered), "ATTENDEE")[0]


@pytest.mark.parametrize(
    ("role", "written"),
    [
        (Role.REQUIRED, "REQ-PARTICIPANT"),
        (Role.OPTIONAL, "OPT-PARTICIPANT"),
        (Role.CHAIR, "CHAIR"),
        (Role.INFORMED, "NON-PARTICIPANT"),
    ],
)
def test_check_18_the_guest_is_asked_by_role(role: Role, written: str) -> None:
    guest = Guest("Kati.Ema@example.com", "Kati", role)
    text = invitation(a_meeting(), guest)
    envelope = an_envelope(guest)

    attendee = events(text)[0]["ATTENDEE"]
    assert dict(attendee.params) == {
        "CN": "Kati",
        "CUTYPE": "INDIVIDUAL",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": written,
        "RSVP": "TRUE",
    }
    recipient = mail(envelope, WORDS, text)["To"].addresses[0].addr_spec
    assert attendee == f"mailto:{recipient}"


def test_check_19_what_is_published_names_no_guest_but_the_organizer() -> None:
    for text in (published(a_meeting()), feed([a_meeting()], "x")):
        assert values(text, "ATTENDEE") == []
        assert values(text, "ORGANIZER") == [f"CN=Ümarlaud:mailto:{BOT.email}"]


def test_check_20_cancelling_is_a_cancel_of_the_same_meeting() -> None:
    text = cancellation(cancelled(a_meeting(), LATER), KATI)

    event = events(text)[0]
    assert values(text, "METHOD") == ["CANCEL"]
    assert event["STATUS"] == "CANCELLED"
    assert (event["UID"], event["SEQUENCE"]) == (UID, 1)
    assert event["ATTENDEE"] == f"mailto:{KATI.email}"
    assert event["ORGANIZER"] == f"mailto:{BOT.email}"


def test_check_21_removing_one_person_does_not_cancel_the_meeting() -> None:
    text = removal(a_meeting(sequence=1), KATI)

    assert values(text, "METHOD") == ["CANCEL"]
    assert values(text, "STATUS") == []
    assert len(values(text, "ATTENDEE")) == 1
    assert KATI.email in values(text, "ATTENDEE")[0]


def test_check_23_a_moved_date_is_known_by_its_original_start(reader: Reader) -> None:
    text = invitation(a_series(), KATI, also=[one_date()])

    assert values(text, "RECURRENCE-ID") == ["TZID=Europe/Tallinn:20261013T140000"]
    assert {str(event["UID"]) for event in events(text)} == {UID}
    assert reader(text)[1].starts == (utc(2026, 10, 14, 7),)


def test_check_23_the_cancel_of_one_date_names_that_date_only() -> None:
    moved = one_date()
    text = cancellation(cancelled(moved, LATER), KATI)

    assert values(text, "RECURRENCE-ID") == ["TZID=Europe/Tallinn:20261013T140000"]
    assert "RRULE" not in events(text)[0]
    assert len(events(text)) == 1


def test_check_24_a_message_on_one_date_is_complete_in_itself() -> None:
    event = events(invitation(one_date(), KATI))[0]

    for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND", "ORGANIZER"):
        assert name in event
    assert event["DTSTART"].dt == local(2026, 10, 14, 10)


def test_check_25_the_series_rule_is_simple_enough_for_outlook() -> None:
    text = invitation(a_series(), KATI)

    rules = values(text[text.index(b"BEGIN:VEVENT") :], "RRULE")
    assert [set(rule.split(";")) for rule in rules] == [
        {"FREQ=WEEKLY", "INTERVAL=2", "COUNT=6"}
    ]
    assert values(text, "RDATE") == []


def test_check_26_the_zone_is_described_once_before_the_events() -> None:
    for text in (
        invitation(a_series(), KATI, also=[one_date()]),
        feed([a_meeting(), a_series()], "x"),
    ):
        described = lines(text)
        assert described.count("BEGIN:VTIMEZONE") == 1
        assert described.index("END:VTIMEZONE") < described.index("BEGIN:VEVENT")
        start, end = (described.index(f"{w}:VTIMEZONE") for w in ("BEGIN", "END"))
        zone = described[start:end]
        assert zone.count("BEGIN:STANDARD") == zone.count("BEGIN:DAYLIGHT") == 1
        assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in zone
        assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in zone
        assert [line for line in zone if line.startswith("DTSTART")] == [
            "DTSTART:20031026T040000",
            "DTSTART:20030330T030000",
        ]
        assert "RDATE" not in text.decode()


def test_check_26_a_meeting_in_utc_needs_no_zone() -> None:
    twice = a_meeting(starts_at=local(2026, 10, 25, 3, 30, fold=1))

    assert b"VTIMEZONE" not in published(twice)
    assert b"TZID" not in published(twice)


def test_check_26_the_described_changes_are_those_of_the_zone(reader: Reader) -> None:
    around = [(3, 25), (3, 31), (10, 24), (10, 31)]
    meetings = [
        a_meeting(uid=f"{n}@vald.example", starts_at=local(year, month, day, 9))
        for n, (year, (month, day)) in enumerate(product(range(2026, 2037), around))
    ]

    seen = reader(feed(meetings, "x"))

    assert [each.starts for each in seen] == [(each.starts_at,) for each in meetings]


def test_check_27_a_biweekly_series_stays_at_two_in_tallinn(reader: Reader) -> None:
    instants = tuple(
        datetime(2026, month, day, hour, tzinfo=UTC)
        for month, day, hour in [
            (9, 15, 11),
            (9, 29, 11),
            (10, 13, 11),
            (10, 27, 12),
            (11, 10, 12),
            (11, 24, 12),
        ]
    )

    assert starts(a_series()) == instants
    assert reader(invitation(a_series(), KATI))[0].starts == instants
    assert {each.astimezone(TALLINN).time() for each in instants} == {time(14)}


def test_check_27_over_both_clock_changes_it_stays_at_two_with_one_date_moved(
    reader: Reader,
) -> None:
    year = replace(a_series(), series=replace(SERIES, count=16))
    moved = replace(
        one_date(),
        recurrence_id=datetime(2027, 3, 30, 14, tzinfo=TALLINN),
        starts_at=datetime(2027, 3, 31, 10, tzinfo=TALLINN),
    )

    whole, one = reader(invitation(year, KATI, also=[moved]))

    dates = [each.astimezone(TALLINN) for each in whole.starts]
    assert {each.time() for each in dates} == {time(14)}
    offsets = [each.utcoffset() for each in dates]
    hours = [int(offset.total_seconds()) // 3600 for offset in offsets if offset]
    assert hours == [3] * 3 + [2] * 11 + [3] * 2
    assert one.starts == (utc(2027, 3, 31, 7),)


def test_check_27_a_date_that_fell_out_is_no_start() -> None:
    shorter = replace(
        a_series(), series=replace(SERIES, without=(utc(2026, 10, 27, 12),))
    )

    assert utc(2026, 10, 27, 12) not in starts(shorter)
    assert len(starts(shorter)) == 5


def test_check_28_a_start_in_the_spring_gap_is_refused_with_a_suggestion() -> None:
    with pytest.raises(InSpringGap) as refused:
        local_moment(date(2027, 3, 28), time(3, 30), TALLINN)

    assert refused.value.suggestion == local(2027, 3, 28, 4, 30)


def test_check_28_a_start_in_the_autumn_hour_is_written_in_utc(reader: Reader) -> None:
    for fold, hour in ((0, 0), (1, 1)):
        meeting = a_meeting(starts_at=local(2026, 10, 25, 3, 30, fold=fold))
        text = invitation(meeting, KATI)
        assert f"DTSTART:20261025T0{hour}3000Z" in lines(text)
        assert reader(text)[0].starts == (utc(2026, 10, 25, hour, 30),)


def test_check_28_a_series_in_the_autumn_hour_is_refused() -> None:
    with pytest.raises(CannotWrite):
        invitation(a_meeting(starts_at=local(2026, 10, 25, 3, 30), series=SERIES), KATI)


def test_check_29_a_length_is_time_that_passes() -> None:
    meeting = a_meeting(starts_at=local(2026, 10, 24, 12), length=timedelta(hours=24))

    event = events(invitation(meeting, KATI))[0]

    assert meeting.ends_at == local(2026, 10, 25, 11)
    assert event["DTEND"].dt == local(2026, 10, 25, 11)


def test_check_30_an_alarm_only_shows_the_neutral_title() -> None:
    text = invitation(a_meeting(), KATI)

    alarm = events(text)[0].walk("VALARM")[0]
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "Ümarlaud KASK-7"
    assert alarm["TRIGGER"].dt == timedelta(hours=-1)
    assert b"ACTION:EMAIL" not in text


def test_check_30_what_is_cancelled_or_wants_none_rings_no_alarm() -> None:
    off = cancelled(a_meeting(), LATER)

    for text in (
        cancellation(off, KATI),
        published(off),
        invitation(a_meeting(alarm=None), KATI),
    ):
        assert b"VALARM" not in text


def test_check_31_a_fixed_meeting_takes_time_and_a_held_one_is_tentative() -> None:
    fixed = events(invitation(a_meeting(), KATI))[0]
    held = events(stored(a_meeting(status=Status.TENTATIVE)))[0]

    assert (fixed["TRANSP"], fixed["STATUS"]) == ("OPAQUE", "CONFIRMED")
    assert held["STATUS"] == "TENTATIVE"


def test_check_62_only_the_receiver_and_the_chair_are_listed() -> None:
    chair = Guest("mari@vald.example", "Mari", Role.CHAIR)

    alone = invitation(a_meeting(), KATI)
    chaired = invitation(a_meeting(), KATI, chair=chair)

    assert len(values(alone, "ATTENDEE")) == 1
    assert len(values(chaired, "ATTENDEE")) == 2
    for text in (alone, chaired):
        assert JAAN.email.encode() not in text


def test_nonsense_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="takes some time"):
        a_meeting(length=timedelta(0))
    with pytest.raises(ValueError, match="not a series"):
        one_date(series=SERIES)
