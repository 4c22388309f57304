"""Mails that carry a calendar object, as Gmail, Outlook and Apple show them with buttons.

The words come from above. The order of the parts is that of CalConnect's developer
guide: the calendar last among the alternatives, the same bytes once more as a file.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from scheduling.calendar import Mailbox
from scheduling.cleaning import clean_line, clean_name
from scheduling.clock import in_utc

FILENAME = "invite.ics"
METHOD = re.compile(rb"^METHOD:([A-Z]+)\r$", re.MULTILINE)


@dataclass(frozen=True)
class Envelope:
    """Who writes to whom, and what makes the mail known again.

    A repeated attempt uses the same `message_id` (with its angle brackets) and
    `made_at`, so that a second copy is recognised as one.
    """

    sender: Mailbox
    recipient: Mailbox
    message_id: str
    made_at: datetime


@dataclass(frozen=True)
class Letter:
    """The words of a mail; the plain text alone is enough to know and to answer."""

    subject: str
    text: str
    html: str


def mail(envelope: Envelope, letter: Letter, calendar: bytes | None) -> EmailMessage:
    """Build the mail to one person.

    Raises:
        ValueError: `calendar` does not say its method.
    """
    # Any other policy would turn the line ends of the calendar into bare newlines.
    message = EmailMessage(policy=SMTP)
    message["From"] = _shown(envelope.sender)
    message["To"] = _shown(envelope.recipient)
    message["Subject"] = clean_line(letter.subject)
    message["Date"] = format_datetime(in_utc(envelope.made_at))
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    if calendar is not None:
        _add_calendar(message, calendar)
    return message


def _add_calendar(message: EmailMessage, calendar: bytes) -> None:
    said = METHOD.search(calendar)
    if said is None:
        raise ValueError("a calendar in a mail says its method")
    message.add_alternative(
        calendar.decode(),
        subtype="calendar",
        cte="base64",
        params={"method": said[1].decode()},
    )
    message.add_attachment(calendar, "application", "ics", filename=FILENAME)


def _shown(mailbox: Mailbox) -> Address:
    # By its two halves, for a whole one may not hold an "õ".
    user, _, domain = mailbox.email.rpartition("@")
    return Address(clean_name(mailbox.name), username=user, domain=domain)
