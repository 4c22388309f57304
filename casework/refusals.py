"""Refusals: what a rule raises when it must say no. Each carries data, never text."""

from dataclasses import dataclass


class Refusal(Exception):
    """An expected "no"; the asker is told why and nothing is stored."""


@dataclass
class NothingAsked(Refusal):
    """The sender has no open question, and their words belong to nothing."""


@dataclass
class NotAChoice(Refusal):
    """The answer is not one of the choices offered."""


@dataclass
class TooLong(Refusal):
    """The text is longer than can be kept."""

    length: int
    limit: int


@dataclass
class NoWords(Refusal):
    """The text holds nothing that could be kept: empty, or blanks only."""


@dataclass
class HoldsPersonalCode(Refusal):
    """The text holds a valid Estonian personal code; it is kept nowhere (D12)."""


@dataclass
class NotYours(Refusal):
    """The asker may not do this, or it is not there: the same answer for both."""


@dataclass
class OnlyTheCaseManager(Refusal):
    """Only a case manager can do this."""


@dataclass
class AlreadyInside(Refusal):
    """The asker is in this network, and needs no emergency to read."""


@dataclass
class NobodyToTell(Refusal):
    """No data protection officer is entered who could be told."""


@dataclass
class NotAPin(Refusal):
    """These are not six digits, or such as everybody tries first."""


@dataclass
class NothingChosen(Refusal):
    """Nothing was ticked."""


@dataclass
class UnknownCommand(Refusal):
    """There is no such command."""


@dataclass
class OutOfDate(Refusal):
    """The button belongs to something that is over or was answered already."""


@dataclass
class OnlyInPrivate(Refusal):
    """What was asked is not done in a team chat."""


@dataclass
class NamesSomebody(Refusal):
    """The words hold a name, and were meant for the team chat (R35)."""


@dataclass
class InvitationUnknown(Refusal):
    """The link is used, expired or unknown; the answer never says which."""


@dataclass
class ConfidentialityFirst(Refusal):
    """The newest confidentiality text has not been accepted yet (R32)."""


@dataclass
class NotADate(Refusal):
    """The text is no date that exists."""

    text: str


@dataclass
class InThePast(Refusal):
    """The moment named is over."""

    text: str


@dataclass
class TooFewRoundtables(Refusal):
    """Goals do not count as met before roundtables have looked at them (R15)."""

    held: int
    needed: int


@dataclass
class TooEarlyToClose(Refusal):
    """The need has to stay away for six months before the case ends (R25)."""

    day: str


@dataclass
class TooLateToReopen(Refusal):
    """The case has been closed for too long to be opened again."""


@dataclass
class CaseClosed(Refusal):
    """The case is closed; nothing is asked or written there any more."""


@dataclass
class NoSuchCase(Refusal):
    """It is not clear which of the asker's cases is meant."""

    led: bool = False
    """Only those the asker leads come into question."""
    ever: bool = False
    """Those too that are closed, or whose network the asker has left."""


@dataclass
class HandOverFirst(Refusal):
    """Who leads a case does not leave it without a successor (R1)."""


@dataclass
class NoSuccessor(Refusal):
    """No other case manager is known here."""


@dataclass
class NotHeldYet(Refusal):
    """There are no minutes: no roundtable has been held and minuted."""


@dataclass
class NoCase(Refusal):
    """The asker is in no network that still works together."""


@dataclass
class NotAnAddress(Refusal):
    """The text is no e-mail address."""


@dataclass
class NoMailHere(Refusal):
    """No mail is sent from this installation."""


@dataclass
class NotTheCode(Refusal):
    """The code is not the one that was mailed."""


@dataclass
class WritesTooFast(Refusal):
    """So much came in so little time that it must be a machine."""


@dataclass
class AlreadyReminded(Refusal):
    """The member was reminded by hand a few days ago."""


@dataclass
class AskedAlready(Refusal):
    """Everyone is being asked about this time already, or it is the time fixed."""


@dataclass
class EnoughTimes(Refusal):
    """More times cannot be asked about in one poll."""

    limit: int


@dataclass
class AlreadyCalled(Refusal):
    """A roundtable for the same purpose is open in this case."""


@dataclass
class NoTimes(Refusal):
    """There is no time to propose."""


@dataclass
class NobodyInvited(Refusal):
    """Nobody but the case manager would sit at the table."""


@dataclass
class NotATime(Refusal):
    """The text is no date with a time."""

    text: str


@dataclass
class NotUnderstood(Refusal):
    """What was said about weekdays and hours is not certain enough to be kept."""

    text: str


@dataclass
class TooManyCalendars(Refusal):
    """Somebody lets the program read as many calendars as it can."""


@dataclass
class NotACalendarLink(Refusal):
    """What was pasted is no https link."""


@dataclass
class SkippedHour(Refusal):
    """The clocks are put forward over this time: it does not exist that day."""

    text: str
    suggestion: str


@dataclass
class NextDateMissing(Refusal):
    """Minutes do not end without a next date or a proposal to close (R18)."""


@dataclass
class CannotRead(Refusal):
    """What came holds no words of the sender's own: a voice message, a picture …."""

    media: str


@dataclass
class NothingToRecall(Refusal):
    """Nobody has got anything lately that could be taken back."""


@dataclass
class CannotCorrect(Refusal):
    """Changed words that were no answer to a question; what followed stands."""
