"""`umarlaud outbox`: what is held because nobody knows whether it arrived."""

import asyncio

import click

from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import Settings, read
from scheduling.clock import utc_now

Line = tuple[int, str, str, str]


@click.group(invoke_without_command=True)
@click.pass_context
@says_why
def outbox(context: click.Context) -> None:
    """List messages that may have arrived and are therefore not sent again.

    Their words are not shown. `umarlaud outbox send NUMBER` lets one leave once
    more, `umarlaud outbox drop NUMBER` forgets it.
    """
    if context.invoked_subcommand is not None:
        return
    lines = asyncio.run(_held(read()))
    for number, when, kind, reason in lines:
        click.echo(f"{number}  {when}  {kind}  {reason}")
    if not lines:
        click.echo("Nothing is held.")


@outbox.command()
@click.argument("number", type=int)
@says_why
def send(number: int) -> None:
    """Let the message NUMBER leave once more, if its reader may still see it."""
    _decide(number, again=True)
    click.echo("It will leave within a second, once the program runs.")


@outbox.command()
@click.argument("number", type=int)
@says_why
def drop(number: int) -> None:
    """Forget the message NUMBER; its words are erased."""
    _decide(number, again=False)
    click.echo("It is forgotten.")


def _decide(number: int, *, again: bool) -> None:
    if not asyncio.run(_decided(read(), number, again=again)):
        raise click.ClickException(f"Nothing is held under {number}.")


async def _held(settings: Settings) -> list[Line]:
    async with opened(settings) as database, database.reading(utc_now()) as tx:
        return [
            (number, f"{when:%Y-%m-%d %H:%M} UTC", kind, reason)
            for number, when, kind, reason in await tx.held.all()
        ]


async def _decided(settings: Settings, number: int, *, again: bool) -> bool:
    async with opened(settings) as database, database.transaction(utc_now()) as tx:
        return await tx.held.decide(number, again=again)
