"""Calendar objects to send: invitations, cancellations, files, feeds.

Each object names one receiver, and the chair where wanted; so nobody learns from it
who else belongs to the network. RFC 5545 and 5546; the numbered checks are in
`tests/scheduling/checks`.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vRecur, vText

from scheduling.calendar import Guest, Mailbox, Meeting, Series, Status
from scheduling.cleaning import clean_line, clean_name, clean_text
from scheduling.clock import in_utc
from scheduling.zones import TEXTS, writable, written

PRODUCT = "-//Umarlaud//Umarlaud 1//EN"
FEED_REFRESH = timedelta(hours=1)
BEGIN_EVENT = b"BEGIN:VEVENT\r\n"


class Method(StrEnum):
    """What a calendar object asks its reader to do."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"
    DECLINE_COUNTER = "DECLINECOUNTER"


class CannotWrite(ValueError):
    """A meeting that no calendar would understand as it is meant."""


def invitation(
    meeting: Meeting,
    guest: Guest,
    chair: Guest | None = None,
    also: Sequence[Meeting] = (),
) -> bytes:
    """Build the invitation for one guest, or its renewal.

    `also` are the dates of the series that go their own way.

    Raises:
        CannotWrite: a series at an hour or in a zone that cannot be written, or a
            guest with the organizer's address.
    """
    people = (guest,) if chair is None else (guest, chair)
    events = [_asking(each, people) for each in (meeting, *also)]
    return _object(events, Method.REQUEST, meeting.zone)


def cancellation(meeting: Meeting, guest: Guest) -> bytes:
    """Build the message that a meeting, or one date of a series, will not be.

    `meeting` is what `calendar.cancelled` returned; its sequence has risen.
    """
    event = _event(meeting, Status.CANCELLED)
    event["ATTENDEE"] = _attendee(guest)
    return _object([event], Method.CANCEL, meeting.zone)


def removal(meeting: Meeting, guest: Guest) -> bytes:
    """Build the message to one person that the meeting takes place without them."""
    event = _event(meeting, None)
    event["ATTENDEE"] = _attendee(guest)
    return _object([event], Method.CANCEL, meeting.zone)


def counter_declined(meeting: Meeting, guest: Guest) -> bytes:
    """Build the answer to a proposed other time: the meeting stays as it is."""
    event = _event(meeting, meeting.status)
    event["ATTENDEE"] = _attendee(guest)
    return _object([event], Method.DECLINE_COUNTER, meeting.zone)


def published(meeting: Meeting, also: Sequence[Meeting] = ()) -> bytes:
    """Build the file for a chat or a link: the same meeting, addressed to nobody.

    A cancelled meeting says so by its status.
    """
    events = [_shown(each) for each in (meeting, *also)]
    return _object(events, Method.PUBLISH, meeting.zone)


def stored(meeting: Meeting, also: Sequence[Meeting] = ()) -> bytes:
    """Build what is put into somebody's own calendar by CalDAV.

    It has no method, which CalDAV forbids, and no people: a server that knows them
    would write to them by itself.
    """
    events = [_shown(each) for each in (meeting, *also)]
    for event in events:
        del event["ORGANIZER"]
    return _object(events, None, meeting.zone)


def feed(meetings: Sequence[Meeting], name: str, uid: str | None = None) -> bytes:
    """Build one person's calendar feed, the same bytes while nothing has changed.

    Cancelled meetings stand in it as cancelled for as long as they are handed in.
    """
    calendar = _calendar(Method.PUBLISH)
    calendar.add("NAME", clean_line(name))
    calendar.add("X-WR-CALNAME", clean_line(name))
    # Clients want the type said, and the library's own argument leaves it out.
    of_duration = {"VALUE": "DURATION"}
    calendar.add("REFRESH-INTERVAL", FEED_REFRESH, parameters=of_duration)
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    if uid is not None:
        calendar.add("UID", uid)
    ordered = sorted(meetings, key=lambda each: (in_utc(each.starts_at), each.uid))
    for meeting in ordered:
        calendar.add_component(_shown(meeting))
    return _with_zones(calendar, {meeting.zone.key for meeting in meetings})


