"""The settings of mail: which server takes ours, and who writes."""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from bot.setting_wrong import SettingWrong
from scheduling.cleaning import BadAddress, checked_address

_PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
_UNANSWERED = re.compile(
    r"(?:no|do[-_.]?not|ei|mitte|ara)[-_.]?(?:reply|vasta|answer)", re.IGNORECASE
)
_EXAMPLE = "smtps://user:password@mail.vald.ee:465"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes our mail, and how it is entered."""

    host: str
    port: int
    tls: bool
    """Encrypted from the first byte; otherwise STARTTLS must follow."""
    user: str = ""
    password: str = field(repr=False, default="")

    @property
    def is_local(self) -> bool:
        """Say whether it is this machine: only here nothing need be encrypted."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxPlace(MailServer):
    """The mailbox in which answers arrive."""

    folder: str


def mailbox(url: str) -> MailboxPlace:
    """Return the mailbox that a URL names.

    Raises:
        SettingWrong: the URL cannot be one of a mailbox.
    """
    parts = urlsplit(url)
    port = _port(parts)
    known = parts.scheme in {"imap", "imaps"} and parts.hostname and parts.username
    if not known or port is None:
        raise SettingWrong(
            "UMARLAUD_IMAP_URL is no address of a mailbox; it should be like "
            "imaps://user:password@mail.vald.ee/INBOX."
        )
    return MailboxPlace(
        host=parts.hostname or "",
        port=port,
        tls=parts.scheme == "imaps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def sending(smtp_url: str, mail_from: str) -> tuple[str, str]:
    """Return the two settings for sending mail, checked; both empty: none is sent.

    Raises:
        SettingWrong: one is missing, or cannot be right.
    """
    if not smtp_url and not mail_from:
        return "", ""
    if not smtp_url or not mail_from:
        missing = "UMARLAUD_MAIL_FROM" if smtp_url else "UMARLAUD_SMTP_URL"
        raise SettingWrong(
            f"{missing} is not set; mail needs both UMARLAUD_SMTP_URL and "
            "UMARLAUD_MAIL_FROM."
        )
    server(smtp_url)
    return smtp_url, _sender(mail_from)


def server(url: str) -> MailServer:
    """Return the server that a URL names.

    Raises:
        SettingWrong: the URL cannot be one of a mail server.
    """
    parts = urlsplit(url)
    port = _port(parts)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port is None:
        raise SettingWrong(
            f"UMARLAUD_SMTP_URL is no address of a mail server; it should be like "
            f"{_EXAMPLE} or smtp://user:password@mail.vald.ee:587."
        )
    return MailServer(
        host=parts.hostname,
        port=port,
        tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None


def _sender(address: str) -> str:
    try:
        checked_address(address)
    except BadAddress as error:
        raise SettingWrong(
            f"UMARLAUD_MAIL_FROM is {address!r}; it should be a bare mail address "
            "like ymarlaud@vald.ee."
        ) from error
    if _UNANSWERED.search(address.rpartition("@")[0]):
        raise SettingWrong(
            f"UMARLAUD_MAIL_FROM is {address!r}; it should be a mailbox that can "
            "receive: people's calendars send their answers there."
        )
    return address
