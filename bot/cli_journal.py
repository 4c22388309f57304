"""`umarlaud journal`: says whether what was written down is still whole."""

import asyncio
from typing import Any

import click

from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import Settings, read
from casework.retention import AuditKept
from scheduling.clock import utc_now
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


@journal.command()
@click.argument("code")
@says_why
def kept(code: str) -> None:
    """Print what stays of the journal of the case CODE that the schedule erased.

    Who did and read what kind of thing, and when; no word, and of the people only
    their role and number.
    """
    lines = asyncio.run(_kept(read(), code.strip().upper()))
    if not lines:
        raise click.ClickException(f"Nothing stays of the journal of {code}.")
    for line in lines:
        click.echo(line)


async def _kept(settings: Settings, code: str) -> list[str]:
    now = utc_now()
    async with opened(settings) as database, database.reading(now) as tx:
        found = await tx.journal.of_kind(AuditKept.__name__)
    mine = [each.details["lines"] for each in found if each.details["code"] == code]
    return [line_of(each) for lines in mine for each in lines]


def line_of(line: dict[str, Any]) -> str:
    """Return one line of a journal that was kept."""
    parts = (line["at"], line["kind"], line["role"], line["by"], line["basis"])
    return "  ".join(str(part) for part in (*parts, *line["what"]) if part)


async def _broken(settings: Settings) -> list[Broken]:
    async with opened(settings) as database:
        return await chain.broken(database.engine, database.keys)
