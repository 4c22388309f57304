"""`umarlaud journal`: says whether what was written down is still whole."""

import asyncio

import click

from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import Settings, read
from storage import chain
from storage.chain import Broken


@click.group()
def journal() -> None:
    """Look after the journal, in which every fact and every reading stands."""


@journal.command()
@says_why
def check() -> None:
    """Check that no line was altered, added or taken out since it was written."""
    found = asyncio.run(_broken(read()))
    for each in found:
        what = "the end is missing from" if each.cut else "it does not hold from"
        click.echo(f"{each.owner}: {what} line {each.number} on")
    if found:
        raise click.ClickException(
            "The journal was altered outside the program. Keep the database as it "
            "is and compare it with a backup; docs/operations.md says how."
        )
    click.echo("The journal is whole.")


async def _broken(settings: Settings) -> list[Broken]:
    async with opened(settings) as database:
        return await chain.broken(database.engine, database.keys)
