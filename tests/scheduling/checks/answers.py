"""Mails as Gmail, Outlook and Apple answer an invitation, and ways to bend them."""

from email.message import EmailMessage
from email.policy import SMTP

from scheduling.replies import Heard, Puzzle, Reply, Unheard, read_mail
from tests.scheduling.calendars import BOT, KATI, TALLINN, UID

SENDER = "kati.ema@example.com"


def an_event(*more: str, without: str = "", **changes: str) -> str:
    said = {
        "UID": f":{UID}",
        "DTSTAMP": ":20260702T080000Z",
        "DTSTART": ";TZID=Europe/Tallinn:20261116T140000",
        "DTEND": ";TZID=Europe/Tallinn:20261116T150000",
        "ORGANIZER": f";CN=x:mailto:{BOT.email}",
        "ATTENDEE": f";PARTSTAT=ACCEPTED;CN=Kati:mailto:{KATI.email}",
        "SEQUENCE": ":0",
        "SUMMARY": ":x",
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    lines = [name + value for name, value in said.items() if name != without]
    return "\r\n".join(["BEGIN:VEVENT", *lines, *more, "END:VEVENT"])


def a_calendar(*events: str, method: str = "REPLY") -> str:
    head = ["BEGIN:VCALENDAR", "PRODID:-//x//y//EN", "VERSION:2.0", f"METHOD:{method}"]
    return "\r\n".join([*head, *(events or [an_event()]), "END:VCALENDAR", ""])


def a_mail(sender: str = SENDER, **headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = BOT.email
    message["Message-ID"] = "<answer@example.com>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Kati has accepted")
    return message


def answering(
    calendar: str, method: str = "REPLY", sender: str = SENDER, **headers: str
) -> bytes:
    message = a_mail(sender, **headers)
    message.add_alternative(
        calendar, subtype="calendar", cte="base64", params={"method": method}
    )
    return message.as_bytes()


def gmail(**changes: str) -> bytes:
    """Alternative parts, the file again as application/ics, made by a program."""
    message = a_mail(Auto_Submitted="auto-generated")
    calendar = a_calendar(an_event(**changes))
    message.add_alternative(calendar, subtype="calendar", params={"method": "REPLY"})
    message.add_attachment(
        calendar.encode(), "application", "ics", filename="invite.ics"
    )
    return message.as_bytes()


def outlook(**changes: str) -> bytes:
    """No ORGANIZER, a Windows zone, a lower-case method, DTSTART as the zone has it."""
    zone = "\r\n".join(
        [
            "BEGIN:VTIMEZONE",
            "TZID:FLE Standard Time",
            "BEGIN:STANDARD",
            "DTSTART:16010101T040000",
            "TZOFFSETFROM:+0300",
            "TZOFFSETTO:+0200",
            "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    )
    start = ";TZID=FLE Standard Time:20261116T140000"
    event = an_event(
        "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
        without="ORGANIZER",
        DTSTART=start,
        DTEND=start,
        **changes,
    )
    return answering(a_calendar(zone, event), method="reply")


def apple(**changes: str) -> bytes:
    """Mixed, text/calendar inside, upper-case mailto and an EMAIL parameter."""
    attendee = (
        ";CUTYPE=INDIVIDUAL;EMAIL=kati.ema@example.com;PARTSTAT=ACCEPTED"
        ":MAILTO:Kati.Ema@Example.com"
    )
    message = a_mail()
    message.add_attachment(
        a_calendar(an_event(ATTENDEE=attendee, **changes)),
        subtype="calendar",
        params={"method": "REPLY"},
        filename="iCal-20260702.ics",
    )
    return message.as_bytes()


def heard(raw: bytes) -> tuple[Reply, ...]:
    answer = read_mail(raw, TALLINN)
    assert isinstance(answer, Heard), answer
    return answer.replies


def puzzle(raw: bytes, server: str | None = None) -> Puzzle:
    answer = read_mail(raw, TALLINN, server)
    assert isinstance(answer, Unheard), answer
    return answer.puzzle
