"""A backup put back: nothing is said twice, and nothing erased comes to light."""

import asyncio
import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import backups
from bot.backups import Restored
from bot.settings import Settings, SettingWrong, read
from casework.cases import Case, CaseOpened
from casework.ids import PersonId, new_id
from casework.people import Person
from storage import chain, copies
from storage.keys import KeyErased
from tests.asked import begin_rhythm
from tests.roundtable_stories import convened, roundtable
from tests.stories import led_by
from tests.table import Table, a_table, at

BEFORE, ASKED, LATER = map(
    at, ("2026-11-29 17:00", "2026-11-29 18:00", "2026-11-30 12:00")
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a backup is made or put back."""

    settings: Settings

    @classmethod
    def of(cls, folder: Path, url: str, keys: Path, key: bytes = b"k" * 32) -> "Place":
        masters = folder / "master"
        masters.write_text("1:" + base64.b64encode(key).decode())
        return cls(
            read(
                {
                    "UMARLAUD_DATA": str(folder),
                    "UMARLAUD_DATABASE_URL": url,
                    "UMARLAUD_KEYS_URL": f"sqlite:///{keys}",
                    "UMARLAUD_MASTER_KEY_FILE": str(masters),
                    "UMARLAUD_BACKUPS": str(folder / "backups"),
                }
            )
        )


@pytest.fixture
def place(tmp_path: Path, engine: str) -> Place:
    """Where the table of the test stands."""
    return Place.of(tmp_path, engine, tmp_path / "keys.db")


@pytest.fixture
def empty_place(tmp_path: Path) -> Place:
    """Another place, with nothing in it, that has the same master key."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return Place.of(folder, f"sqlite:///{folder / 'u.db'}", folder / "keys.db")


async def copied(table: Table, place: Place) -> Path:
    return await backups.make(table.database, place.settings, table.clock())


async def put_back(data: Path, to: Place, now: datetime) -> Restored:
    keys = backups.found(data.parent)[-1]
    return await backups.restore(to.settings, data, keys, now)


async def playing_on(table: Table, place: Place) -> Table:
    """The same people with the same phones, and the program that was put back."""
    settings = place.settings
    again = await a_table(
        settings.database_url,
        settings.keys_url,
        table.clock(),
        phones=lambda *_: table.phones,
    )
    again.people, again.members = table.people, table.members
    return again


async def test_what_was_asked_after_the_backup_is_not_asked_again(
    network: Table, place: Place, empty_place: Place
) -> None:
    await begin_rhythm(network, "kati")
    await network.until(BEFORE)
    data = await copied(network, place)
    await network.until(LATER)
    seen = network.texts("kati")
    assert any("How was your week?" in text for text in seen)

    await put_back(data, empty_place, LATER)
    again = await playing_on(network, empty_place)
    await again.until(LATER + timedelta(hours=1))

    assert again.texts("kati") == seen
    assert "went back to where it stood" in again.last("mari")
    await again.until(LATER + timedelta(days=8))
    assert again.texts("kati").count(seen[-1]) < len(again.texts("kati"))
    await again.database.close()


async def test_an_old_button_does_not_come_to_mean_something_else(
    network: Table, place: Place, empty_place: Place
) -> None:
    data = await copied(network, place)
    for _ in range(6):
        await network.say("kati", "/language")
    lost = [bubble.tokens[0] for bubble in network.screen("kati")]

    await put_back(data, empty_place, network.clock())
    again = await playing_on(network, empty_place)
    await again.say("kati", "/language")
    for token in lost:
        await again.say("kati", pressed=token)

    async with again.database.reading(again.clock()) as tx:
        assert (await tx.people.get(again.people["kati"].id)).language == "en"
    await again.database.close()


async def test_a_meeting_comes_above_what_calendars_may_have(
    network: Table, place: Place, empty_place: Place
) -> None:
    meeting = await convened(network)
    data = await copied(network, place)

    await put_back(data, empty_place, network.clock())
    again = await playing_on(network, empty_place)

    after = await roundtable(again)
    assert after.uid == meeting.uid
    assert after.sequence >= meeting.sequence + 100
    await again.database.close()


async def test_what_was_erased_since_stays_erased(
    network: Table, place: Place, empty_place: Place
) -> None:
    case = await led_by(network, "mari")
    data = await copied(network, place)
    await network.database.keys.erase(case.id, network.clock())
    await network.wait(hours=1)
    await copied(network, place)

    await put_back(data, empty_place, network.clock())

    again = await playing_on(network, empty_place)
    with pytest.raises(KeyErased):
        await again.database.keys.seal_of(case.id)
    async with again.database.reading(again.clock()) as tx:
        assert await tx.cases.find(case.id) is None
        assert await tx.people.find(again.people["kati"].id)
    await again.database.close()


async def test_a_backup_made_while_the_program_writes_is_of_one_moment(
    network: Table, place: Place, empty_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_ROWS", 1)  # many steps, with writing in between
    case = await led_by(network, "mari")
    await somebody_new(network, case, 0)
    making = asyncio.create_task(copied(network, place))
    written = 1
    while not making.done():
        await somebody_new(network, case, written)
        written += 1

    await put_back(await making, empty_place, network.clock())

    again = await playing_on(network, empty_place)
    database = again.database
    broken = await chain.broken(database.engine, database.keys)
    assert case.id not in {each.owner for each in broken}
    async with database.reading(again.clock()) as tx:
        people = await tx.people.where()  # each opens by a key that was copied, too
        journal = await tx.journal.of_case(case.id, ASKED)
    new = [person.name for person in people if person.name.startswith("New")]
    assert len(new) == len([e for e in journal if e.kind == "CaseOpened"]) < written
    await database.close()


async def somebody_new(table: Table, case: Case, number: int) -> None:
    """Keep a person and a fact in one turn."""
    person = Person(
        id=PersonId(new_id()), name=f"New {number}", language="et", official=False
    )
    async with table.database.transaction(table.clock()) as tx:
        await tx.people.keep(person)
        await tx.journal.add(CaseOpened(at=LATER, case=case.id))


async def test_a_backup_holds_no_word_that_can_be_read(
    network: Table, place: Place
) -> None:
    data = await copied(network, place)

    for path in backups.found(data.parent):
        assert b"Kati" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


async def test_it_is_put_back_only_into_an_empty_place(
    network: Table, place: Place
) -> None:
    data = await copied(network, place)

    with pytest.raises(SettingWrong, match="data here already"):
        await put_back(data, place, network.clock())


@pytest.mark.parametrize("cut", [100, 1])
async def test_a_damaged_file_is_not_put_to_work(
    network: Table, place: Place, empty_place: Place, cut: int
) -> None:
    data = await copied(network, place)
    data.write_bytes(data.read_bytes()[:-cut])

    with pytest.raises(SettingWrong, match="damaged"):
        await put_back(data, empty_place, network.clock())


async def test_another_master_key_opens_nothing(
    network: Table, place: Place, tmp_path: Path
) -> None:
    data = await copied(network, place)
    folder = tmp_path / "other"
    folder.mkdir()
    other = Place.of(
        folder, f"sqlite:///{folder / 'u.db'}", folder / "keys.db", b"x" * 32
    )

    with pytest.raises(SettingWrong, match="master key"):
        await put_back(data, other, network.clock())


async def test_from_sqlite_to_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    here = Place.of(tmp_path, f"sqlite:///{tmp_path / 'u.db'}", tmp_path / "keys.db")
    table = await a_table(here.settings.database_url, here.settings.keys_url)
    await table.manager("mari", "Mari Maasikas")
    await table.case("mari")
    data = await copied(table, here)
    there = Place.of(tmp_path, postgresql_url, tmp_path / "keys-there.db")

    await put_back(data, there, table.clock())
    again = await playing_on(table, there)
    await again.say("mari", "/status")

    assert "K7-4F2Q" in again.last("mari")
    await table.database.close()
    await again.database.close()


def test_a_day_of_hours_and_a_month_of_days_are_kept() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    made = [now - timedelta(hours=hours) for hours in range(24 * 40)]
    paths = [Path(f"{moment:%Y%m%dT%H%M%SZ}.umarlaud-data") for moment in made]

    kept = set(paths) - set(backups.outdated(paths, now))

    assert set(paths[:25]) <= kept
    assert len({path.name[:8] for path in kept}) == 31
    assert len(kept) == 25 + 29
