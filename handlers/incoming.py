"""What can come in from a chat network, whichever network it is."""

from dataclasses import dataclass, field
from enum import StrEnum

from casework.groups import Somebody
from casework.ids import CaseId
from casework.people import Person
from casework.roundtables import Reply
from scheduling.replies import Heard, Unheard
from storage.parcels import Shown


class RoomNews(StrEnum):
    """What happened in a group."""

    SPOKE = "spoke"
    ARRIVED = "arrived"
    LEFT = "left"
    ASKS_IN = "asks_in"
    """Somebody would like to be let in."""
    WE_ARE_IN = "we_are_in"
    """The program was brought in, or may do other things there than before."""
    WE_ARE_OUT = "we_are_out"
    MOVED = "moved"
    """The network gave the group another address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A group where something happened, and to whom."""

    address: str
    title: str = ""
    news: RoomNews = RoomNews.SPOKE
    people: tuple[Somebody, ...] = ()
    moved_to: str = ""
    nameless: bool = False
    """Said in the group's own name: nobody knows by whom."""
    one_way: bool = False
    """A channel, where one speaks and all others listen."""
    by: str = ""
    """The network's reference of a press, by which it is answered aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """What somebody answered on the page of an invitation, found by its link."""

    token_hash: str
    reply: Reply
    sequence: int
    note: str = ""


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
    keyboard: str = ""
    """The buttons it was pressed among, in the network's own form."""
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
    room: Room | None = None
    """The group in which it was said or happened; `team` follows from it."""
    answer: PageAnswer | None = None
    """No chat either: an invitation answered on its own page."""
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
    keyboard: str = ""
    """The buttons it was pressed among, in the network's own form."""
    team: CaseId | None = None
