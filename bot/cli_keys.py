"""`umarlaud keys`: makes, checks and rotates the master key."""

import asyncio
from pathlib import Path

import click

from bot import master_keys
from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import read
from storage.database import Database


@click.group()
def keys() -> None:
    """Make, check and rotate the master key that opens everything."""


@keys.command()
@click.argument("file", type=click.Path(path_type=Path))
@says_why
def make(file: Path) -> None:
    """Make a master key in a new FILE that only you may read."""
    try:
        master_keys.make(file)
    except FileExistsError as error:
        raise click.ClickException(
            f"{file} exists; a key is never overwritten."
        ) from error
    click.echo(
        f"Made {file}. Keep a second copy where the backups are not: without it "
        "nothing can be read."
    )


@keys.command()
@says_why
def check() -> None:
    """Check that the master key opens this installation."""
    asyncio.run(_check())
    click.echo("The master key opens this installation.")


@keys.command()
@says_why
def rotate() -> None:
    """Add a new version to the key file and wrap every key with it.

    The old version stays in the file until `umarlaud keys finish`: a program
    that is running may still use it.
    """
    settings = read()
    if settings.master_key_file is None:
        raise click.ClickException(
            "Rotation needs a key file: set UMARLAUD_MASTER_KEY_FILE."
        )
    asyncio.run(_check())
    newest = master_keys.add(settings.master_key_file).newest
    changed = asyncio.run(_rewrap())
    click.echo(
        f"Version {newest} wraps {changed} keys. Restart the program, then run "
        "umarlaud keys finish."
    )


@keys.command()
@says_why
def finish() -> None:
    """Wrap what is left with the newest version and remove the old ones."""
    settings = read()
    if settings.master_key_file is None:
        raise click.ClickException(
            "Rotation needs a key file: set UMARLAUD_MASTER_KEY_FILE."
        )
    asyncio.run(_rewrap())
    master_keys.keep_newest(settings.master_key_file)
    click.echo("Only the newest version is left in the key file.")


async def _check() -> None:
    async with opened(read()):
        pass


async def _rewrap() -> int:
    database: Database
    async with opened(read()) as database:
        return await database.keys.rewrap()
