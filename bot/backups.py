"""Backups: two locked files, taken while the program works, and put back.

The keys of cases and people lie in a file of their own. Who puts an old copy of the
data back does it with the newest keys there are: what was erased meanwhile stays
erased.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import master_keys
from bot.app import Assistant, Parts
from bot.installation import office
from bot.settings import Settings, SettingWrong
from bot.wording.places import Places
from casework.notices import TellRestored
from scheduling.clock import Clock, SettableClock
from storage import copies, locked_files, migrations, restoring
from storage.database import Database
from storage.keys import KeyBase, MasterKeys
from storage.tables import METADATA

DATA, KEYS = "data", "keys"
_STAMP, _STAMP_LENGTH = "%Y%m%dT%H%M%SZ", 16
HOURLY = timedelta(hours=24)
"""Every backup of this long is kept; of older ones the last of each day."""
DAILY = timedelta(days=30)
"""No backup is older: an erasure is final once the last copy of its key is gone."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: from when it is, and how much was held."""

    made_at: datetime
    held: int
    meetings: int


async def make(database: Database, settings: Settings, now: datetime) -> Path:
    """Write a backup into the folder of backups; return the file of the data.

    The keys come second: every owner in the data has its key in them.
    """
    folder, masters = settings.backups, master_keys.reload(settings)
    if folder is None:
        raise SettingWrong("UMARLAUD_BACKUPS is not set; name a folder for them.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    heading = {"made_at": now.isoformat(), "revision": migrations.newest()}
    data = _path(folder, now, DATA)
    for path, engine, metadata in (
        (data, database.engine, METADATA),
        (_path(folder, now, KEYS), database.keys.engine, KeyBase.metadata),
    ):
        rows = copies.lines(engine, metadata)
        await locked_files.write(path, heading, rows, masters)
    return data


async def make_and_prune(database: Database, settings: Settings, clock: Clock) -> None:
    """Make the backup of this hour and delete what is outdated."""
    made = await make(database, settings, clock())
    prune(made.parent, clock())


def outdated(paths: Iterable[Path], now: datetime) -> list[Path]:
    """Return the backups to be deleted: all but each of a day, and a day's last."""
    kept: set[tuple[str, str]] = set()
    gone = []
    for path in sorted(paths, reverse=True):
        age = now - datetime.fromisoformat(path.name[:_STAMP_LENGTH])
        of_day = (path.suffix, path.name[:8])
        if age > DAILY or (age > HOURLY and of_day in kept):
            gone.append(path)
        kept.add(of_day)
    return gone


def prune(folder: Path, now: datetime) -> int:
    """Delete what is outdated in the folder of backups; return how many files."""
    gone = outdated(found(folder), now)
    for path in gone:
        path.unlink()
    return len(gone)


def found(folder: Path) -> list[Path]:
    """Return the files of the backups in a folder, oldest first."""
    return sorted(p for of in (DATA, KEYS) for p in folder.glob(f"*.umarlaud-{of}"))


async def restore(
    settings: Settings, data: Path, keys: Path, now: datetime
) -> Restored:
    """Put a backup back into an empty place and make it ready to go on.

    Nothing that may have been said already is said again: what waited is held, and
    so is what would have become due between the backup and now.

    Raises:
        SettingWrong: it cannot be put back here; the sentence says why.
    """
    masters = master_keys.load(settings)
    database = Database.at(settings.database_url, settings.keys_url, masters, held=True)
    try:
        heading = _fitting(data)
        await _fill(database, data, keys, masters)
        done = await _make_ready(database, datetime.fromisoformat(heading["made_at"]))
        clock = SettableClock(done.made_at)
        await _program(settings, database, clock).live_until(now, clock)
        await _tell(database, done, now)
        await migrations.mark(database.engine, heading["revision"])
    except locked_files.FileLocked as error:
        raise SettingWrong(
            "The master key does not open this backup, or the file is damaged. If "
            "anything was put back already, empty the place before you try again."
        ) from error
    finally:
        await database.close()
    return done


def _path(folder: Path, now: datetime, of: str) -> Path:
    return folder / f"{now:{_STAMP}}.umarlaud-{of}"


def _fitting(data: Path) -> locked_files.Heading:
    heading = locked_files.heading_of(data)
    if heading.get("revision") != migrations.newest():
        raise SettingWrong(
            "This backup was made by another release of Ümarlaud; put it back with "
            "that one, then start this one on it."
        )
    return heading


async def _fill(
    database: Database, data: Path, keys: Path, masters: MasterKeys
) -> None:
    """Put the rows back, keys first, into a place that must be empty."""
    places = (
        (database.keys.engine, KeyBase.metadata, keys),
        (database.engine, METADATA, data),
    )
    for engine, metadata, _ in places:
        if not await copies.is_empty(engine, metadata):
            raise SettingWrong(
                "There is data here already; a backup is only put back into an empty "
                "place. Nothing was changed."
            )
    await migrations.upgrade(database.engine)
    await migrations.mark(database.engine, migrations.UNFINISHED)
    for engine, metadata, path in places:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
            for line in locked_files.read(path, masters):
                await copies.put_back(connection, metadata, line)
    await database.prepare()


async def _make_ready(database: Database, made_at: datetime) -> Restored:
    erased = await database.keys.erased()
    async with database.engine.begin() as connection:
        await restoring.drop_erased(connection, erased)
        held = await restoring.hold_what_waits(connection, made_at)
        await restoring.number_on(connection, made_at)
    async with database.transaction(made_at) as tx:
        meetings = await restoring.overtake_calendars(tx)
    return Restored(made_at, held, meetings)


def _program(settings: Settings, database: Database, clock: SettableClock) -> Assistant:
    """Return the program with nobody to talk to."""
    return Assistant(
        Parts(
            database=database,
            office=office(settings),
            places=Places(settings.web_url, ""),
            networks=(),
            clock=clock,
        )
    )


async def _tell(database: Database, done: Restored, now: datetime) -> None:
    """Tell every case manager from when the data is; this message does leave."""
    telling = Database(database.engine, database.keys)
    async with telling.transaction(now) as tx:
        for manager in await tx.people.case_managers():
            await tx.outbox.add(TellRestored(to=manager.id, made_at=done.made_at))
