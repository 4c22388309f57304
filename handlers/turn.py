"""A turn: one thing that came in or came due, handled in one transaction."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from casework.outcome import Outgoing
from casework.privacy import Privacy, may_stand
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
    networks: tuple[str, ...] = ("web",)
    """The networks on which people can be reached."""
    privacy: Mapping[str, Privacy] = field(default_factory=dict)
    """How much may stand in chats that are kept elsewhere, by network."""
    page_opens_itself: bool = False
    """A chat elsewhere can open the page; else it takes a link that works once."""
    pin_required: bool = False
    """Case managers set a PIN before they are shown anything of a case."""
    danger_signs: tuple[str, ...] = ()
    """Beginnings of words that make the emergency numbers appear."""

    def may_stand(self, network: str, message: Outgoing) -> bool:
        """Say whether a message may stand in a chat of this network."""
        level = self.privacy.get(network, Privacy.OPEN)
        return may_stand(message, level)

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
