from collections.abc import Iterator

import pytest

from tests.scheduling.calendars import JAAN, KATI
from tests.scheduling.checks.relay import Relay
from tests.unpacked import in_mail


@pytest.fixture
def relay() -> Iterator[Relay]:
    """An SMTP server for one test; of all it was given, each mail is for one guest."""
    started = Relay()
    started.start()
    yield started
    started.stop()
    for envelope in started.arrived:
        content = envelope.content
        assert isinstance(content, bytes)
        words = " ".join(text for _kind, text in in_mail(content))
        for guest in (KATI, JAAN):
            named = guest.email in words or bool(guest.name and guest.name in words)
            assert not named or guest.email in envelope.rcpt_tos, guest
