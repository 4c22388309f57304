"""Checks 42 to 54: what comes back by mail."""

from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.calendar import Partstat, cancelled
from scheduling.invitations import counter_declined, invitation
from scheduling.judging import Answered, Standing, Verdict, judge
from scheduling.replies import Asked, Heard, Puzzle, Reply, Unheard, read_mail
from tests.scheduling.calendars import (
    BOT,
    KATI,
    MADE_AT,
    TALLINN,
    UID,
    a_meeting,
    utc,
    values,
)
from tests.scheduling.checks.answers import (
    SENDER,
    a_calendar,
    a_mail,
    an_event,
    answering,
    apple,
    gmail,
    heard,
    outlook,
    puzzle,
)

STANDING = Standing(UID, 1, frozenset({KATI.email}), frozenset({utc(2026, 10, 13, 11)}))
REPLY = Reply(
    Asked.REPLY,
    UID,
    SENDER,
    partstat=Partstat.ACCEPTED,
    sequence=1,
    made_at=MADE_AT,
)


@pytest.mark.parametrize("client", [gmail, outlook, apple])
def test_check_42_the_answers_of_three_clients_are_understood(client: object) -> None:
    raw = client()  # type: ignore[operator]

    (reply,) = heard(raw)

    assert (reply.uid, reply.attendee) == (UID, SENDER)
    assert reply.partstat is Partstat.ACCEPTED
    assert reply.sequence == 0
    assert reply.made_at == utc(2026, 7, 2, 8)
    assert judge(reply, replace(STANDING, sequence=0)) is Verdict.APPLY


def test_check_42_the_calendar_is_found_at_any_depth_and_as_a_file() -> None:
    message: EmailMessage = a_mail()
    message.add_attachment(a_calendar().encode(), "application", "ics")
    for _ in range(5):
        outer = EmailMessage(policy=SMTP)
        outer["From"] = SENDER
        outer.make_mixed()
        outer.attach(message)
        message = outer

    assert heard(message.as_bytes())[0].uid == UID


def test_check_42_the_charset_of_the_mail_is_obeyed() -> None:
    calendar = a_calendar(an_event("COMMENT:Õhtul ei saa"))
    message = a_mail()
    message.add_alternative(
        calendar, subtype="calendar", charset="iso-8859-1", params={"method": "REPLY"}
    )

    assert heard(message.as_bytes())[0].comment == "Õhtul ei saa"


def test_check_42_bytes_that_fit_no_charset_are_not_guessed() -> None:
    raw = (
        b"From: kati.ema@example.com\r\n"
        b"Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n"
        + a_calendar(an_event("COMMENT:@@")).encode().replace(b"@@", b"\xff\xfe")
    )

    assert puzzle(raw) is Puzzle.BAD_CHARSET


@pytest.mark.parametrize("charset", [b"x-none", b"\0utf-8"])
def test_check_42_an_unknown_charset_is_read_where_it_is_plain_anyway(
    charset: bytes,
) -> None:
    raw = answering(a_calendar()).replace(b'"utf-8"', b'"%b"' % charset)

    assert heard(raw)[0].uid == UID


def test_check_43_methods_are_compared_without_case() -> None:
    assert heard(answering(a_calendar(method="Reply"), method="rEPLY"))


@pytest.mark.parametrize(("inside", "outside"), [("REPLY", "REQUEST"), ("", "REPLY")])
def test_check_43_methods_that_disagree_go_to_a_person(
    inside: str, outside: str
) -> None:
    raw = answering(a_calendar(method=inside), method=outside)

    assert puzzle(raw) is Puzzle.METHOD_MISMATCH


@pytest.mark.parametrize(
    "written",
    [
        "mailto:kati.ema@example.com",
        "MAILTO:KATI.EMA@EXAMPLE.COM",
        "mailto:kati%2Eema%40example.com",
        "kati.ema@example.com",
    ],
)
def test_check_44_the_attendee_is_matched_however_the_address_is_written(
    written: str,
) -> None:
    event = an_event(ATTENDEE=f";PARTSTAT=DECLINED:{written}")

    (reply,) = heard(answering(a_calendar(event)))

    assert reply.attendee == SENDER
    assert judge(replace(reply, sequence=1), STANDING) is Verdict.APPLY


