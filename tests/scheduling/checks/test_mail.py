"""Checks 32 to 41: the mail around an invitation."""

import smtplib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from scheduling.calendar import Guest, Mailbox, Role, Series
from scheduling.cleaning import needs_smtputf8
from scheduling.invitations import CannotWrite, invitation, stored
from scheduling.mail import Letter, mail
from tests.scheduling.calendars import (
    BOT,
    JAAN,
    KATI,
    WORDS,
    a_meeting,
    an_envelope,
    local,
    values,
)
from tests.scheduling.checks.relay import Relay

CHAIR = Guest("mari@vald.example", "Mari", Role.CHAIR)


def a_mail(guest: Guest = KATI, **changes: object) -> EmailMessage:
    calendar = invitation(a_meeting(**changes), guest, chair=CHAIR)
    return mail(an_envelope(guest), WORDS, calendar)


def arrived(relay: Relay, message: EmailMessage) -> EmailMessage:
    relay.send(message)
    content = relay.arrived[-1].content
    assert isinstance(content, bytes)
    return message_from_bytes(content, policy=default)


def shape(message: EmailMessage) -> object:
    if message.is_multipart():
        return [message.get_content_type(), *map(shape, message.iter_parts())]
    return message.get_content_type()


def test_check_32_the_parts_stand_in_the_order_that_clients_expect(
    relay: Relay,
) -> None:
    message = arrived(relay, a_mail())

    assert shape(message) == [
        "multipart/mixed",
        ["multipart/alternative", "text/plain", "text/html", "text/calendar"],
        "application/ics",
    ]
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert dict(part["Content-Type"].params) == {
        "charset": "utf-8",
        "method": "REQUEST",
    }
    assert part["Content-Transfer-Encoding"] == "base64"
    assert [p.get_filename() for p in message.iter_attachments()] == ["invite.ics"]


def test_check_33_the_calendar_is_last_not_attached_and_twice_the_same(
    relay: Relay,
) -> None:
    calendar = invitation(a_meeting(description="õ" * 400), KATI)
    message = arrived(relay, mail(an_envelope(), WORDS, calendar))

    alternative, attached = message.iter_parts()
    *_, shown = alternative.iter_parts()
    assert shown.get_content_type() == "text/calendar"
    assert shown["Content-Disposition"] is None
    assert shown.get_payload(decode=True) == calendar
    assert attached.get_payload(decode=True) == calendar


def test_check_34_a_mail_carries_one_calendar_even_of_a_series(relay: Relay) -> None:
    series = a_meeting(starts_at=local(2026, 9, 15, 14), series=Series(2, 6))
    moved = a_meeting(recurrence_id=local(2026, 9, 29, 14))
    calendar = invitation(series, KATI, also=[moved])

    message = arrived(relay, mail(an_envelope(), WORDS, calendar))

    parts = [
        p
        for p in message.walk()
        if p.get_content_type() in {"text/calendar", "application/ics"}
    ]
    texts = {p.get_payload(decode=True) for p in parts}
    assert texts == {calendar}
    assert calendar.count(b"BEGIN:VCALENDAR") == 1


def test_check_35_the_organizer_is_the_sender_s_bare_address() -> None:
    message = a_mail()
    calendar = invitation(a_meeting(), KATI)

    assert values(calendar, "ORGANIZER") == [f"CN=Ümarlaud:mailto:{BOT.email}"]
    sender = message["From"].addresses[0]
    assert (sender.addr_spec, sender.display_name) == (BOT.email, "Ümarlaud")


def test_check_35_the_organizer_is_never_its_own_guest() -> None:
    with pytest.raises(CannotWrite):
        invitation(a_meeting(), Guest(BOT.email))


def test_check_36_the_case_manager_is_the_chair_and_nobody_acts_for_anybody() -> None:
    calendar = invitation(a_meeting(), KATI, chair=CHAIR)

    assert b"SENT-BY" not in calendar
    assert sum(";ROLE=CHAIR;" in line for line in values(calendar, "ATTENDEE")) == 1


def test_check_37_a_mail_goes_to_one_person_and_names_no_other(relay: Relay) -> None:
    message = arrived(relay, a_mail())

    assert relay.arrived[0].rcpt_tos == [KATI.email]
    assert [each.addr_spec for each in message["To"].addresses] == [KATI.email]
    assert message["Cc"] is message["Bcc"] is None
    whole = message.as_string() + str(message.get_body(("plain",)))
    calendars = [
        p.get_payload(decode=True)
        for p in message.walk()
        if p.get_content_type() in {"text/calendar", "application/ics"}
    ]
    assert JAAN.email not in whole
    assert not any(JAAN.email.encode() in text for text in calendars)


def test_check_39_the_headers_say_who_made_it_and_that_a_program_did(
    relay: Relay,
) -> None:
    message = arrived(relay, a_mail())

    assert message["Message-ID"] == "<1@vald.example>"
    assert message["Date"].datetime == an_envelope().made_at
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] is None


def test_check_39_no_title_and_no_name_becomes_a_header(relay: Relay) -> None:
    injected = "Ümarlaud\r\nBcc: x@y.example\r\n\r\nx"
    guest = Guest("kati@example.com", injected)
    letter = Letter(injected, "x", "x")

    message = arrived(relay, mail(an_envelope(guest), letter, None))

    assert message["Bcc"] is None
    assert message["Subject"] == "Ümarlaud Bcc: x@y.example x"
    assert relay.arrived[0].rcpt_tos == ["kati@example.com"]


def test_check_39_a_made_up_message_id_cannot_add_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mail(an_envelope(message_id="<1@x>\r\nBcc: x@y.example"), WORDS, None)


def test_check_40_a_repeated_attempt_is_recognisably_the_same_mail(
    relay: Relay,
) -> None:
    first, second = (arrived(relay, a_mail()) for _ in range(2))

    assert first["Message-ID"] == second["Message-ID"]
    calendars = [
        next(iter(m.iter_attachments())).get_payload(decode=True)
        for m in (first, second)
    ]
    assert calendars[0] == calendars[1]


def test_check_41_an_address_beyond_ascii_is_known_before_sending(
    relay: Relay,
) -> None:
    guest = Guest("õie@näide.ee", "Õie")

    assert needs_smtputf8(guest.email)
    assert not needs_smtputf8(KATI.email)
    message = mail(an_envelope(guest), WORDS, invitation(a_meeting(), guest))
    assert message["To"].addresses[0].addr_spec == guest.email
    relay.send(message)
    assert relay.arrived[0].rcpt_tos == [guest.email]
    old = Relay(smtputf8=False)
    old.start()
    with pytest.raises(smtplib.SMTPNotSupportedError):
        old.send(message)
    old.stop()


def test_a_calendar_without_a_method_is_not_mailed() -> None:
    with pytest.raises(ValueError, match="method"):
        mail(an_envelope(), WORDS, stored(a_meeting()))


def test_a_mail_without_a_calendar_is_just_words(relay: Relay) -> None:
    message = arrived(relay, mail(an_envelope(), WORDS, None))

    assert shape(message) == ["multipart/alternative", "text/plain", "text/html"]


def test_a_mailbox_without_a_name_is_an_address() -> None:
    assert str(
        mail(an_envelope(sender=Mailbox("a@b.example")), WORDS, None)["From"]
    ) == ("a@b.example")