def _asking(meeting: Meeting, people: Sequence[Guest]) -> Event:
    event = _event(meeting, meeting.status)
    if any(guest.email == meeting.organizer.email for guest in people):
        raise CannotWrite("the organizer cannot be its own guest")
    for guest in people:
        attendee = _attendee(guest)
        attendee.params["RSVP"] = "TRUE"
        event.add("ATTENDEE", attendee)
    _add_alarm(event, meeting)
    return event


def _shown(meeting: Meeting) -> Event:
    event = _event(meeting, meeting.status)
    _add_alarm(event, meeting)
    return event


def _event(meeting: Meeting, status: Status | None) -> Event:
    event = Event()
    event.add("UID", meeting.uid)
    event.add("SEQUENCE", meeting.sequence)
    event.add("DTSTAMP", in_utc(meeting.made_at))
    event["ORGANIZER"] = _address(meeting.organizer)
    event.add("SUMMARY", clean_line(meeting.title))
    if place := clean_line(meeting.place):
        event.add("LOCATION", place)
    if description := clean_text(meeting.description).strip():
        event.add("DESCRIPTION", description)
    if status is not None:
        event.add("STATUS", status.value)
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "OPAQUE")
    _add_times(event, meeting)
    return event


def _add_times(event: Event, meeting: Meeting) -> None:
    zone = _zone_for(meeting)
    event.add("DTSTART", written(meeting.starts_at, zone))
    event.add("DTEND", written(meeting.ends_at, zone))
    if meeting.recurrence_id is not None:
        # As the series wrote it: with its zone, whatever the new time needs.
        original = meeting.recurrence_id
        own = meeting.zone if writable(original, meeting.zone) else None
        event.add("RECURRENCE-ID", written(original, own))
    if meeting.series is not None:
        event.add("RRULE", _rule(meeting.series))
        for start in meeting.series.without:
            event.add("EXDATE", written(start, zone))


def _zone_for(meeting: Meeting) -> ZoneInfo | None:
    moments = (meeting.starts_at, meeting.ends_at)
    if all(writable(each, meeting.zone) for each in moments):
        return meeting.zone
    if meeting.series is not None:
        raise CannotWrite("a series needs wall-clock times that are clear")
    return None


def _rule(series: Series) -> vRecur:
    return vRecur(FREQ="WEEKLY", INTERVAL=series.every_weeks, COUNT=series.count)


def _add_alarm(event: Event, meeting: Meeting) -> None:
    if meeting.alarm is None or meeting.status is Status.CANCELLED:
        return
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", clean_line(meeting.title))
    alarm.add("TRIGGER", -meeting.alarm)
    event.add_component(alarm)


def _attendee(guest: Guest) -> vCalAddress:
    address = _address(guest)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = guest.role.value
    address.params["PARTSTAT"] = guest.partstat.value
    return address


def _address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox.email}")
    if name := clean_name(mailbox.name):
        address.params["CN"] = name
    return address


def _object(events: Sequence[Event], method: Method | None, zone: ZoneInfo) -> bytes:
    calendar = _calendar(method)
    for event in events:
        calendar.add_component(event)
    return _with_zones(calendar, {zone.key})


def _calendar(method: Method | None) -> Calendar:
    calendar = Calendar()
    calendar["PRODID"] = vText(PRODUCT)
    calendar["VERSION"] = vText("2.0")
    if method is not None:
        calendar["METHOD"] = vText(method.value)
    return calendar


def _with_zones(calendar: Calendar, names: set[str]) -> bytes:
    # The ready text of each zone in use is set in before the first event.
    text: bytes = calendar.to_ical()
    used = (
        name for name in sorted(names & TEXTS.keys()) if f"={name}:".encode() in text
    )
    zones = b"".join(TEXTS[name] for name in used)
    head, begin, events = text.partition(BEGIN_EVENT)
    return head + zones + begin + events
