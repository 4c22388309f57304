"""Canaries: unlikely words put into everything personal, found in any wrapping.

A canary is letters and digits only, so that no escaping touches it; case is
ignored, lines are unfolded, and what is packed (mail parts, documents) is opened.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from io import BytesIO

from bot.text import Text
from casework.ids import PersonId

_CANARY = re.compile(r"qz\d{7}zq")
_IN_BYTES = re.compile(rb"qz\d{7}zq", re.IGNORECASE)
SCORE = "the score"
"""How near the goals are, as a figure: a canary that the program writes itself."""
_SCORED = "goal attainment (t;"
_BREAKS = re.compile(r"=\r?\n|\r?\n[ \t]|\s|\\n|\\")


@dataclass(slots=True)
class Canaries:
    """The canaries of one world, each with who wrote it."""

    planted: dict[str, PersonId | None] = field(default_factory=dict)

    def new(self, by: PersonId | None = None) -> str:
        """Return a canary that stands nowhere yet."""
        canary = f"qz{len(self.planted):07}zq"
        self.planted[canary] = by
        return canary

    def by(self, canary: str) -> PersonId | None:
        """Return who wrote a canary; None: nobody, or the program."""
        return self.planted.get(canary)


def in_bytes(content: bytes) -> set[str]:
    """Return the canaries in a large file, as they would stand there."""
    return {found.decode().casefold() for found in _IN_BYTES.findall(content)}


def around(body: bytes, seen: set[str]) -> str:
    """Return what stands around canaries in a long text, for who reads of a leak."""
    text = body.decode("utf-8", "replace")
    places = (text.find(canary) for canary in sorted(seen))
    return " … ".join(text[max(0, at - 300) : at + 60] for at in places if at >= 0)


def within(text: str) -> set[str]:
    """Return the canaries in a text, however it is escaped or folded."""
    plain = html.unescape(text).casefold()
    found = {*_CANARY.findall(plain), *_CANARY.findall(_BREAKS.sub("", plain))}
    return found | {SCORE} if _SCORED in plain else found


def in_file(content: bytes) -> set[str]:
    """Return the canaries in a file: as it is, or packed as a document is."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return within(content.decode("utf-8", "replace"))
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = [
            packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
        ]
    # A word may be parted by marks of formatting.
    return within("".join(re.sub(r"<[^>]*>", "", part) for part in parts))


def in_mail(content: bytes) -> set[str]:
    """Return the canaries in a mail: its bytes, its headers, each part decoded."""
    seen = in_file(content)
    message = message_from_bytes(content, policy=default)
    for part in message.walk():
        seen |= within(" ".join(str(value) for value in part.values()))
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            seen |= in_file(body)
    return seen


def in_text(text: Text) -> set[str]:
    """Return the canaries in what a network shows: words, buttons, files, pictures."""
    seen = within(" ".join(_words(text)))
    for attachment in text.attachments:
        seen |= within(f"{attachment.name} {attachment.alt}")
        seen |= in_file(attachment.content)
    return seen


def _words(text: Text) -> Iterator[str]:
    yield text.body
    yield text.subject
    for button in text.buttons:
        yield f"{button.label} {button.url}"
    for chart in text.charts:
        yield repr(chart)