@pytest.mark.parametrize(
    "written",
    [
        ";TZID=Europe/Tallinn:20261013T140000",
        ":20261013T110000Z",
        ";TZID=FLE Standard Time:20261013T140000",
        ";TZID=America/New_York:20261013T070000",
        ":20261013T140000",
    ],
)
def test_check_44_the_date_of_a_series_is_matched_in_utc(written: str) -> None:
    event = an_event(f"RECURRENCE-ID{written}", SEQUENCE=":1")

    (reply,) = heard(answering(a_calendar(event)))

    assert reply.recurrence_id == utc(2026, 10, 13, 11)
    assert judge(reply, STANDING) is Verdict.APPLY


def test_check_44_organizer_and_sequence_may_be_missing() -> None:
    event = an_event(without="SEQUENCE").replace("ORGANIZER", "X-NOTHING")

    assert heard(answering(a_calendar(event)))[0].sequence == 0


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"uid": "other@vald.example"}, Verdict.UNKNOWN_MEETING),
        ({"recurrence_id": utc(2026, 10, 14, 11)}, Verdict.UNKNOWN_DATE),
        ({"attendee": "stranger@example.com"}, Verdict.UNINVITED),
    ],
)
def test_check_44_what_matches_nothing_changes_nothing(
    changes: dict[str, str], verdict: Verdict
) -> None:
    assert judge(replace(REPLY, **changes), STANDING) is verdict  # type: ignore[arg-type]


@pytest.mark.parametrize("more", ["", f"ATTENDEE:mailto:{SENDER}"])
def test_check_45_an_answer_names_exactly_one_attendee(more: str) -> None:
    event = an_event(more, without="" if more else "ATTENDEE").replace(
        "\r\n\r\n", "\r\n"
    )

    assert puzzle(answering(a_calendar(event))) is Puzzle.NOT_ONE_ATTENDEE


def test_check_45_all_events_of_one_message_are_read() -> None:
    one_date = an_event(
        "RECURRENCE-ID:20261013T110000Z", ATTENDEE=f";PARTSTAT=DECLINED:mailto:{SENDER}"
    )

    whole, date = heard(answering(a_calendar(an_event(), one_date)))

    assert (whole.recurrence_id, whole.partstat) == (None, Partstat.ACCEPTED)
    assert date.recurrence_id == utc(2026, 10, 13, 11)
    assert date.partstat is Partstat.DECLINED


def test_check_46_an_answer_to_an_earlier_version_is_history() -> None:
    assert judge(replace(REPLY, sequence=0), STANDING) is Verdict.OUTDATED


def test_check_46_of_two_answers_the_later_one_holds() -> None:
    said = Answered(Partstat.DECLINED, 1, MADE_AT)
    standing = replace(STANDING, answers={(SENDER, None): said})

    later = replace(REPLY, made_at=MADE_AT + timedelta(minutes=1))
    earlier = replace(REPLY, made_at=MADE_AT - timedelta(minutes=1))
    higher = replace(earlier, sequence=2)

    assert judge(later, standing) is Verdict.APPLY
    assert judge(earlier, standing) is Verdict.OUTDATED
    assert judge(higher, standing) is Verdict.APPLY


@pytest.mark.parametrize("made_at", [MADE_AT, None])
def test_check_46_the_same_message_again_changes_nothing(
    made_at: datetime | None,
) -> None:
    reply = replace(REPLY, made_at=made_at)
    said = Answered(Partstat.ACCEPTED, 1, made_at)

    standing = replace(STANDING, answers={(SENDER, None): said})

    assert judge(reply, standing) is Verdict.REPEATED


@pytest.mark.parametrize(
    "sender",
    [
        "stranger@example.com",
        '"kati.ema@example.com" <stranger@example.com>',
        "kati.ema@example.com <stranger@example.com>",
        "kati.ema@example.com, stranger@example.com",
        "",
    ],
)
def test_check_47_only_the_attendee_answers_for_the_attendee(sender: str) -> None:
    raw = answering(a_calendar()).replace(SENDER.encode(), sender.encode(), 1)

    assert puzzle(raw) is Puzzle.SPOOFED


