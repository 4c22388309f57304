"""Mail over TLS, to real servers: from the first byte, by STARTTLS, or not at all."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.mail_settings import MailboxPlace, MailServer
from bot.networks.mail.receiving_imap import Broken, opened
from bot.networks.mail.receiving_loop import Receiving
from bot.networks.mail.sending import Mail
from bot.ports import DeliveryFailed
from bot.text import Sending, Text
from casework.mails import MailTrouble
from scheduling.clock import SettableClock
from tests.mail.server import Relay
from tests.mail.stories import KATI, MAILBOX
from tests.mail.test_mailbox import Stored, a_plain_mail, deliver, place, put_away
from tests.provision.certificates import server_tls, trusting
from tests.provision.dovecot import Dovecot
from tests.table import MONDAY

__all__ = ["place"]
LETTER = Sending(id=1, address=KATI, text=Text("Tere", subject="x"), made_at=MONDAY)


@contextmanager
def a_relay(**tls: Any) -> Iterator[Relay]:
    relay = Relay(**tls)
    relay.start()
    yield relay
    relay.stop()


def sender(relay: Relay, trust: ssl.SSLContext | None) -> Mail:
    server = MailServer(host="127.0.0.1", port=relay.port, tls=relay.tls is not None)
    clock = SettableClock(MONDAY)
    return Mail(server, MAILBOX, clock, tls=trust, must_encrypt=True)


@pytest.mark.parametrize("way", ["imaps", "STARTTLS"])
async def test_answers_are_fetched_over_an_encrypted_connection(
    place: MailboxPlace, dovecot_server: Dovecot, way: str
) -> None:
    deliver(place, a_plain_mail(1))
    trust = trusting(dovecot_server.home)
    ours = replace(place, tls=way == "imaps", port=_port(dovecot_server, way))
    stored = Stored()
    receiving = Receiving(
        lambda: opened(ours, trust, must_encrypt=True), stored.receive
    )

    assert await receiving.once() == 1

    await receiving.close()
    assert (len(stored.came), put_away(place)) == (1, 1)


@pytest.mark.parametrize("way", ["imaps", "STARTTLS"])
async def test_a_mailbox_of_an_unknown_certificate_is_told_no_password(
    place: MailboxPlace, dovecot_server: Dovecot, way: str
) -> None:
    deliver(place, a_plain_mail(1))
    ours = replace(place, tls=way == "imaps", port=_port(dovecot_server, way))

    with pytest.raises(Broken) as refused:
        opened(ours, must_encrypt=True)

    assert isinstance(refused.value, ssl.SSLCertVerificationError)
    assert len(deliver(place)) == 1


@pytest.mark.parametrize("way", ["starttls", "tls"])
async def test_mails_leave_over_an_encrypted_connection_to_whom_we_trust(
    tmp_path: Path, way: str
) -> None:
    with a_relay(**{way: server_tls(tmp_path)}) as relay:
        with pytest.raises(DeliveryFailed) as refused:
            await sender(relay, None).send(LETTER)
        assert refused.value.reason == MailTrouble.AWAY
        assert relay.envelopes == []

        await sender(relay, trusting(tmp_path)).send(LETTER)
        assert len(relay.to(KATI)) == 1


def _port(server: Dovecot, way: str) -> int:
    return server.tls_port if way == "imaps" else server.port
