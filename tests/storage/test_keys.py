from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from storage.database import open_engine
from storage.keys import KeyErased, KeyStore, KeysUnusable, MasterKeys

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
FIRST, SECOND = b"1" * 32, b"2" * 32

Opener = Callable[[dict[int, bytes]], KeyStore]


@pytest.fixture
async def opened(database_url: str, tmp_path: Path) -> AsyncIterator[Opener]:
    """Opens the same key store as often as a test restarts its program."""
    stores = []

    def open_with(masters: dict[int, bytes]) -> KeyStore:
        store = KeyStore(open_engine(database_url), MasterKeys(masters))
        stores.append(store)
        return store

    yield open_with
    for store in stores:
        await store.close()


async def test_a_key_survives_a_restart(opened: Opener) -> None:
    before = opened({1: FIRST})
    await before.prepare()
    owner = uuid4()
    sealed = (await before.seal_of(owner)).close(b"Kati", "p")

    after = opened({1: FIRST})
    await after.prepare()

    assert (await after.seal_of(owner)).open(sealed, "p") == b"Kati"
    assert after.blind("x") == before.blind("x")


async def test_a_wrong_master_key_is_refused_at_the_start(opened: Opener) -> None:
    await opened({1: FIRST}).prepare()

    with pytest.raises(KeysUnusable):
        await opened({1: SECOND}).prepare()


async def test_rotation_rewraps_every_key_and_changes_no_text(opened: Opener) -> None:
    before = opened({1: FIRST})
    await before.prepare()
    owner = uuid4()
    sealed = (await before.seal_of(owner)).close(b"Kati", "p")

    rotating = opened({1: FIRST, 2: SECOND})
    await rotating.prepare()
    assert await rotating.rewrap() == 2
    assert await rotating.rewrap() == 0

    after = opened({2: SECOND})
    await after.prepare()
    assert (await after.seal_of(owner)).open(sealed, "p") == b"Kati"


async def test_a_running_program_follows_a_rotation(
    opened: Opener, database_url: str
) -> None:
    running = KeyStore(
        open_engine(database_url),
        MasterKeys({1: FIRST}),
        reload=lambda: MasterKeys({1: FIRST, 2: SECOND}),
    )
    await running.prepare()
    rotating = opened({1: FIRST, 2: SECOND})
    await rotating.prepare()
    await rotating.rewrap()
    owner = uuid4()
    sealed = (await rotating.seal_of(owner)).close(b"Kati", "p")

    opened_text = (await running.seal_of(owner)).open(sealed, "p")
    await running.close()

    assert opened_text == b"Kati"


async def test_an_erased_key_opens_nothing_and_is_never_made_again(
    opened: Opener,
) -> None:
    store = opened({1: FIRST})
    await store.prepare()
    owner = uuid4()
    await store.seal_of(owner)

    await store.erase(owner, NOW)

    for again in (store, opened({1: FIRST})):
        with pytest.raises(KeyErased):
            await again.seal_of(owner)
