"""`umarlaud inbox`: what our own faults stopped, to be tried again."""

import asyncio

import click

from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import Settings, read
from scheduling.clock import utc_now

Line = tuple[int, str, str]


@click.group(invoke_without_command=True)
@click.pass_context
@says_why
def inbox(context: click.Context) -> None:
    """List what came in and could not be handled; its senders know of it.

    Nothing of it is lost. Once its cause is mended, have it handled again with
    `umarlaud inbox retry NUMBER`.
    """
    if context.invoked_subcommand is not None:
        return
    lines = asyncio.run(_aside(read()))
    for number, when, error in lines:
        click.echo(f"{number}  {when}  {error}")
    if not lines:
        click.echo("Everything that came in was handled.")


@inbox.command()
@click.argument("number", type=int)
@says_why
def retry(number: int) -> None:
    """Have what lies under NUMBER handled again by the running program."""
    if not asyncio.run(_retry(read(), number)):
        raise click.ClickException(f"Nothing was set aside under {number}.")
    click.echo("It will be handled within a second, once the program runs.")


async def _aside(settings: Settings) -> list[Line]:
    async with opened(settings) as database, database.reading(utc_now()) as tx:
        found = await tx.inbox.aside()
    return [
        (number, f"{when:%Y-%m-%d %H:%M} UTC  {network}", error)
        for number, network, when, error in found
    ]


async def _retry(settings: Settings, number: int) -> bool:
    async with opened(settings) as database, database.transaction(utc_now()) as tx:
        return await tx.inbox.retry(number)
