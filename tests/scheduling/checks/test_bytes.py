"""Checks 1 to 10: the bytes of a calendar object."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.calendar import Guest, Mailbox, Series
from scheduling.cleaning import BadAddress
from scheduling.invitations import (
    CannotWrite,
    cancellation,
    feed,
    invitation,
    published,
    removal,
    stored,
)
from scheduling.mail import mail
from tests.scheduling.calendars import (
    JAAN,
    KATI,
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
from tests.scheduling.checks.relay import Relay

HOSTILE = 'Ümar;laud, "A\\B"\r\nATTENDEE:mailto:x@y.example\nBEGIN:VEVENT\x0bEND\x00'
SERIES = Series(every_weeks=2, count=6)


def objects(**changes: object) -> list[bytes]:
    meeting = a_meeting(**changes)
    return [
        invitation(meeting, KATI, chair=JAAN),
        cancellation(meeting, KATI),
        removal(meeting, KATI),
        published(meeting),
        stored(meeting),
        feed([meeting, a_meeting(uid="2@vald.example")], "Minu ümarlauad"),
    ]


PLAIN = [line for text in objects() for line in lines(text)]


def test_check_01_every_line_ends_crlf(relay: Relay) -> None:
    calendar = invitation(a_meeting(title=HOSTILE, description=HOSTILE), KATI)

    relay.send(mail(an_envelope(), WORDS, calendar))

    arrived = message_from_bytes(relay.arrived[0].content, policy=default)
    parts = [
        part.get_payload(decode=True)
        for part in arrived.walk()
        if part.get_content_type() in {"text/calendar", "application/ics"}
    ]
    assert parts == [calendar, calendar]
    for text in [*parts, *objects(title=HOSTILE, place=HOSTILE)]:
        assert isinstance(text, bytes)
        assert text.endswith(b"\r\n")
        assert text.count(b"\r\n") == text.count(b"\r") == text.count(b"\n")


@pytest.mark.parametrize("title", ["😀" * 100, "õ" * 200, "a" * 74 + "õ" * 80])
def test_check_02_no_line_over_75_octets_and_no_character_cut(title: str) -> None:
    for text in objects(title=title):
        folded = text.split(b"\r\n")
        assert max(len(line) for line in folded) <= 75
        for line in folded:
            line.decode()
        assert events(text)[0]["SUMMARY"] == title


@pytest.mark.parametrize("title", [HOSTILE, "a\\nb", "\\;", ";,;", "x\r\nATTENDEE:y"])
def test_check_03_no_title_becomes_a_property(title: str) -> None:
    for text in objects(title=title, description=title, place=title):
        names = {re.split("[:;]", line)[0] for line in lines(text)}
        plain = {re.split("[:;]", line)[0] for line in PLAIN}
        assert names <= plain
        assert text.count(b"\r\nATTENDEE") <= 2
        assert text.count(b"\r\nBEGIN:VEVENT") == len(events(text))


def test_check_03_text_survives_the_way_there_and_back(reader: Reader) -> None:
    title = "a\\b; c, d: \"e\" 'f' \\n õ"

    assert reader(invitation(a_meeting(title=title), KATI))[0].summary == title


def test_check_03_lines_of_a_description_stay_lines() -> None:
    event = events(invitation(a_meeting(description="üks\r\nkaks\nkolm\n"), KATI))[0]

    assert event["DESCRIPTION"] == "üks\nkaks\nkolm"


@given(st.text(), st.text(), st.text())
def test_check_03_any_text_at_all_can_be_typed(
    title: str, place: str, description: str
) -> None:
    meeting = a_meeting(title=title, place=place, description=description)

    text = invitation(meeting, KATI)

    assert len(events(text)) == 1
    assert len(values(text, "ATTENDEE")) == 1
    assert text.count(b"\r\n") == text.count(b"\r") == text.count(b"\n")


@pytest.mark.parametrize("name", ["Kask, Mari", "a;b", "a:b", 'Mari "Mets" Kask', "^'"])
def test_check_04_a_name_is_read_alike_everywhere(reader: Reader, name: str) -> None:
    organizer = Mailbox("umarlaud@vald.example", name)

    seen = reader(invitation(a_meeting(organizer=organizer), KATI))

    assert seen[0].organizer == name.replace('"', "'").replace("^", "")


def test_check_05_control_characters_are_stripped_everywhere() -> None:
    dirty = "a\x00b\x0bc\x1b[31m\x7f\u202ed"
    guest = Guest("kati@example.com", dirty)
    meeting = a_meeting(title=dirty, place=dirty, description=dirty)

    for text in (invitation(meeting, guest), feed([meeting], dirty)):
        readable = text.decode().replace("\r\n", "")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", readable)
        assert events(text)[0]["SUMMARY"] == "ab c[31md"


@pytest.mark.parametrize(
    "email",
    [
        "x y@z.example",
        "x@z",
        "@z.example",
        "x@",
        "",
        "a@b@c.example",
        "x@z.example\r\nBcc: y@z.example",
        "<x@z.example>",
        "Mari <x@z.example>",
        '"x"@z.example',
        "x@-z.example",
        ".x@z.example",
        "x@z..example",
        "x" * 250 + "@z.example",
        "x%40y@z.example",
        "x?subject=y@z.example",
    ],
)
def test_check_06_what_no_mail_could_reach_is_refused(email: str) -> None:
    with pytest.raises(BadAddress):
        Mailbox(email)


@pytest.mark.parametrize(
    "email",
    ["kati@example.com", "K.A+b_c-d'e@sub.example.ee", "õie@näide.ee", "a@xn--n-x.ee"],
)
def test_check_06_what_a_mail_can_reach_is_taken_as_it_is(email: str) -> None:
    assert (
        f"mailto:{email}"
        in values(invitation(a_meeting(), Guest(email)), "ATTENDEE")[0]
    )


def test_check_07_a_fixed_offset_becomes_the_zone() -> None:
    starts_at = datetime.fromisoformat("2026-11-16T17:00:00+05:00")

    for text in objects(starts_at=starts_at):
        assert b"UTC+" not in text
        assert "DTSTART;TZID=Europe/Tallinn:20261116T140000" in lines(text)


def test_check_07_a_zone_that_cannot_be_written_becomes_utc() -> None:
    for text in objects(zone=ZoneInfo("America/New_York")):
        assert "DTSTART:20261116T120000Z" in lines(text)
        assert "DTEND:20261116T130000Z" in lines(text)
    with pytest.raises(CannotWrite):
        published(a_meeting(zone=ZoneInfo("America/New_York"), series=SERIES))


def test_check_08_a_moment_without_a_zone_never_reaches_the_builder() -> None:
    naive = datetime(2026, 11, 16, 14)  # noqa: DTZ001 - this is what is refused

    for name in ("starts_at", "made_at", "recurrence_id"):
        with pytest.raises(ValueError, match="zone"):
            a_meeting(**{name: naive})


def test_check_09_the_calendar_is_utf8_and_says_so() -> None:
    message = mail(an_envelope(), WORDS, invitation(a_meeting(), KATI))

    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert part.get_content_charset() == "utf-8"
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert "SUMMARY:Ümarlaud KASK-7" in payload.decode("utf-8")


@pytest.mark.parametrize(
    ("starts_at", "instant"),
    [
        (local(2026, 7, 14, 14), utc(2026, 7, 14, 11)),
        (local(2026, 11, 16, 14), utc(2026, 11, 16, 12)),
        (local(2027, 3, 28, 2, 30), utc(2027, 3, 28, 0, 30)),
        (local(2027, 3, 28, 4, 30), utc(2027, 3, 28, 1, 30)),
        (local(2026, 10, 25, 3, 30), utc(2026, 10, 25, 0, 30)),
        (local(2026, 10, 25, 3, 30, fold=1), utc(2026, 10, 25, 1, 30)),
        (local(2026, 10, 25, 4, 30), utc(2026, 10, 25, 2, 30)),
    ],
)
def test_check_10_four_readers_see_the_same_instant(
    reader: Reader, starts_at: datetime, instant: datetime
) -> None:
    for meeting in (a_meeting(starts_at=starts_at), a_meeting(starts_at=instant)):
        assert reader(invitation(meeting, KATI))[0].starts == (instant,)
        assert reader(published(meeting))[0].starts == (instant,)
        assert reader(feed([meeting], "x"))[0].starts == (instant,)


def test_check_10_four_readers_see_the_same_series(reader: Reader) -> None:
    meeting = a_meeting(starts_at=local(2026, 9, 15, 14), series=SERIES)
    shorter = replace(SERIES, without=(utc(2026, 10, 27, 12),))

    whole = reader(invitation(meeting, KATI))[0].starts
    without = reader(invitation(replace(meeting, series=shorter), KATI))[0].starts

    assert [each.hour for each in whole] == [11, 11, 11, 12, 12, 12]
    assert without == (*whole[:3], *whole[4:])


def test_the_zone_of_the_sender_changes_nothing() -> None:
    moment = local(2026, 11, 16, 14)
    elsewhere = moment.astimezone(timezone(timedelta(hours=-7)))

    assert objects(starts_at=moment) == objects(starts_at=elsewhere)
