"""Mails: what leaves for an address that somebody has confirmed, and what fails."""

from enum import StrEnum


class MailTrouble(StrEnum):
    """Why a mail has not arrived."""

    AWAY = "mail server away"
    """Nobody gets any: the server is down, or does not let us in."""
    LATER = "mail put off"
    """For this one address, for now."""
    REFUSED = "mail refused"
    LETTERS = "mail letters"
    """The server cannot write to an address with such letters (SMTPUTF8)."""
