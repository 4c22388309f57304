"""A turn: one thing that came in or came due, handled in one transaction."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from casework.questions import QuestionSets
from casework.timing import Almanac
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What is the same in every turn: the municipality and its calendar."""

    municipality: str
    zone: ZoneInfo
    closed_days: Callable[[int], AbstractSet[date]]
    """The public holidays of a year."""
    web: str = "web"
    groups_on: str = ""
    """The chat network whose groups can be team chats; "": there is none."""
    domain: str = "umarlaud.invalid"
    """Where calendars take our meetings to come from."""
    mailbox: str = ""
    """The address that invites by mail and hears the answers; "": no mail is sent."""
    secrets: Callable[[], str] = field(repr=False)
    """Makes an unguessable token."""
    case_code: Callable[[], str]
    """Makes a random case code: no initials, no order (D1)."""
    question_sets: QuestionSets = field(default_factory=dict)
    """What members are asked; the program puts its own in when it starts."""
    danger_signs: tuple[str, ...] = ()
    """Beginnings of words that make the emergency numbers appear."""

    def almanac(self, now: datetime) -> Almanac:
        """Return the calendar around this moment: this year's and the next's."""
        year = now.astimezone(self.zone).year
        closed = self.closed_days(year) | self.closed_days(year + 1)
        return Almanac(self.zone, closed)


@dataclass(frozen=True, slots=True)
class Turn:
    """One transaction, the moment it happens at, and the office it happens in."""

    tx: Transaction
    now: datetime
    office: Office

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.office.zone).date()

    @property
    def almanac(self) -> Almanac:
        """The calendar around now."""
        return self.office.almanac(self.now)
