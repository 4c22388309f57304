"""A mail relay that keeps the bytes it was given."""

import smtplib
import socket
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Relay:
    """A real SMTP server on this machine, and a way to send through it."""

    def __init__(self, *, smtputf8: bool = True) -> None:
        self.arrived: list[Envelope] = []
        self._port = _free_port()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self._port,
            enable_SMTPUTF8=smtputf8,
        )

    async def handle_DATA(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.arrived.append(envelope)
        return "250 OK"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def send(self, message: EmailMessage) -> None:
        """Hand one mail over, as a mail program would."""
        with smtplib.SMTP("127.0.0.1", self._port) as connection:
            connection.send_message(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
