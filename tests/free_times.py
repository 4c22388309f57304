"""Ready-made timetables, and calendars published on this machine."""

from datetime import UTC, datetime, timedelta
from typing import Any

from casework.ids import PersonId, TimetableId, new_id
from casework.timetables import Stretch, Timetable, Week

OFFICE_WEEK: Week = (*[(Stretch(8 * 60, 17 * 60),)] * 5, (), ())


def a_timetable(**changes: Any) -> Timetable:
    defaults: dict[str, Any] = {
        "id": TimetableId(new_id()),
        "person": PersonId(new_id()),
    }
    return Timetable(**{**defaults, **changes})


def an_ics(first: datetime, days: int) -> str:
    """Return a calendar that is full from the first day on, with telling titles."""
    events = [
        "BEGIN:VEVENT",
        "UID:1",
        "SUMMARY:Therapy with Kati Kask",
        f"DTSTART:{first.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTEND:{first.astimezone(UTC) + timedelta(days=days):%Y%m%dT%H%M%SZ}",
        "END:VEVENT",
    ]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""])
