"""What every rule returns: what to keep, what happened, what to say."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, ClassVar
from uuid import UUID

from casework.disclosure import InfoClass
from casework.ids import CaseId, GroupId, PersonId
from casework.roles import Role


class Lane(IntEnum):
    """How soon a message leaves; order is kept per person within a lane."""

    REPLY = 0
    """The answer to what the reader has just done; no quiet hours."""
    URGENT = 1
    """What cannot wait for tomorrow; quiet hours hold, the daily limit does not."""
    PROMPT = 2
    """A question or a piece of news; at most one a day and reader (R43)."""
    DIGEST = 3
    """What the reader expects at its own hour."""


class WhenUnknown(StrEnum):
    """What to do when nobody knows whether a message arrived."""

    REPEAT = "repeat"
    HOLD = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened, in the past tense, never edited."""

    at: datetime
    by: PersonId | None = None
    case: CaseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to say to one person, before any language or network is known.

    With a case, it is shown only while the reader is an active member there
    who may see information of the class `shows`; the postman asks again at
    delivery. Without a case it holds nothing about anyone else.
    """

    lane: ClassVar[Lane] = Lane.REPLY
    shows: ClassVar[InfoClass | None] = None
    when_unknown: ClassVar[WhenUnknown] = WhenUnknown.REPEAT
    despite_absence: ClassVar[bool] = False
    """Told even to somebody away, who must know of it; it asks nothing of them."""

    to: PersonId
    case: CaseId | None = None
    expires_at: datetime | None = None
    """From when on it says nothing any more, and is not delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed(Message):
    """Something one person said or did, told to another."""

    role: Role
    """What the one who said it is to the child."""
    writer: PersonId | None = None
    """Who said it, if it was not said to the whole table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed(Message):
    """Something of several kinds: nobody sees it who may not see each of them."""

    also: tuple[InfoClass, ...] = ()
    """The kinds in it beside the one that it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering(Message):
    """Something that grows until a moment, and is counted when it leaves."""

    gathers_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Message):
    """Something to say to one person by e-mail, at an address they gave.

    Mails about one thing reach one person in the order in which they were written.
    """

    address: str
    made_at: datetime
    about: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPost:
    """Something to say in the team chat of a case: a case code, never a name.

    Without a group it stands on the program's own page; each group bound to the
    case gets a copy of its own.
    """

    lane: ClassVar[Lane] = Lane.URGENT
    when_unknown: ClassVar[WhenUnknown] = WhenUnknown.HOLD

    case: CaseId
    group: GroupId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerNote:
    """Something to say to an address that belongs to nobody we know."""

    lane: ClassVar[Lane] = Lane.REPLY
    when_unknown: ClassVar[WhenUnknown] = WhenUnknown.REPEAT

    network: str
    address: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something a chat network is to do or to look up in a group, not to say.

    What comes of it is reported back; done twice it does no harm.
    """

    lane: ClassVar[Lane] = Lane.REPLY
    when_unknown: ClassVar[WhenUnknown] = WhenUnknown.REPEAT

    group: GroupId
    case: CaseId


Outgoing = Message | TeamPost | StrangerNote | Errand


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one rule, not yet stored and not yet sent."""

    things: tuple[Any, ...] = ()
    facts: tuple[Fact, ...] = ()
    messages: tuple[Outgoing, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        """Put two outcomes of one turn together, in this order."""
        return Outcome(
            self.things + other.things,
            self.facts + other.facts,
            self.messages + other.messages,
        )
