"""What an invitation costs beside the library's plain serialisation (aim: 1.2 times).

`python -m bench.invitations` builds a thousand of each.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress

from scheduling.calendar import Guest, Mailbox, Meeting
from scheduling.invitations import invitation

COUNT, ROUNDS = 1000, 5
ZONE = ZoneInfo("Europe/Tallinn")
MEETING = Meeting(
    uid="0b3a3c66-6b1e-4b52-9d5a-2f9d1f0f6a11@vald.example",
    sequence=0,
    starts_at=datetime(2026, 11, 16, 14, tzinfo=ZONE),
    length=timedelta(hours=1),
    zone=ZONE,
    title="Ümarlaud KASK-7",
    organizer=Mailbox("umarlaud@vald.example", "Ümarlaud"),
    made_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
    place="Vallamaja",
    description="Kokku lepitud",
)
GUEST = Guest("kati@example.com", "Kati")


def main() -> None:
    """Print the figures."""
    plain, ours = _seconds(_plain), _seconds(lambda: invitation(MEETING, GUEST))
    print(f"{COUNT} invitations: the library alone {plain:.3f} s, ours {ours:.3f} s")
    print(f"ratio {ours / plain:.2f}, aim 1.20")


def _seconds(build: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(COUNT):
            build()
        taken.append(time.process_time() - began)
    return median(taken)


def _plain() -> bytes:
    """Put the same object together without a zone's description."""
    event = Event()
    event.add("UID", MEETING.uid)
    event.add("SEQUENCE", 0)
    event.add("DTSTAMP", MEETING.made_at)
    event.add("ORGANIZER", _address("umarlaud@vald.example", CN="Ümarlaud"))
    event.add("SUMMARY", MEETING.title)
    event.add("LOCATION", MEETING.place)
    event.add("DESCRIPTION", MEETING.description)
    event.add("STATUS", "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "OPAQUE")
    event.add("DTSTART", MEETING.starts_at)
    event.add("DTEND", MEETING.starts_at + MEETING.length)
    asked = {"CN": "Kati", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    event.add("ATTENDEE", _address("kati@example.com", CUTYPE="INDIVIDUAL", **asked))
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", MEETING.title)
    alarm.add("TRIGGER", timedelta(hours=-1))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("PRODID", "-//Umarlaud//Umarlaud 1//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "REQUEST")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _address(email: str, **params: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params.update(params)
    return address


if __name__ == "__main__":
    main()
