"""Groups: chats of several people on a chat network, one of them a case's team chat.

Being in a group grants nothing. Who is there is known only as far as they were
seen: among those who run it, coming in, or speaking.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from casework.ids import CaseId, GroupId, PersonId
from casework.outcome import Fact

OFFER_STANDS = timedelta(days=1)
"""How long a link works by which a case manager names a group."""
LOOKED_INTO_EVERY = timedelta(days=1)
"""A group can be opened to everybody without anyone telling us."""
KEPT_BACK_FOR = timedelta(days=7)
"""How long a post waits for a stranger to leave; later it is news no more."""
_DECLINED_SHOWN = 5


class GroupState(StrEnum):
    """Where a group stands."""

    OFFERED = "offered"
    """A case manager wants one for a case, or a case for one."""
    LOOKED_AT = "looked_at"
    """It was looked into; the case manager has still to say yes."""
    BOUND = "bound"
    RESTING = "resting"
    """The program is not in it any more, or it has become unfit."""
    ENDED = "ended"


class Danger(StrEnum):
    """What makes a group less safe than it could be."""

    HISTORY = "history"
    """Who comes later reads what was said before."""
    UNPROTECTED = "unprotected"
    """What is said can be passed on and saved."""
    VANISHING = "vanishing"
    """Messages are taken away by themselves."""
    HIDDEN_MEMBERS = "hidden_members"
    OTHER_BOTS = "other_bots"
    COMMUNITY = "community"
    """It belongs to a larger whole whose people may find it."""
    OPEN_DOOR = "open_door"
    """People can come in without being let in by us."""
    NOT_RUNNING = "not_running"
    """The program is no more than a member: it hears of nobody's coming."""
    CANNOT_INVITE = "cannot_invite"
    CANNOT_TAG = "cannot_tag"


class Unfit(StrEnum):
    """Why a group can be no team chat at all."""

    PUBLIC = "public"
    """Everybody can find and read it."""
    LINKED = "linked"
    """A channel is tied to it."""
    CHANNEL = "channel"
    TAKEN = "taken"
    """It is the team chat of another case."""
    GONE = "gone"
    """The program is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """An account seen in a group, by its address on the network."""

    address: str
    name: str = ""
    is_bot: bool = False
    told: bool = False
    """The case manager knows of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A group as the network describes it."""

    title: str = ""
    unfit: Unfit | None = None
    dangers: tuple[Danger, ...] = ()
    people: tuple[Somebody, ...] = ()
    """Who runs it, and who of those asked after is there."""
    count: int = 0
    """How many are in it, without the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A chat of several people, as far as it is or may become a team chat."""

    id: GroupId
    network: str
    person: PersonId
    """The case manager who wants it."""
    case: CaseId | None = None
    state: GroupState = GroupState.OFFERED
    language: str = "et"
    address: str = ""
    formerly: str = ""
    """Its address before the network gave it another."""
    title: str = ""
    token_hash: str = ""
    roll: tuple[Somebody, ...] = ()
    """Everyone seen in it who has not been seen leaving."""
    dangers: tuple[Danger, ...] = ()
    count: int = 0
    link: str = ""
    declined: tuple[str, ...] = ()
    """The names under which strangers lately asked to come in."""
    wake_at: datetime | None = None

    def strangers(self, known: Collection[str]) -> tuple[Somebody, ...]:
        """Return who was seen here and is not known, by addresses."""
        return tuple(one for one in self.roll if one.address not in known)

    @property
    def unseen(self) -> int:
        """How many are there who were never seen."""
        return max(0, self.count - len(self.roll))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBound(Fact):
    """A group became the team chat of a case."""

    group: GroupId


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRested(Fact):
    """Nothing is posted in a team chat until its case manager wants it again."""

    group: GroupId
    why: Unfit


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEnded(Fact):
    """A group is the team chat of a case no more."""

    group: GroupId


def see(group: Group, people: Iterable[Somebody]) -> Group:
    """Return the group with these people on its roll, under their newest names."""
    roll = {one.address: one for one in group.roll}
    for one in people:
        earlier = roll.get(one.address)
        told = earlier is not None and earlier.told
        roll[one.address] = replace(one, told=told)
    return replace(group, roll=tuple(roll.values()))


def miss(group: Group, addresses: Collection[str]) -> Group:
    """Return the group without those who were seen leaving."""
    return replace(
        group, roll=tuple(one for one in group.roll if one.address not in addresses)
    )


def tell_of(group: Group, strangers: Collection[Somebody]) -> Group:
    """Return the group whose case manager has heard of exactly these strangers."""
    told = {one.address for one in strangers}
    return replace(
        group, roll=tuple(replace(o, told=o.address in told) for o in group.roll)
    )


def move(group: Group, address: str) -> Group:
    """Return the group under its new address; nothing else of it changes."""
    return replace(group, address=address, formerly=group.address)


def look_over(group: Group, look: Look) -> Group:
    """Return the group as it has just been described."""
    seen = see(group, look.people)
    return replace(
        seen, title=look.title or group.title, dangers=look.dangers, count=look.count
    )


def decline(group: Group, name: str) -> Group:
    """Return the group that keeps in mind who was not let in."""
    return replace(group, declined=(*group.declined, name)[-_DECLINED_SHOWN:])


def rest(group: Group) -> Group:
    """Return the group in which nothing is said until it is bound anew."""
    return replace(group, state=GroupState.RESTING, wake_at=None)


def end(group: Group) -> Group:
    """Return the group that is no team chat any more; who was there is forgotten."""
    return replace(
        group,
        state=GroupState.ENDED,
        roll=(),
        declined=(),
        link="",
        token_hash="",
        wake_at=None,
    )
