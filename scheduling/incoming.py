"""An incoming mail, opened within bounds: who wrote it, what kind it is, its calendars.

Nothing in it is believed, rendered or kept; forwarded mails inside it stay closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

BIGGEST_MAIL = 2_000_000
DEEPEST = 10
MOST_BOUNDARIES = 30
MOST_PARTS = 100
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})
ADDRESS = re.compile(r"[^\s<>@,;:\"]+@[^\s<>@,;:\"]+")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
FAILED = re.compile(
    rb"^(?:Final|Original)-Recipient:[^;\n]*;\s*(\S+)", re.IGNORECASE | re.MULTILINE
)
PASSED = re.compile(r"\b(?:dmarc|dkim|spf)=pass\b", re.IGNORECASE)
DMARC_FAILED = re.compile(r"\bdmarc=(?:fail|temperror|permerror)\b", re.IGNORECASE)


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
            self._raw = raw
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
        for each in self._message.get_all("Authentication-Results", []):
            said = str(each)
            if said.split(";", maxsplit=1)[0].split()[:1] == [server]:
                return bool(PASSED.search(said)) and not DMARC_FAILED.search(said)
        return False

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
        """Return the addresses that a bounce says could not be reached."""
        found = FAILED.findall(self._raw)
        return tuple(dict.fromkeys(each.decode("ascii", "replace") for each in found))

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


def _text(part: Message) -> str | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    # Strictly: the library would put question marks where bytes do not fit.
    for charset in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            return payload.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return None
