"""What can come in from a chat network, whichever network it is."""

from dataclasses import dataclass, field

from casework.ids import CaseId
from casework.people import Person
from scheduling.replies import Heard, Unheard
from storage.parcels import Shown


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
    ref: str = ""
    """The network's own reference of these words, by which an edit finds them."""
    reply_to: str = ""
    edits: str = ""
    """These words take the place of those of that reference."""
    media: str = ""
    """What came instead of words: "voice", "picture", "forward" …"""
    reachable: bool | None = None
    """No words, but news: messages arrive at this address again, or no more."""
    in_group: bool = False
    """Said in a group that belongs to no case."""
    mail: Heard | Unheard | None = None
    """An e-mail, as far as it is understood."""
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
    ref: str = ""
    """The network's own reference of these words."""
    edits: str = ""
    """The reference of the words in whose place these stand."""
    shown: Shown | None = None
    chosen: int | None = None
    team: CaseId | None = None
