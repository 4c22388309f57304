"""What comes by mail and is not simply an answer: told to whoever it concerns.

Nobody becomes a member, no time changes and nothing is believed because a mail says so.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.ids import RoundtableId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.roundtables import Reply, Roundtable


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


class Unread(StrEnum):
    """Why a mail of somebody we know was not understood."""

    TOO_BIG = "too_big"
    NOT_AN_ANSWER = "not_an_answer"
    """Attendees answer; only the case manager invites, moves and cancels."""
    UNREADABLE = "unreadable"


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


def doubted(roundtable: Roundtable, told: TellMailDoubt, at: datetime) -> Outcome:
    """Write down that an answer was not taken, and tell the case manager."""
    fact = MailNotTaken(
        at=at, case=roundtable.case, roundtable=roundtable.id, doubt=told.doubt
    )
    return Outcome((), (fact,), (told,))


Messages = TellMailDoubt | TellMailUnread | AskWasItYou | TellMailLeft | ShowMailWords
