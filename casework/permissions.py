"""What somebody has allowed and may take back at any time, at once (GDPR 7(3), R34).

Help itself rests on law and on nobody's yes; what can be taken back is only what makes
it easier: a chat elsewhere, questions, mails, calendars.
"""

from dataclasses import dataclass
from enum import StrEnum

from casework.outcome import Fact, Lane, Message, StrangerNote


class Allowed(StrEnum):
    """Something optional that somebody has allowed."""

    QUESTIONS = "questions"
    """To be asked, reminded and told news."""
    CHAT = "chat"
    """To be written to in a chat that is kept elsewhere."""
    MAIL = "mail"
    """Invitations to roundtables by e-mail."""
    BUSY = "busy"
    """To read when their own calendars are busy."""
    FEED = "feed"
    """A secret link with which calendars show their roundtables."""
    OWN_CALENDAR = "own_calendar"
    """To write the roundtables they lead into their own calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionWithdrawn(Fact):
    """Somebody took back what they had allowed."""

    what: Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPermissions(Message):
    """Show somebody what they have allowed, each to be taken back by one tap."""

    allowed: tuple[Allowed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWithdrawn(Message):
    """Tell somebody what ended at once, and what goes on because the law says so."""

    ended: tuple[Allowed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SayChatEnded(StrangerNote):
    """Say for the last time in a chat that nothing is written there any more."""

    lane = Lane.REPLY

    token: str = ""
    """Opens their page instead, once, where they have no other way in."""


Messages = ShowPermissions | ConfirmWithdrawn | SayChatEnded
