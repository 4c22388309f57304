"""`umarlaud backup` and `umarlaud restore`: a copy of everything, and back again."""

import asyncio
from pathlib import Path

import click

from bot import backups
from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import Settings, SettingWrong, read
from scheduling.clock import utc_now

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@says_why
def backup() -> None:
    """Make a backup now, while the program works, and delete outdated ones.

    Two locked files go to the folder of UMARLAUD_BACKUPS: what the database holds,
    and the keys of cases and people. Both need the master key, which is in neither.
    """
    made = asyncio.run(_make(read()))
    click.echo(f"Made {made} and the keys beside it.")


@click.command()
@click.argument("data", type=_FILE)
@click.option("--keys", type=_FILE, help="Other keys than the newest beside DATA.")
@says_why
def restore(data: Path, keys: Path | None) -> None:
    """Put the backup DATA back into an empty place.

    Nothing that may have been sent already is sent again: what waited is held, and
    what people wrote after the backup was made is not in it.
    """
    keys = keys or _newest_keys(data.parent)
    done = asyncio.run(backups.restore(read(), data, keys, utc_now()))
    click.echo(
        f"Put back as it was at {done.made_at:%Y-%m-%d %H:%M} UTC. Held and not sent "
        f"again: {done.held}; see umarlaud outbox. Start the program with umarlaud run."
    )


async def _make(settings: Settings) -> Path:
    now = utc_now()
    async with opened(settings) as database:
        made = await backups.make(database, settings, now)
    backups.prune(made.parent, now)
    return made


def _newest_keys(folder: Path) -> Path:
    found = [
        p for p in backups.found(folder) if p.suffix == f".umarlaud-{backups.KEYS}"
    ]
    if not found:
        raise SettingWrong(
            f"No keys lie in {folder}; name the file that holds them with --keys."
        )
    return found[-1]
