"""An incoming mail, opened within bounds: who wrote it, what kind it is, its calendars.

Nothing in it is believed, rendered or kept; forwarded mails inside it stay closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from scheduling.prose import written
from scheduling.vouching import is_genuine

BIGGEST_MAIL = 2_000_000
DEEPEST = 10
MOST_BOUNDARIES = 30
MOST_PARTS = 100
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})
ADDRESS = re.compile(r"[^\s<>@,;:\"]+@[^\s<>@,;:\"]+")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
RECIPIENT = re.compile(
    r"^(?:Final|Original)-Recipient:[^;\n]*;\s*<?([^\s<>]+)",
    re.IGNORECASE | re.MULTILINE,
)
FOR_GOOD = re.compile(
    r"^(?:Action:\s*failed|Status:\s*5\.)", re.IGNORECASE | re.MULTILINE
)
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
MULTIPART = re.compile(rb"^Content-Type:", re.IGNORECASE | re.MULTILINE)
NAMED = re.compile(r"^Message-ID:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
BIGGEST_REPORT = 100_000


BIGGEST_HEAD = 64_000
"""Bytes of a mail's head that are looked at."""


def head_of(raw: bytes) -> bytes:
    """Return the lines before the first empty one, of which no part can follow."""
    head = END_OF_HEAD.split(raw[:BIGGEST_HEAD], maxsplit=1)[0]
    return MULTIPART.sub(b"X-Parts:", head) + b"\r\n\r\n"


class TooBig(Exception):
    """A mail of more bytes than an answer ever has."""


class TooDeep(Exception):
    """A mail of more parts, or parts in parts, than an answer ever has."""


@dataclass(frozen=True)
class CalendarPart:
    """A calendar as it lies in a mail; `text` is none where its charset does not fit."""

    method: str | None
    text: str | None


class Mail:
    """One incoming mail.

    Raises:
        TooBig, TooDeep: it is not even opened.
    """

    def __init__(self, raw: bytes) -> None:
        if len(raw) > BIGGEST_MAIL:
            raise TooBig
        # Looked at before parsing, whose work grows with the depth.
        if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
            raise TooDeep
        try:
            self._message = message_from_bytes(raw)
            self._parts = list(_parts(self._message, 0))
        except RecursionError:
            raise TooDeep from None
        if len(self._parts) > MOST_PARTS:
            raise TooDeep

    def header(self, name: str) -> str:
        """Return one header as text; empty where there is none."""
        return str(self._message.get(name, "")).strip()

    @property
    def sender(self) -> str | None:
        """Return the one address the mail says it is from, case folded.

        None where there is no single one: a second address in the display name is a
        disguise that readers of mail fall for.
        """
        headers = self._message.get_all("From", [])
        if len(headers) != 1:
            return None
        found = ADDRESS.findall(QUOTED.sub("", str(headers[0])))
        return found[0].casefold() if len(found) == 1 else None

    def vouched_for(self, server: str) -> bool:
        """Tell whether our own mail server, by this name, found the sender genuine."""
        results = self._message.get_all("Authentication-Results", [])
        return is_genuine(map(str, results), server, self.sender or "")

    @property
    def is_bounce(self) -> bool:
        """Tell whether a mail server reports that a mail of ours did not arrive."""
        by_daemon = (self.sender or "").startswith(("mailer-daemon@", "postmaster@"))
        return self._report() == "delivery-status" or by_daemon

    @property
    def is_auto_reply(self) -> bool:
        """Tell whether a program answered, such as "I am on holiday" or "was read"."""
        said = self.header("Auto-Submitted").lower().split(";")[0].strip()
        precedence = self.header("Precedence").lower()
        return (
            said == "auto-replied"
            or self._report() == "disposition-notification"
            or precedence in {"auto_reply", "bulk", "junk"}
            or bool(self.header("X-Autoreply") or self.header("X-Autorespond"))
        )

    @property
    def is_by_program(self) -> bool:
        """Tell whether no person pressed "send"; true of Google's answers, too."""
        return self.header("Auto-Submitted").lower() not in {"", "no"}

    def failed(self) -> tuple[str, ...]:
        """Return the addresses that a bounce says cannot be reached, for good.

        A delay is no failure: the mail may still arrive.
        """
        found: list[str] = []
        for part in self._reports():
            for block in re.split(r"\r?\n\s*\r?\n", part[:BIGGEST_REPORT]):
                if FOR_GOOD.search(block):
                    found += RECIPIENT.findall(block)
        return tuple(dict.fromkeys(each.casefold() for each in found))

    def _reports(self) -> Iterator[str]:
        if self._message.get_content_type() == "multipart/report":
            for part in self._message.get_payload():
                if (
                    getattr(part, "get_content_type", str)()
                    == "message/delivery-status"
                ):
                    yield from _lines_of(part)

    def returned(self) -> tuple[str, ...]:
        """Return the names (Message-ID) of the mails that a bounce brings back."""
        found: list[str] = []
        for part in self._message.walk():
            if part.get_content_type() == "text/rfc822-headers":
                found += NAMED.findall(str(part.get_payload())[:BIGGEST_REPORT])
            elif part is not self._message and "Message-ID" in part:
                found.append(str(part["Message-ID"]).strip())
        return tuple(dict.fromkeys(found))

    def words(self) -> str:
        """Return what its writer wrote, without what they answer to."""
        return written(self._parts)

    def calendars(self) -> Iterator[CalendarPart]:
        """Yield every calendar, at whatever depth."""
        for part in self._parts:
            if part.get_content_type() in CALENDAR_TYPES:
                method = part.get_param("method")
                yield CalendarPart(str(method) if method else None, _text(part))

    def _report(self) -> str:
        if self._message.get_content_type() != "multipart/report":
            return ""
        return str(self._message.get_param("report-type", "")).lower()


def _parts(message: Message, depth: int) -> Iterator[Message]:
    if depth > DEEPEST:
        raise TooDeep
    if message.get_content_maintype() != "multipart":
        yield message
        return
    inner = message.get_payload()
    for part in inner if isinstance(inner, list) else ():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _lines_of(report: object) -> Iterator[str]:
    # Its blocks of lines are parsed into messages without a body.
    blocks = report.get_payload() if isinstance(report, Message) else None
    if isinstance(blocks, list):
        yield "\n\n".join(str(block) for block in blocks)
    elif isinstance(blocks, str):
        yield blocks


def _text(part: Message) -> str | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    # Strictly: the library would put question marks where bytes do not fit.
    for charset in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            return payload.decode(charset)
        except (ValueError, LookupError):
            continue  # bytes that do not fit it, or a name that is none
    return None
