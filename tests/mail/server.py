"""A mail server on loopback that keeps what it gets, and refuses what it is told to."""

import socket
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
class Relay:
    """A real SMTP server; `answers` says what it tells a reader's address."""

    letters: bool = True
    """Whether it speaks SMTPUTF8."""
    starttls: ssl.SSLContext | None = None
    """It takes mail only once the connection was made secret."""
    tls: ssl.SSLContext | None = None
    """It speaks TLS from the first byte."""
    answers: dict[str, str] = field(default_factory=dict)
    envelopes: list[Envelope] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _controller: Controller | None = None

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own way
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own way
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        said = self.answers.get(address)
        if said is not None:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own way
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return self.answers.get("DATA", "250 OK")

    def start(self) -> None:
        self.port = self.port or _free_port()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            enable_SMTPUTF8=self.letters,
            ssl_context=self.tls,
            tls_context=self.starttls,
            require_starttls=self.starttls is not None,
        )
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails that arrived for an address, oldest first."""
        return [
            read(envelope)
            for envelope in self.envelopes
            if envelope.rcpt_tos == [address]
        ]


def read(envelope: Envelope) -> EmailMessage:
    content = envelope.original_content or b""
    return message_from_bytes(content, policy=default)


def calendar_of(message: EmailMessage) -> bytes:
    """Return the calendar object of a mail, as its alternative shows it."""
    (part,) = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def words_of(message: EmailMessage) -> str:
    """Return the plain words of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