def test_check_47_two_senders_are_none() -> None:
    raw = b"From: stranger@example.com\r\n" + answering(a_calendar())

    assert puzzle(raw) is Puzzle.SPOOFED


@pytest.mark.parametrize(
    ("results", "believed"),
    [
        ("mx.vald.example; dmarc=pass header.from=example.com", True),
        ("mx.vald.example; spf=pass smtp.mailfrom=k@example.com; dkim=none", True),
        ("mx.vald.example 1; dkim=pass (2048 bit) header.d=example.com", True),
        ("mx.vald.example; spf=pass smtp.mailfrom=evil@evil.example", False),
        ("mx.vald.example; dkim=pass header.d=evil.example", False),
        ("mx.vald.example; spf=pass; dkim=none", False),
        ("mx.vald.example; dmarc=fail; spf=pass", False),
        ("mx.vald.example; spf=softfail; dkim=none", False),
        ("mx.evil.example; dmarc=pass", False),
        (None, False),
    ],
)
def test_check_47_only_our_own_server_vouches_for_a_sender(
    results: str | None, *, believed: bool
) -> None:
    headers = {} if results is None else {"Authentication_Results": results}
    raw = answering(a_calendar(), **headers)

    answer = read_mail(raw, TALLINN, "mx.vald.example")

    assert isinstance(answer, Heard)
    assert answer.vouched is believed
    assert not heard_by_nobody(raw).vouched


def heard_by_nobody(raw: bytes) -> Heard:
    """Read a mail where no server of ours says anything about senders."""
    answer = read_mail(raw, TALLINN)
    assert isinstance(answer, Heard)
    return answer


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "Auto-Replied; owner-email=x@y.example"},
        {"X_Autoreply": "yes"},
        {"Precedence": "bulk"},
    ],
)
def test_check_47_an_auto_reply_is_no_answer(headers: dict[str, str]) -> None:
    assert puzzle(answering(a_calendar(), **headers)) is Puzzle.AUTO_REPLY
    assert puzzle(a_mail(**headers).as_bytes()) is Puzzle.AUTO_REPLY


def test_check_47_a_bounce_is_no_answer_but_says_who_was_not_reached() -> None:
    report = (
        b"From: MAILER-DAEMON@mx.example\r\n"
        b"Message-ID: <bounce@mx.example>\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
        b"\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822; kati.ema@example.com\r\nStatus: 5.1.1\r\n"
        b"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
    )

    answer = read_mail(report + answering(a_calendar()) + b"\r\n--b--\r\n", TALLINN)

    assert answer == Unheard(
        Puzzle.BOUNCE,
        "mailer-daemon@mx.example",
        "<bounce@mx.example>",
        ("kati.ema@example.com",),
        ("<answer@example.com>",),
    )


def test_check_47_a_delay_is_no_failure() -> None:
    report = (
        b"From: MAILER-DAEMON@mx.example\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
        b"\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822; kati.ema@example.com\r\n"
        b"Action: delayed\r\nStatus: 4.4.1\r\n\r\n--b--\r\n"
    )

    answer = read_mail(report, TALLINN)

    assert isinstance(answer, Unheard)
    assert (answer.puzzle, answer.failed) == (Puzzle.BOUNCE, ())


def test_check_47_an_answer_inside_a_forwarded_mail_is_not_opened() -> None:
    outer = a_mail()
    inner = EmailMessage(policy=SMTP)
    inner["From"] = SENDER
    inner.set_content(a_calendar(), subtype="calendar", params={"method": "REPLY"})
    outer.add_attachment(inner)

    assert puzzle(outer.as_bytes()) is Puzzle.NO_CALENDAR


def test_check_48_a_forwarded_invitation_adds_nobody() -> None:
    stranger = "stranger@example.com"
    event = an_event(ATTENDEE=f";PARTSTAT=ACCEPTED:mailto:{stranger}")

    (reply,) = heard(answering(a_calendar(event), sender=stranger))

    assert judge(reply, STANDING) is Verdict.UNINVITED


