"""Roundtables: from a purpose and proposed times to decisions and minutes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.agenda_items import AgendaItem, GoalRating
from casework.calendars import Entry, own_uid
from casework.ids import CaseId, MemberId, PersonId, RoundtableId
from casework.minuted import Correction, Decision, Dissent, StarState
from casework.refusals import NotYours

NEEDED = 3
"""Roundtables held before a case closes with its goals met (R15)."""


class Purpose(StrEnum):
    """Why the network meets."""

    AGREE_INTERVENTIONS = "agree_interventions"
    REVIEW_EFFECT = "review_effect"
    URGENT = "urgent"
    CLOSING = "closing"
    OTHER = "other"


class RoundtableState(StrEnum):
    """Where a roundtable stands."""

    DRAFT = "draft"
    """Only the case manager has seen it."""
    POLLING = "polling"
    CONVENED = "convened"
    HELD = "held"
    MINUTES_DRAFT = "minutes_draft"
    """Sent to everyone, who may still say what is wrong."""
    MINUTES_CONFIRMED = "minutes_confirmed"
    CANCELLED = "cancelled"


OPEN = frozenset({RoundtableState.POLLING, RoundtableState.CONVENED})
TOOK_PLACE = frozenset(
    {
        RoundtableState.HELD,
        RoundtableState.MINUTES_DRAFT,
        RoundtableState.MINUTES_CONFIRMED,
    }
)


class Weeks(StrEnum):
    """In which weeks to look for a time."""

    THIS = "this"
    NEXT = "next"
    SOON = "soon"
    """In two or three weeks."""
    LATER = "later"
    """In four to six weeks."""


class ChildPart(StrEnum):
    """How the child takes part (LasteKS §21); never decided without being asked."""

    OPINION = "opinion"
    """Their opinion is found out beforehand and read out first."""
    TRUSTED_PERSON = "trusted_person"
    """Somebody they trust speaks for them."""
    IN_PERSON = "in_person"


class Vote(StrEnum):
    """What somebody says to a proposed time; silence is none of these."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


class Reply(StrEnum):
    """What somebody answers to the invitation."""

    COMES = "comes"
    UNSURE = "unsure"
    DECLINES = "declines"


class Source(StrEnum):
    """Where somebody answered; wherever it was, it is the same answer."""

    CHAT = "chat"
    PAGE = "page"
    MAIL = "mail"


