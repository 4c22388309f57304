"""Everything that stands in what leaves: messages, files, mails, calls, pages."""

import json
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from html import unescape
from io import BytesIO
from typing import Any

from bot.networks.mail.letters import mail_of
from bot.text import Sending
from scheduling.calendar import Mailbox
from tests.phones.reading import Element

Part = tuple[str, str]
"""What kind of thing it stands in, and its words."""

_MAILBOX = Mailbox("laud@vald.example", "Ümarlaud")
FOLDS = re.compile(r"\r?\n[ \t]|\\(?=[,;\\])")


def opened(network: str, sending: Sending) -> Iterator[Part]:
    """Yield everything that stands in a message, each part as its reader gets it."""
    text = sending.text
    buttons = (f"{button.label} {button.url} " for button in text.buttons)
    yield "words", "\n".join((text.subject, text.body, *buttons))
    for chart in text.charts:
        yield "a picture", repr(chart)
    for file in text.attachments:
        yield "a file's name", f"{file.name} {file.alt}"
        kind = "calendar" if "calendar" in file.media_type else "a file"
        yield kind, in_file(file.content)
    if network == "mail" and sending.made_at is not None:
        whole = mail_of(sending, _MAILBOX, sending.made_at).as_bytes()
        yield from in_mail(whole)


def in_file(content: bytes) -> str:
    """Return the words of a file; a document is unpacked, a calendar unfolded."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return FOLDS.sub("", content.decode("utf-8", "replace"))
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = [packed.read(n).decode("utf-8", "replace") for n in packed.namelist()]
    return unescape(re.sub(r"</w:p>", "\n", " ".join(parts)))


def in_mail(content: bytes) -> Iterator[Part]:
    """Yield the headers and every decoded part of a mail as it goes over the wire."""
    for part in message_from_bytes(content, policy=default).walk():
        yield "a head", " ".join(str(v) for k, v in part.items() if k != "To")
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            kind = "calendar" if "calendar" in part.get_content_type() else "a mail"
            yield kind, unescape(in_file(body))


def in_call(given: dict[str, Any]) -> str:
    """Return everything that a call brings to Telegram's servers, files unpacked."""
    return unescape(json.dumps(given, ensure_ascii=False, default=_uploaded))


def in_page(page: Element) -> str:
    """Return the words of a page and whatever stands in its attributes."""
    words = (each if isinstance(each, str) else in_page(each) for each in page.children)
    return " ".join((*page.attributes.values(), *words))


def _uploaded(upload: Any) -> str:
    data = getattr(upload, "data", None)
    return in_file(data) if isinstance(data, bytes) else str(upload)
