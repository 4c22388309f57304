"""People, apart from any case: how to reach them, when, in which language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from casework.ids import PersonId
from casework.outcome import Fact, Message, Outcome
from casework.pins import Lock
from casework.refusals import InThePast, NotAnAddress

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]]+@[^@\s<>,;:\"()\[\]]+\.[^\W\d_]{2,}")
_LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Hours:
    """The part of a day in which somebody may be written to, local time."""

    opens: time = time(8)
    closes: time = time(20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a name, who may be in several networks."""

    id: PersonId
    name: str
    language: str
    official: bool
    phone: str = ""
    email: str = ""
    organisation: str = ""
    hours: Hours = Hours()
    away_until: date | None = None
    return_offered: bool = False
    """Asked already, in this absence, whether they are back."""
    stopped_at: datetime | None = None
    case_manager: bool = False
    has_led: bool = False
    """Was a case manager once: what their apps show of that is taken back."""
    operator: bool = False
    """Runs the program: hears alarms, and sees nothing of any case."""
    officer: bool = False
    """Watches over data protection: told who opens a case in an emergency."""
    shares_phone: bool = False
    """Others look into this phone too: nothing sensitive is asked there."""
    lock: Lock | None = None
    """What stands before a case manager's chats after a pause."""
    wake_at: datetime | None = None

    def is_away(self, day: date) -> bool:
        """Say whether the person is away on this local day; the last day counts."""
        return self.away_until is not None and day <= self.away_until


@dataclass(frozen=True, slots=True, kw_only=True)
class WentAway(Fact):
    """Somebody said until when they are away."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Fact):
    """Somebody is no longer away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedAll(Fact):
    """Somebody does not want to be written to any more (R44)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedAgain(Fact):
    """Somebody who had stopped wants to be written to again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAway(Message):
    """Tell somebody that nothing is asked of them until they are back."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmBack(Message):
    """Tell somebody that they are asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmStop(Message):
    """Tell somebody that nothing more comes, and how to return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReturn(Message):
    """Tell somebody that they are written to again."""

    away_until: date | None = None
    """Still marked as away until then; None: not away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferReturn(Message):
    """Ask somebody who answers, though away, whether they are back."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SayHowToReturn(Message):
    """Tell somebody who had stopped that only /start brings the messages back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSettings(Message):
    """Show somebody what is set for them."""

    language: str
    hours: Hours
    email: str
    away_until: date | None
    official: bool
    shares_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHours(Message):
    """Tell somebody between which hours they are written to."""

    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEmail(Message):
    """Tell somebody where invitations are mailed; empty: nowhere."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmLanguage(Message):
    """Tell somebody, in the language they chose, that it is theirs now."""


def go_away(person: Person, until: date, today: date, now: datetime) -> Outcome:
    """Ask nothing of somebody until they are back.

    Raises:
        InThePast: the last day away is over.
    """
    if until < today:
        raise InThePast(until.isoformat())
    return Outcome(
        (replace(person, away_until=until, return_offered=False),),
        (WentAway(at=now, by=person.id, until=until),),
        (ConfirmAway(to=person.id, until=until),),
    )


def come_back(person: Person, now: datetime) -> Outcome:
    """Ask again from today on."""
    return Outcome(
        (replace(person, away_until=None),),
        (CameBack(at=now, by=person.id),),
        (ConfirmBack(to=person.id),),
    )


def stop(person: Person, now: datetime) -> Outcome:
    """Write nothing more to somebody, and say once how to return."""
    return Outcome(
        (replace(person, stopped_at=person.stopped_at or now),),
        (StoppedAll(at=now, by=person.id),),
        (ConfirmStop(to=person.id),),
    )


def start_again(person: Person, today: date, now: datetime) -> Outcome:
    """Write to somebody again who had stopped; an absence is told, not ended."""
    until = person.away_until if person.is_away(today) else None
    return Outcome(
        (replace(person, stopped_at=None, return_offered=until is not None),),
        (StartedAgain(at=now, by=person.id),),
        (ConfirmReturn(to=person.id, away_until=until),),
    )


def offer_return(person: Person, today: date) -> Outcome:
    """Ask somebody away, once in an absence, whether they are back."""
    if person.away_until is None or not person.is_away(today) or person.return_offered:
        return Outcome()
    offer = OfferReturn(to=person.id, until=person.away_until)
    return Outcome((replace(person, return_offered=True),), (), (offer,))


def open_at(person: Person, hours: Hours) -> Outcome:
    """Write to somebody within these hours only."""
    return Outcome(
        (replace(person, hours=hours),),
        (),
        (ConfirmHours(to=person.id, hours=hours),),
    )


def share_phone(person: Person, *, shared: bool) -> Person:
    """Return the person as somebody whose phone others look into, or nobody does."""
    return replace(person, shares_phone=shared)


def checked_email(text: str) -> str:
    """Return an e-mail address as it may be kept.

    Raises:
        NotAnAddress: it is none.
    """
    address = text.strip()
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise NotAnAddress
    return address


class StillLeads(Exception):
    """Somebody cannot stop being a case manager: these cases would have none."""


def stop_leading(person: Person, led: Sequence[str]) -> Person:
    """Return the person as a case manager no more.

    Raises:
        StillLeads: they lead or stand in for the cases of these codes.
    """
    if led:
        raise StillLeads(", ".join(sorted(led)))
    return replace(person, case_manager=False, has_led=True)


def speak(person: Person, language: str) -> Outcome:
    """Use another language with somebody from now on."""
    return Outcome(
        (replace(person, language=language),),
        (),
        (ConfirmLanguage(to=person.id),),
    )


Messages = (
    ConfirmAway
    | ConfirmBack
    | ConfirmStop
    | ConfirmReturn
    | OfferReturn
    | SayHowToReturn
    | ShowSettings
    | ConfirmHours
    | ConfirmEmail
    | ConfirmLanguage
)