class Step(StrEnum):
    """What the program does by itself around a roundtable, each once."""

    REMIND_SILENT = "remind_silent"
    TELL_COMPLETE = "tell_complete"
    CLOSE_POLL = "close_poll"
    REMIND_DECISION = "remind_decision"
    ASK_FAMILY = "ask_family"
    ASK_OTHERS = "ask_others"
    SEND_AGENDA = "send_agenda"
    REMIND_SOON = "remind_soon"
    BEGIN = "begin"
    ASK_HELD = "ask_held"
    REMIND_MINUTES = "remind_minutes"
    REMIND_CORRECTIONS = "remind_corrections"
    CONFIRM_MINUTES = "confirm_minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One invited member: needed or not, what they said, whether they came."""

    member: MemberId
    person: PersonId
    required: bool
    chair: bool = False
    """The case manager, who chooses among the times and has no vote."""
    one_is_enough: bool = False
    """Of those of the same organisation who have this, one must come."""
    votes: dict[int, Vote] = field(default_factory=dict)
    """By the index of the proposed time."""
    answered_at: datetime | None = None
    reminded_at: datetime | None = None
    reply: Reply | None = None
    replied_at: datetime | None = None
    replied_by: Source | None = None
    note: str = ""
    """What they wrote with their answer, for the case manager alone."""
    raised_at: datetime | None = None
    """When they said what they want to raise, or that they have nothing to add."""
    attended: bool | None = None
    mails_asked: int = 0
    """How often in a row they were asked whether a mail in their name is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A time that somebody invited would like better, and what was said to it."""

    person: PersonId
    starts_at: datetime
    words: str = ""
    at: datetime
    source: Source = Source.CHAT
    taken: bool | None = None
    """None until the case manager has decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roundtable:
    """Ümarlaud: the network meets; everyone in their own chat before and after."""

    id: RoundtableId
    case: CaseId
    purpose: Purpose
    minutes_long: int
    proposals: tuple[datetime, ...]
    seats: tuple[Seat, ...]
    state: RoundtableState = RoundtableState.POLLING
    weeks: Weeks = Weeks.SOON
    child_part: ChildPart = ChildPart.OPINION
    by_itself: bool = False
    """The case manager wants it convened without being asked, if all needed can."""
    instead_of: RoundtableId | None = None
    """The poll that found no time, and ends when this one begins."""
    series: RoundtableId | None = None
    """The first of the dates that were fixed together; each is moved alone."""
    own_times: tuple[datetime, ...] = ()
    """Times the case manager wants asked about besides those found."""
    any_hour: bool = False
    """Officials may be asked to come outside their working hours too."""
    suggestions: tuple[Suggestion, ...] = ()
    closes_at: datetime | None = None
    recommended: datetime | None = None
    """The time last recommended to the case manager."""
    starts_at: datetime | None = None
    convened_at: datetime | None = None
    uid: str = ""
    secret: str = ""
    """By which each seat has a name of its own for calendars, known to it alone."""
    sequence: int = 0
    changed_at: datetime | None = None
    place: str = ""
    done: frozenset[Step] = frozenset()
    agenda: tuple[AgendaItem, ...] = ()
    ratings: tuple[GoalRating, ...] = ()
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    """Who of the family sees the whole differently."""
    summary: str = ""
    minuted_by: PersonId | None = None
    """Whose words the summary is: who ended the minutes."""
    minuted_at: datetime | None = None
    version: int = 0
    """How often the minutes have gone out."""
    changed_since: bool = False
    """A correction was taken that has not gone out yet."""
    confirmed_at: datetime | None = None
    star: StarState = StarState.DRAFT
    star_reference: str = ""
    """Where in the register they are, or why they are not there."""
    child_differs: bool | None = None
    explanation: str = ""
    """How the difference was explained to the child (R11)."""
    next_on: date | None = None
    closing_proposed: bool = False
    reason: str = ""
    """Why it was cancelled."""
    opened_at: datetime
    held_at: datetime | None = None
    objections_until: datetime | None = None
    wake_at: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        """When it is over; the length is time that passes."""
        if self.starts_at is None:
            return None
        return self.starts_at + timedelta(minutes=self.minutes_long)

    @property
    def chair(self) -> PersonId:
        """Who called it and leads it.

        Raises:
            NotYours: nobody does.
        """
        for seat in self.seats:
            if seat.chair:
                return seat.person
        raise NotYours

    def seat_of(self, person: PersonId) -> Seat:
        """Return somebody's seat.

        Raises:
            NotYours: they have none.
        """
        for seat in self.seats:
            if seat.person == person:
                return seat
        raise NotYours

    def with_seat(self, changed: Seat) -> "Roundtable":
        """Return the roundtable with one seat changed, and no other."""
        seats = (changed if s.member == changed.member else s for s in self.seats)
        return replace(self, seats=tuple(seats))

    def uid_of(self, member: MemberId | None) -> str:
        """Return by which name the calendar of one seat knows it."""
        return own_uid(self.uid, self.secret, member)

    def entry(self, code: str, member: MemberId | None = None) -> Entry:
        """Return what one seat's calendar may know of it, once it is convened."""
        if self.starts_at is None or self.changed_at is None:
            raise NotYours
        return Entry(
            uid=self.uid_of(member),
            sequence=self.sequence,
            starts_at=self.starts_at,
            minutes_long=self.minutes_long,
            place=self.place,
            code=code,
            changed_at=self.changed_at,
            cancelled=self.state is RoundtableState.CANCELLED,
        )


def usual_purpose(held: int) -> Purpose:
    """Return what a roundtable is usually for: first the plan, then its effect."""
    return Purpose.REVIEW_EFFECT if held else Purpose.AGREE_INTERVENTIONS


def count_held(roundtables: Iterable[Roundtable]) -> int:
    """Count the roundtables that took place."""
    return sum(each.state in TOOK_PLACE for each in roundtables)
