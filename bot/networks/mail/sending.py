"""Mail to people: one at a time to one person, over one connection for a batch."""

import asyncio
import logging
import ssl
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage

import aiosmtplib

from bot.mail_settings import MailServer
from bot.networks.mail.letters import mail_of
from bot.ports import DeliveryFailed
from bot.text import Sending
from casework.mails import MailTrouble
from scheduling.calendar import Mailbox
from scheduling.clock import Clock

logger = logging.getLogger(__name__)

NAME = "Ümarlaud"
"""Who our mails come from: the law's word, the same in every language."""
REST = timedelta(minutes=1)
"""How long a server that was away is left alone, so that chats need not wait."""
LONGEST_REST = timedelta(minutes=30)
"""How often at least a server is tried that has been away for long."""
_CONNECTING = 10.0
"""Seconds for each step; chats wait meanwhile."""
_FOR_GOOD = 500
_CLOSING_DOWN = 421


class Mail:
    """Carries mails to the municipality's mail server, which carries them further."""

    def __init__(
        self,
        server: MailServer,
        sender: str,
        clock: Clock,
        tls: ssl.SSLContext | None = None,
        must_encrypt: bool | None = None,
    ) -> None:
        self._server = server
        self._sender = Mailbox(sender, NAME)
        self._clock = clock
        self._tls = tls
        self._must_encrypt = must_encrypt
        self._connection: aiosmtplib.SMTP | None = None
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0
        self._rests_until: datetime | None = None
        self._away_since: datetime | None = None

    @property
    def name(self) -> str:
        """The short name of the network."""
        return "mail"

    @property
    def shows_once(self) -> bool:
        """Whether a mail sent twice is shown once: nobody can promise that."""
        return False

    async def send(self, sending: Sending) -> str:
        """Hand a mail to the server; return the name under which it is known.

        Raises:
            DeliveryFailed: the server refused it, or is away.
        """
        message = mail_of(sending, self._sender, sending.made_at or self._clock())
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                await self._hand_over(message, sending.address)
        finally:
            self._waiting -= 1
            if not self._waiting:
                await self._hang_up()
        return str(message["Message-ID"])

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Change nothing: a mail that has left cannot be changed."""

    async def _hand_over(self, message: EmailMessage, address: str) -> None:
        connection = await self._connected()
        try:
            await connection.send_message(
                message, sender=self._sender.email, recipients=[address]
            )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise self._refused(refused.recipients[0].code) from None
        except aiosmtplib.SMTPSenderRefused as refused:
            raise self._away(f"sender {refused.code}") from None
        except aiosmtplib.SMTPNotSupported:
            raise DeliveryFailed(MailTrouble.LETTERS, permanent=True) from None
        except (aiosmtplib.SMTPServerDisconnected, TimeoutError, OSError):
            await self._hang_up()
            raise DeliveryFailed("mail broke off", unknown=True) from None
        except aiosmtplib.SMTPResponseException as refused:
            raise self._refused(refused.code) from None

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._connection is not None and self._connection.is_connected:
            return self._connection
        if self._rests_until is not None and self._clock() < self._rests_until:
            raise self._away("resting")
        encrypt = self._must_encrypt
        connection = new_connection(
            self._server, self._sender.email, self._tls, must_encrypt=encrypt
        )
        try:
            await connection.connect()
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError, ValueError) as error:
            connection.close()
            self._rests_until = self._clock() + REST
            raise self._away(type(error).__name__) from None
        self._connection = connection
        self._rests_until = self._away_since = None
        return connection

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(aiosmtplib.SMTPException, OSError):
                await connection.quit()
            connection.close()

    def _away(self, why: str) -> DeliveryFailed:
        """Return what is no reader's fault: every mail waits until it is mended."""
        logger.warning("mail server away", extra={"why": why})
        self._away_since = self._away_since or self._clock()
        # The longer it has been away, the longer until it is tried again.
        rest = max(REST, (self._clock() - self._away_since) / 4)
        seconds = min(rest, LONGEST_REST).total_seconds()
        return DeliveryFailed(MailTrouble.AWAY, retry_after=seconds)

    def _refused(self, code: int) -> DeliveryFailed:
        if code == _CLOSING_DOWN:
            return self._away(str(code))
        for_good = code >= _FOR_GOOD
        trouble = MailTrouble.REFUSED if for_good else MailTrouble.LATER
        return DeliveryFailed(trouble, permanent=for_good)


def new_connection(
    server: MailServer,
    sender: str,
    tls: ssl.SSLContext | None = None,
    *,
    must_encrypt: bool | None = None,
) -> aiosmtplib.SMTP:
    """Return a connection not opened yet; encrypted, except within this machine."""
    encrypt = not server.is_local if must_encrypt is None else must_encrypt
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls,
        start_tls=encrypt and not server.tls,
        username=server.user or None,
        password=server.password or None,
        local_hostname=sender.rpartition("@")[2].encode("idna").decode(),
        tls_context=tls,
        timeout=_CONNECTING,
    )
