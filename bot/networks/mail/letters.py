"""A text as a mail: its words twice, plain and as HTML, and its calendar object."""

from datetime import datetime
from email.message import EmailMessage
from hashlib import sha256
from html import escape

from bot.text import Button, Sending, Text
from scheduling.calendar import Mailbox
from scheduling.mail import Envelope, Letter, mail

CALENDAR = "text/calendar"
_LINK = '<p><a href="{url}" style="display:inline-block;padding:10px 18px;{look}">{label}</a></p>'
_LOOK = "background:#1f5f5b;color:#ffffff;border-radius:6px;text-decoration:none"
_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"></head>'
    '<body style="font:16px/1.5 sans-serif">{body}</body></html>'
)


def mail_of(sending: Sending, sender: Mailbox, made_at: datetime) -> EmailMessage:
    """Return the mail that a message becomes, the same at every attempt.

    Raises:
        BadAddress: no mail could reach its reader.
    """
    text = sending.text
    envelope = Envelope(
        sender=sender,
        recipient=Mailbox(sending.address),
        message_id=_message_id(sending, sender, made_at),
        made_at=made_at,
    )
    calendars = (a.content for a in text.attachments if CALENDAR in a.media_type)
    return mail(envelope, letter_of(text), next(calendars, None))


def letter_of(text: Text) -> Letter:
    """Return the words of a mail; each link stands in the plain text too."""
    links = [button for button in text.buttons if button.url]
    plain = "\n\n".join((text.body, *(f"{link.label}:\n{link.url}" for link in links)))
    html = "".join((*map(_paragraph, text.body.split("\n\n")), *map(_link, links)))
    return Letter(text.subject, f"{plain}\n", _PAGE.format(body=html))


def _paragraph(words: str) -> str:
    return f"<p>{escape(words).replace(chr(10), '<br>')}</p>"


def _link(button: Button) -> str:
    return _LINK.format(url=escape(button.url), look=_LOOK, label=escape(button.label))


def _message_id(sending: Sending, sender: Mailbox, made_at: datetime) -> str:
    """Name the mail: two attempts are known as one, and nobody can count ours."""
    told_apart = f"{sending.id} {sending.address} {made_at.isoformat()}"
    domain = sender.email.rpartition("@")[2].encode("idna").decode()
    return f"<{sha256(told_apart.encode()).hexdigest()[:32]}@{domain}>"
