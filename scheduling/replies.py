"""Answers to invitations, as Gmail, Outlook and Apple mail them.

What a mail says (`read_mail`) and what that means for our meeting (`judge`) are two
questions. Neither changes anything; an uninvited person is never added, whatever their
calendar program thinks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from scheduling.calendar import Partstat
from scheduling.foreign import (
    Flaw,
    Unreadable,
    address_of,
    held,
    moment_of,
    read_calendar,
    several,
    text_of,
)
from scheduling.incoming import CalendarPart, Mail, TooBig, TooDeep, head_of

BIGGEST_CALENDAR = 256_000
MOST_EVENTS = 60
HIGHEST_SEQUENCE = 2**31


class Asked(StrEnum):
    """What an answer wants of us."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"


class Puzzle(StrEnum):
    """Why a mail is not taken as an answer."""

    TOO_BIG = "too_big"
    TOO_DEEP = "too_deep"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    NO_CALENDAR = "no_calendar"
    SEVERAL_CALENDARS = "several_calendars"
    METHOD_MISMATCH = "method_mismatch"
    NOT_AN_ANSWER = "not_an_answer"
    BAD_CHARSET = "bad_charset"
    ENDLESS = "endless"
    BROKEN = "broken"
    NOT_ONE_ATTENDEE = "not_one_attendee"
    SPOOFED = "spoofed"


@dataclass(frozen=True)
class Reply:
    """What one person answers about one meeting, or one date of a series.

    `partstat` is none where a word was used that we do not know.
    """

    asked: Asked
    uid: str
    attendee: str
    recurrence_id: datetime | None = None
    partstat: Partstat | None = None
    sequence: int = 0
    made_at: datetime | None = None
    comment: str = ""
    delegated_to: tuple[str, ...] = ()
    counter_starts_at: datetime | None = None
    counter_ends_at: datetime | None = None


@dataclass(frozen=True)
class Heard:
    """A mail that answers, from the person it says it is from."""

    sender: str
    message_id: str
    replies: tuple[Reply, ...]
    vouched: bool = False
    """Our own mail server found that it was really sent from there."""


@dataclass(frozen=True)
class Unheard:
    """A mail that is no answer to be applied; of a bounce, `failed` was not reached.

    Of an answer whose sender is not believed, `about` names each meeting and for whom
    the mail pretends to speak. `words` are what was written where nothing else was.
    """

    puzzle: Puzzle
    sender: str | None = None
    message_id: str = ""
    failed: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    """The names (Message-ID) of the mails that a bounce brings back."""
    about: tuple[tuple[str, str], ...] = ()
    words: str = field(default="", repr=False)


