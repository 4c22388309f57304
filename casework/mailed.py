"""What comes by mail and is not simply an answer: told to whoever it concerns.

Nobody becomes a member, no time changes and nothing is believed because a mail says so.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.ids import RoundtableId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.roundtables import Reply, Roundtable, Seat

MOST_ASKED = 3
"""How often in a row somebody is asked about mails in their name: a forger writes on."""
MOST_UNREAD = 3
"""Of how many mails a day that nobody took somebody is told one by one."""


class Doubt(StrEnum):
    """Why an answer by mail was not taken, and the case manager is to look."""

    NOT_THEIRS = "not_theirs"
    """It speaks for somebody, but was not sent by them, or not provably."""
    UNINVITED = "uninvited"
    """Somebody to whom an invitation was forwarded; they are never added."""
    SHARED = "shared"
    """Two people gave the same address: whose answer is it?"""
    DELEGATED = "delegated"
    """They want to send somebody else."""
    UNCLEAR = "unclear"
    """A word or a date that means nothing here."""
    DENIED = "denied"
    """They were asked, and say that it was not them."""
    MANY = "many"
    """Others came before it; they are asked no more, so that they are left in peace."""


class Unread(StrEnum):
    """Why a mail of somebody we know was not understood."""

    TOO_BIG = "too_big"
    NOT_AN_ANSWER = "not_an_answer"
    """Attendees answer; only the case manager invites, moves and cancels."""
    UNREADABLE = "unreadable"
    LATE = "late"
    """The time that it answers does not hold any more."""
    HOLDS_CODE = "holds_code"
    """A personal identification code stands in it."""
    MANY = "many"
    """Others came today; they are told of no more today, so that they are left in peace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailNotTaken(Fact):
    """An answer by mail was not taken; a person has to look at it."""

    roundtable: RoundtableId
    doubt: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMailDoubt(Message):
    """Tell the case manager of an answer by mail that was not taken, and why."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    starts_at: datetime
    doubt: Doubt
    address: str
    """Who wrote, as the mail says."""
    names: tuple[str, ...] = ()
    """The members it may concern."""
    instead: tuple[str, ...] = ()
    """The addresses of those who are to come instead."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMailUnread(Message):
    """Tell somebody that their mail could not be taken, and how to answer."""

    why: Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWasItYou(Message):
    """Ask somebody whether an answer by mail is theirs, before it counts."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    starts_at: datetime
    sequence: int
    reply: Reply | None = None
    wanted_at: datetime | None = None
    """The other time that the mail proposes."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMailLeft(Message):
    """Tell somebody that the mail which was not theirs counts for nothing."""

    shows = InfoClass.SCHEDULE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMailWords(Message):
    """Show somebody the words of their own mail, which nobody else has read."""

    words: str


def asked_again(seat: Seat) -> Seat:
    """Return the seat of somebody in whose name one more unproven mail came."""
    return replace(seat, mails_asked=seat.mails_asked + 1)


def is_too_much(seat: Seat) -> bool:
    """Say whether they are not asked about this mail any more."""
    return seat.mails_asked > MOST_ASKED


def is_first_too_many(seat: Seat) -> bool:
    """Say whether the case manager is to hear that there are too many."""
    return seat.mails_asked == MOST_ASKED + 1


def owned(seat: Seat, *, mine: bool) -> Seat:
    """Return the seat of somebody who has said whether a mail was theirs.

    After a yes they are asked about the next one as before; after a no, which the case
    manager hears of, about none.
    """
    return replace(seat, mails_asked=0 if mine else MOST_ASKED + 1)


def doubted(roundtable: Roundtable, told: TellMailDoubt, at: datetime) -> Outcome:
    """Write down that an answer was not taken, and tell the case manager."""
    fact = MailNotTaken(
        at=at, case=roundtable.case, roundtable=roundtable.id, doubt=told.doubt
    )
    return Outcome((), (fact,), (told,))


Messages = TellMailDoubt | TellMailUnread | AskWasItYou | TellMailLeft | ShowMailWords
