from collections.abc import Iterator

import pytest

from tests.scheduling.checks.relay import Relay


@pytest.fixture
def relay() -> Iterator[Relay]:
    """An SMTP server for one test."""
    started = Relay()
    started.start()
    yield started
    started.stop()
