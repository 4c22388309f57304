"""Meetings for tests, and independent readers of what we made of them."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
import vobject

from scheduling.calendar import Guest, Mailbox, Meeting
from scheduling.mail import Envelope, Letter

TALLINN = ZoneInfo("Europe/Tallinn")
BOT = Mailbox("umarlaud@vald.example", "Ümarlaud")
KATI = Guest("Kati.Ema@example.com", "Kati")
JAAN = Guest("jaan@kool.example", "Jaan")
UID = "0b3a3c66-6b1e-4b52-9d5a-2f9d1f0f6a11@vald.example"
MADE_AT = datetime(2026, 7, 1, 6, 0, tzinfo=UTC)
WORDS = Letter("Ümarlaud", "Teisipäeval kell 14.00", "<p>Teisipäeval kell 14.00</p>")


def local(*fields: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=TALLINN, fold=fold)


def utc(*fields: int) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def a_meeting(**changes: Any) -> Meeting:
    defaults: dict[str, Any] = {
        "uid": UID,
        "sequence": 0,
        "starts_at": local(2026, 11, 16, 14),
        "length": timedelta(hours=1),
        "zone": TALLINN,
        "title": "Ümarlaud KASK-7",
        "organizer": BOT,
        "made_at": MADE_AT,
        "place": "Vallamaja, ruum 3",
        "description": "Kokku lepitud\nteisipäeval",
    }
    return Meeting(**{**defaults, **changes})


def an_envelope(guest: Guest = KATI, **changes: Any) -> Envelope:
    defaults: dict[str, Any] = {
        "sender": BOT,
        "recipient": guest,
        "message_id": "<1@vald.example>",
        "made_at": MADE_AT,
    }
    return Envelope(**{**defaults, **changes})


def lines(text: bytes) -> list[str]:
    """The unfolded content lines."""
    return text.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(text: bytes, name: str) -> list[str]:
    """The lines of one property, without its name."""
    found = (line for line in lines(text) if line.startswith((f"{name}:", f"{name};")))
    return [line[len(name) + 1 :] for line in found]


def events(text: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


@dataclass(frozen=True)
class Seen:
    """What a reader makes of one event."""

    summary: str
    organizer: str
    starts: tuple[datetime, ...]


Reader = Callable[[bytes], list[Seen]]


def by_icalendar(text: bytes) -> list[Seen]:
    calendar = icalendar.Calendar.from_ical(text)
    found = []
    for event in calendar.walk("VEVENT"):
        alone = icalendar.Calendar.from_ical(text)
        alone.subcomponents = [event]
        starts = recurring_ical_events.of(alone).between((2026, 1, 1), (2040, 1, 1))
        moments = tuple(each["DTSTART"].dt.astimezone(UTC) for each in starts)
        cn = event["ORGANIZER"].params.get("CN", "")
        found.append(Seen(str(event["SUMMARY"]), cn, moments))
    return found


def by_vobject(text: bytes) -> list[Seen]:
    found = []
    for event in vobject.readOne(text.decode()).vevent_list:
        rules = event.getrruleset()
        starts = list(rules) if rules else [event.dtstart.value]
        moments = tuple(each.astimezone(UTC) for each in starts)
        cn = event.organizer.params.get("CN", [""])[0]
        found.append(Seen(event.summary.value, cn, moments))
    return found


def by_ical_js(command: list[str]) -> Reader:
    def read(text: bytes) -> list[Seen]:
        seen = (json.loads(line) for line in _run(command, text).splitlines())
        return [
            Seen(
                each["summary"],
                each["organizer"],
                tuple(datetime.fromisoformat(start) for start in each["starts"]),
            )
            for each in seen
        ]

    return read


def by_libical(command: list[str]) -> Reader:
    def read(text: bytes) -> list[Seen]:
        found = []
        for line in _run(command, text).splitlines():
            summary, cn, *starts = line.split("\t")
            moments = tuple(datetime.fromtimestamp(int(at), UTC) for at in starts)
            found.append(Seen(summary, cn, moments))
        return found

    return read


def _run(command: list[str], text: bytes) -> str:
    done = subprocess.run(  # noqa: S603 - a command of our own
        command, input=text, capture_output=True, check=True
    )
    return cast("bytes", done.stdout).decode()
