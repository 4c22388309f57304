"""A PIN before what a case manager's chat shows, after a pause (threat 3).

A phone left on a table, or stolen, is still signed in. Whoever leads cases may put
a PIN of six digits before what tells of them; never a parent, whose way in must not
get longer. It is asked anew on each network after a quarter of an hour without a word.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from casework.ids import PersonId
from casework.outcome import Fact, Lane, Message
from casework.refusals import NotAPin

IDLE = timedelta(minutes=15)
TRIES = 5
"""Wrong tries after which nothing but somebody else opens it again."""
_TOUCHED_EVERY = timedelta(minutes=1)
_SHAPE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What stands before somebody's chats: the hash of a PIN, and where it is open."""

    hashed: str
    set_at: datetime
    wrong: int = 0
    used: dict[str, datetime] = field(default_factory=dict)
    """For each network, when it was last used while open."""
    text: str = ""
    """What was asked before the PIN was, and waits for it."""
    pressed: str = ""
    asked_at: datetime | None = None

    @property
    def is_stuck(self) -> bool:
        """Say whether it was tried too often."""
        return self.wrong >= TRIES

    def is_open(self, network: str, now: datetime) -> bool:
        """Say whether nothing need be asked on a network now."""
        used = self.used.get(network)
        return used is not None and now - used < IDLE and not self.is_stuck

    def shut_since(self, network: str) -> datetime:
        """Return since when it stands before a network."""
        used = self.used.get(network)
        return self.set_at if used is None else used + IDLE

    def waits(self, now: datetime) -> bool:
        """Say whether something asked just now waits for the PIN."""
        fresh = self.asked_at is not None and now - self.asked_at < IDLE
        return fresh and bool(self.text or self.pressed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSet(Fact):
    """Somebody put a PIN before their chats, or another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinTakenAway(Fact):
    """There is no PIN any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinStuck(Fact):
    """A PIN was tried too often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPin(Message):
    """Ask for the PIN before going on."""

    left: int = TRIES
    """How many wrong tries are left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToSetPin(Message):
    """Ask somebody to set a PIN first: the municipality requires one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPin(Message):
    """Tell somebody that a PIN stands there now, or none any more."""

    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThankForPin(Message):
    """Tell somebody that it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPinStuck(Message):
    """Tell somebody that the PIN was tried too often, and who can help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPinFirst(Message):
    """Tell somebody that something waits behind the PIN, and nothing of it."""

    lane = Lane.URGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPinAtOnce(Message):
    """Tell somebody at any hour that something waits which cannot, and nothing of it."""

    lane = Lane.REPLY

    danger: bool
    """Somebody speaks of danger; else somebody opened a case in an emergency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseWords(Message):
    """Take a typed PIN out of a chat elsewhere, where the network lets us."""

    through: str
    ref: str


Messages = (
    AskPin
    | AskToSetPin
    | ConfirmPin
    | ThankForPin
    | TellPinStuck
    | TellPinFirst
    | TellPinAtOnce
    | EraseWords
)


def looks_like_one(text: str) -> bool:
    """Say whether words have the shape of a PIN."""
    return _SHAPE.fullmatch(text.strip()) is not None


def check(pin: str) -> None:
    """Refuse what is no PIN, or one that everybody tries first.

    Raises:
        NotAPin: it is not six digits, all the same, or in a row.
    """
    rows = "01234567890", "09876543210"
    if not looks_like_one(pin) or len(set(pin)) == 1 or any(pin in r for r in rows):
        raise NotAPin


def new(hashed: str, network: str, now: datetime) -> Lock:
    """Return a lock with this PIN, open where it was set."""
    return Lock(hashed=hashed, set_at=now, used={network: now})


def ask(lock: Lock, text: str, pressed: str, now: datetime) -> Lock:
    """Return the lock with what was asked, to go on with once it is open."""
    return replace(lock, text=text, pressed=pressed, asked_at=now)


def opened(lock: Lock, network: str, now: datetime) -> Lock:
    """Return the lock as the right PIN leaves it."""
    used = {**lock.used, network: now}
    return replace(lock, wrong=0, used=used, text="", pressed="", asked_at=None)


def tried(lock: Lock) -> Lock:
    """Return the lock after a wrong PIN; the last one shuts it everywhere."""
    wrong = lock.wrong + 1
    return replace(lock, wrong=wrong, used={} if wrong >= TRIES else lock.used)


def touched(lock: Lock, network: str, now: datetime) -> Lock | None:
    """Return the lock as used just now, or None when that was noted already."""
    if now - lock.used[network] < _TOUCHED_EVERY:
        return None
    return replace(lock, used={**lock.used, network: now})


def stuck(by: PersonId, now: datetime) -> PinStuck:
    """Return the fact that somebody's PIN was tried too often."""
    return PinStuck(at=now, by=by)
