"""What can come in from a chat network, whichever network it is."""

from dataclasses import dataclass, field

from casework.ids import CaseId
from casework.people import Person
from storage.outbox import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message from one person, stripped of everything its network added.

    `key` tells repeats apart, for ever. `withheld` says that the words held a
    personal code and were not even stored; `from_bot` that a machine sent them.
    """

    network: str
    key: str
    address: str
    text: str = ""
    pressed: str = ""
    start: str = ""
    reply_to: str = ""
    media: str = ""
    session: str = field(default="", repr=False)
    language: str = ""
    speaks: str = ""
    """The language chosen together with opening a link; not a device's setting."""
    team: CaseId | None = None
    withheld: bool = False
    from_bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a known person said, and what they said it under."""

    person: Person
    text: str = ""
    shown: Shown | None = None
    chosen: int | None = None
    team: CaseId | None = None