class _No(Exception):
    def __init__(self, puzzle: Puzzle, about: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(puzzle.value)
        self.puzzle = puzzle
        self.about = about


def read_mail(raw: bytes, home: ZoneInfo, server: str | None = None) -> Heard | Unheard:
    """Read what a mail answers.

    `home` is the zone of times that name none. With `server`, the name by which our
    own mail server signs its `Authentication-Results`, an answer says whether it found
    the sender genuine, and plain words of others are not shown to anybody.
    """
    try:
        mail = Mail(raw)
    except TooBig:
        return read_head(raw, Puzzle.TOO_BIG)
    except TooDeep:
        return read_head(raw, Puzzle.TOO_DEEP)
    try:
        sender, replies = _answers(mail, home, server)
    except _No as no:
        return Unheard(
            no.puzzle,
            mail.sender,
            mail.header("Message-ID"),
            mail.failed() if no.puzzle is Puzzle.BOUNCE else (),
            mail.returned() if no.puzzle is Puzzle.BOUNCE else (),
            no.about,
            mail.words() if no.puzzle is Puzzle.NO_CALENDAR else "",
        )
    vouched = server is not None and mail.vouched_for(server)
    return Heard(sender, mail.header("Message-ID"), replies, vouched)


def read_head(raw: bytes, puzzle: Puzzle) -> Unheard:
    """Read who sent a mail that is not opened, from its head alone."""
    mail = Mail(head_of(raw))
    if mail.is_bounce or mail.is_auto_reply:
        puzzle = Puzzle.AUTO_REPLY
    return Unheard(puzzle, mail.sender, mail.header("Message-ID"))


def _answers(
    mail: Mail, home: ZoneInfo, server: str | None
) -> tuple[str, tuple[Reply, ...]]:
    if mail.is_bounce:
        raise _No(Puzzle.BOUNCE)
    if mail.is_auto_reply:
        raise _No(Puzzle.AUTO_REPLY)
    calendars = list(mail.calendars())
    if not calendars:
        believed = server is None or mail.vouched_for(server)
        by_person = Puzzle.NO_CALENDAR if believed else Puzzle.SPOOFED
        raise _No(Puzzle.AUTO_REPLY if mail.is_by_program else by_person)
    sender = mail.sender
    # The same calendar often comes twice, shown and attached.
    found = {_read(part, sender, home) for part in calendars}
    if len(found) > 1:
        raise _No(Puzzle.SEVERAL_CALENDARS)
    assert sender is not None  # noqa: S101 - nobody is believed who has no name
    return sender, found.pop()


_PUZZLES = {
    Flaw.TOO_BIG: Puzzle.TOO_BIG,
    Flaw.TOO_DEEP: Puzzle.TOO_DEEP,
    Flaw.SEVERAL: Puzzle.SEVERAL_CALENDARS,
    Flaw.ENDLESS: Puzzle.ENDLESS,
}


def _read(part: CalendarPart, sender: str | None, home: ZoneInfo) -> tuple[Reply, ...]:
    if part.text is None:
        raise _No(Puzzle.BAD_CHARSET)
    try:
        calendar = read_calendar(part.text, BIGGEST_CALENDAR)
    except Unreadable as no:
        raise _No(_PUZZLES.get(no.flaw, Puzzle.BROKEN)) from None
    asked = _asked(part, calendar)
    events = [each for each in calendar.walk() if isinstance(each, Event)]
    if not 0 < len(events) <= MOST_EVENTS:
        raise _No(Puzzle.BROKEN)
    if sender is None:
        raise _No(Puzzle.SPOOFED, _pretended(events))
    return tuple(_reply(asked, event, sender, home) for event in events)


def _pretended(events: Iterable[Event]) -> tuple[tuple[str, str], ...]:
    """Return for whom, about which meeting, somebody speaks who is not believed."""
    return tuple(
        (text_of(event.get("UID")), address_of(str(attendee)))
        for event in events
        for attendee in several(event.get("ATTENDEE"))[:1]
    )


def _asked(part: CalendarPart, calendar: Calendar) -> Asked:
    method = str(calendar.get("METHOD", "")).upper()
    if part.method is not None and part.method.upper() != method:
        raise _No(Puzzle.METHOD_MISMATCH)
    if method not in set(Asked):
        raise _No(Puzzle.NOT_AN_ANSWER)
    return Asked(method)


def _reply(asked: Asked, event: Event, sender: str, home: ZoneInfo) -> Reply:
    attendee = _attendee(asked, event, sender)
    uid = event.get("UID")
    if uid is None or isinstance(uid, list):
        raise _No(Puzzle.BROKEN)
    starts_at = ends_at = None
    if asked is Asked.COUNTER:
        starts_at, ends_at = _counter(event, home)
    return Reply(
        asked=asked,
        uid=text_of(uid),
        attendee=sender,
        recurrence_id=_recurrence_id(event, home),
        partstat=_partstat(attendee),
        sequence=_sequence(event),
        made_at=moment_of(event.get("DTSTAMP"), home),
        comment=text_of(event.get("COMMENT")),
        delegated_to=tuple(_delegates(attendee)),
        counter_starts_at=starts_at,
        counter_ends_at=ends_at,
    )


def _attendee(asked: Asked, event: Event, sender: str) -> object:
    attendees = several(event.get("ATTENDEE"))
    # Who proposes another time may list everybody; who answers, only themselves.
    if not attendees or (len(attendees) > 1 and asked is not Asked.COUNTER):
        raise _No(Puzzle.NOT_ONE_ATTENDEE)
    for each in attendees:
        if sender in _addresses(each):
            return each
    raise _No(Puzzle.SPOOFED, _pretended([event]))


def _addresses(attendee: object) -> set[str]:
    params = getattr(attendee, "params", {})
    return {address_of(str(attendee)), address_of(str(params.get("EMAIL", "")))} - {""}


def _partstat(attendee: object) -> Partstat | None:
    said = str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper()
    return Partstat(said) if said in set(Partstat) else None


def _delegates(attendee: object) -> Iterator[str]:
    for each in several(getattr(attendee, "params", {}).get("DELEGATED-TO")):
        yield address_of(str(each))


def _sequence(event: Event) -> int:
    try:
        found = int(str(event.get("SEQUENCE", 0)))
    except ValueError:
        raise _No(Puzzle.BROKEN) from None
    if not 0 <= found < HIGHEST_SEQUENCE:
        raise _No(Puzzle.BROKEN)
    return found


def _recurrence_id(event: Event, home: ZoneInfo) -> datetime | None:
    if "RECURRENCE-ID" not in event:
        return None
    found = moment_of(event.get("RECURRENCE-ID"), home)
    if found is None:
        raise _No(Puzzle.BROKEN)
    return found


def _counter(event: Event, home: ZoneInfo) -> tuple[datetime, datetime | None]:
    starts_at = moment_of(event.get("DTSTART"), home)
    if starts_at is None:
        raise _No(Puzzle.BROKEN)
    ends_at = moment_of(event.get("DTEND"), home)
    length = held(event.get("DURATION"))
    if ends_at is None and isinstance(length, timedelta):
        ends_at = starts_at + length
    if ends_at is not None and ends_at <= starts_at:
        raise _No(Puzzle.BROKEN)
    return starts_at, ends_at