@pytest.mark.parametrize(
    ("said", "partstat", "verdict"),
    [
        ("ACCEPTED", Partstat.ACCEPTED, Verdict.APPLY),
        ("declined", Partstat.DECLINED, Verdict.APPLY),
        ("TENTATIVE", Partstat.TENTATIVE, Verdict.APPLY),
        ("DELEGATED", Partstat.DELEGATED, Verdict.ASK),
        ("X-PERHAPS", None, Verdict.ASK),
    ],
)
def test_check_49_every_kind_of_answer_is_dealt_with(
    said: str, partstat: Partstat | None, verdict: Verdict
) -> None:
    attendee = f';PARTSTAT={said};DELEGATED-TO="mailto:Isa@Example.com":mailto:{SENDER}'
    event = an_event(ATTENDEE=attendee, SEQUENCE=":1")

    (reply,) = heard(answering(a_calendar(event)))

    assert reply.partstat is partstat
    assert reply.delegated_to == ("isa@example.com",)
    assert judge(reply, STANDING) is verdict


def test_check_50_a_counter_is_a_proposal_with_its_time_and_words() -> None:
    event = an_event(
        "COMMENT:Kolmapäeval\\, kui saab\x07",
        f"ATTENDEE:mailto:{BOT.email}",
        DTSTART=";TZID=Europe/Tallinn:20261118T090000",
        DTEND=";TZID=Europe/Tallinn:20261118T100000",
        SEQUENCE=":1",
    )

    (reply,) = heard(answering(a_calendar(event, method="COUNTER"), method="COUNTER"))

    assert reply.counter_starts_at == utc(2026, 11, 18, 7)
    assert reply.counter_ends_at == utc(2026, 11, 18, 8)
    assert reply.comment == "Kolmapäeval, kui saab"
    assert judge(reply, STANDING) is Verdict.PROPOSAL


def test_check_50_a_declined_counter_is_told_to_one_person() -> None:
    text = counter_declined(a_meeting(), KATI)

    assert values(text, "METHOD") == ["DECLINECOUNTER"]
    assert len(values(text, "ATTENDEE")) == 1


@pytest.mark.parametrize(
    "event",
    [
        an_event(without="DTSTART"),
        an_event(DTEND=";TZID=Europe/Tallinn:20261116T130000"),
        an_event(DTSTART=";VALUE=DATE:20261116"),
    ],
)
def test_check_50_a_counter_without_a_time_is_nothing(event: str) -> None:
    raw = answering(a_calendar(event, method="COUNTER"), method="COUNTER")

    assert puzzle(raw) is Puzzle.BROKEN


def test_check_51_a_refresh_asks_for_the_latest_invitation() -> None:
    raw = answering(a_calendar(method="REFRESH"), method="REFRESH")

    assert judge(heard(raw)[0], STANDING) is Verdict.SEND_AGAIN


@pytest.mark.parametrize("method", ["ADD", "CANCEL", "REQUEST", "PUBLISH", "X-EVIL"])
def test_check_51_nothing_else_from_an_attendee_means_anything(method: str) -> None:
    raw = answering(a_calendar(method=method), method=method)

    assert puzzle(raw) is Puzzle.NOT_AN_ANSWER


def test_check_51_our_own_invitation_sent_back_is_no_answer() -> None:
    own = invitation(cancelled(a_meeting(), MADE_AT), KATI).decode()

    assert puzzle(answering(own, method="REQUEST")) is Puzzle.NOT_AN_ANSWER


def test_check_53_a_huge_mail_is_not_opened() -> None:
    assert puzzle(b"From: x@y.example\r\n\r\n" + b"x" * 50_000_000) is Puzzle.TOO_BIG


def test_check_53_a_huge_calendar_is_not_read() -> None:
    assert puzzle(answering(a_calendar(an_event("X-A:" + "x" * 300_000)))) is (
        Puzzle.TOO_BIG
    )


