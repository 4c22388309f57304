"""Mails of strangers beyond the first few of a day: gathered, told once, listed on asking.

Whoever has an invitation's name can write a thousand mails. Each is written down, and
the case manager hears of them in one message for the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from casework.disclosure import InfoClass
from casework.ids import CaseId, MemberId
from casework.mailed import Doubt, MailNotTaken, TellMailDoubt
from casework.outcome import Gathering, Lane, Message, Outcome

MOST_TOLD = 3
"""How many mails of a kind a case manager hears of one by one in a day and a case."""
PAGE = 12
"""Senders of one list."""
LONGEST_ADDRESS = 120
LONGEST_NOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class MailGathered(MailNotTaken):
    """A mail was not taken, one of too many of its day: it is told with the others."""

    address: str
    members: tuple[MemberId, ...] = ()
    instead: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMailsGathered(Gathering):
    """Tell the case manager, once for a day, how many more mails were not taken."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    since: datetime
    mails: int = 0
    senders: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """One who wrote, or several times wrote, what was not taken."""

    doubt: Doubt
    address: str
    names: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    mails: int = 1
    note: str = ""
    """What the last one said besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMailsGathered(Message):
    """Show the case manager who wrote the mails that were told together."""

    shows = InfoClass.SILENCE

    code: str
    since: datetime
    until: datetime
    senders: tuple[Sender, ...] = ()
    first: int = 0
    """How many senders stand on the pages before."""
    of: int = 0
    """How many senders there are in all."""


Messages = TellMailsGathered | ShowMailsGathered


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What a case has had so far today of mails that were not taken."""

    begins: datetime
    ends: datetime
    told: tuple[Doubt, ...]
    gathers: bool
    """Whether the message that tells of the others is already waiting."""

    def is_full(self, doubt: Doubt) -> bool:
        """Say whether enough of a kind were told of: strangers hide no member's mail."""
        return self.told.count(doubt) >= MOST_TOLD


def gather(
    told: TellMailDoubt,
    members: Iterable[MemberId],
    case: CaseId,
    today: Today,
    at: datetime,
) -> Outcome:
    """Write down one mail too many, and see to it that the day's message tells of it."""
    fact = MailGathered(
        at=at,
        case=case,
        roundtable=told.roundtable,
        doubt=told.doubt,
        address=told.address[:LONGEST_ADDRESS],
        members=tuple(members),
        instead=tuple(each[:LONGEST_ADDRESS] for each in told.instead[:MOST_TOLD]),
        note=told.note[:LONGEST_NOTE],
    )
    if today.gathers:
        return Outcome((), (fact,))
    later = TellMailsGathered(
        to=told.to,
        case=case,
        code=told.code,
        since=today.begins,
        gathers_until=today.ends,
    )
    return Outcome((), (fact,), (later,))


def listed(mails: Iterable[Sender]) -> tuple[Sender, ...]:
    """Return each sender once, those first who speak for somebody of the network."""
    senders: dict[tuple[Doubt, str], Sender] = {}
    for mail in mails:
        key = mail.doubt, mail.address
        before = senders.get(key, replace(mail, mails=0))
        note = mail.note or before.note
        senders[key] = replace(mail, mails=before.mails + 1, note=note)
    every = senders.values()
    return tuple(sorted(every, key=lambda s: (not s.names, -s.mails, s.address)))