@pytest.mark.parametrize("depth", [11, 100, 5000])
def test_check_53_a_mail_nested_without_end_is_not_opened(depth: int) -> None:
    text = "From: kati.ema@example.com\r\n" + "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"
        for n in range(depth)
    )

    assert puzzle(text.encode()) is Puzzle.TOO_DEEP


def test_check_53_a_calendar_nested_without_end_is_not_read() -> None:
    event = "BEGIN:VEVENT\r\n" * 100 + "END:VEVENT\r\n" * 100

    assert puzzle(answering(a_calendar(event.strip()))) is Puzzle.TOO_DEEP


@pytest.mark.parametrize("frequency", ["SECONDLY", "minutely", "HOURLY"])
def test_check_53_a_rule_below_a_day_is_refused(frequency: str) -> None:
    for method in ("REPLY", "COUNTER"):
        event = an_event(f"RRULE:FREQ={frequency}")
        raw = answering(a_calendar(event, method=method), method=method)
        assert puzzle(raw) is Puzzle.ENDLESS


def test_check_53_a_rule_hidden_in_a_zone_is_never_run() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE"
    )
    event = an_event(DTSTART=";TZID=Evil:20261116T140000")

    assert heard(answering(a_calendar(zone, event)))[0].uid == UID


def test_check_53_two_different_calendars_go_to_a_person() -> None:
    other = a_calendar(an_event(UID=":other@vald.example"))
    message = a_mail()
    message.add_alternative(
        a_calendar(), subtype="calendar", params={"method": "REPLY"}
    )
    message.add_attachment(other.encode(), "application", "ics")

    assert puzzle(message.as_bytes()) is Puzzle.SEVERAL_CALENDARS
    assert puzzle(answering(a_calendar() + other)) is Puzzle.SEVERAL_CALENDARS


@pytest.mark.parametrize(
    "event",
    [
        an_event(without="UID"),
        an_event("UID:second"),
        an_event(SEQUENCE=":-1"),
        an_event(SEQUENCE=":99999999999999"),
        an_event(SEQUENCE=":many"),
        an_event("RECURRENCE-ID:whenever"),
        "",
    ],
)
def test_check_53_a_broken_calendar_goes_to_a_person(event: str) -> None:
    calendar = a_calendar(event).replace("\r\n\r\n", "\r\n")

    assert puzzle(answering(calendar)) is Puzzle.BROKEN


def test_check_53_html_in_place_of_a_calendar_goes_to_a_person() -> None:
    assert puzzle(answering("<html></html>")) is Puzzle.BROKEN


def test_check_54_a_comment_is_plain_text_of_some_length() -> None:
    event = an_event("COMMENT:<b>õhtul</b>\x1b[31m" + "x" * 5000)

    comment = heard(answering(a_calendar(event)))[0].comment

    assert comment.startswith("<b>õhtul</b>[31mx")
    assert len(comment) <= 2000


def test_check_54_what_is_attached_beside_the_answer_is_ignored() -> None:
    message = a_mail()
    message.add_alternative(
        a_calendar(), subtype="calendar", params={"method": "REPLY"}
    )
    message.add_attachment(b"MZ", "application", "x-msdownload", filename="x.exe")

    assert len(heard(message.as_bytes())) == 1


def test_a_mail_without_a_calendar_is_for_a_person() -> None:
    assert puzzle(a_mail().as_bytes()) is Puzzle.NO_CALENDAR


@given(st.binary(max_size=2000))
def test_no_bytes_at_all_bring_the_reader_down(raw: bytes) -> None:
    assert isinstance(read_mail(raw, TALLINN), Unheard)


@given(st.lists(st.integers(0, 2000), max_size=6), st.binary(min_size=1, max_size=4))
def test_no_damaged_answer_brings_the_reader_down(
    places: list[int], damage: bytes
) -> None:
    calendar = a_calendar().encode()
    for place in places:
        calendar = (
            calendar[: place % len(calendar)]
            + damage
            + calendar[place % len(calendar) + 1 :]
        )
    head = b"From: kati.ema@example.com\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"

    read_mail(head + calendar, TALLINN)
