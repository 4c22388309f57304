"""`umarlaud demo`: the whole program in a browser, with nothing to set up."""

import asyncio
from contextlib import suppress

import click


@click.command()
@click.option("--port", default=8080, show_default=True, help="Or the next free one.")
@click.option("--open/--no-open", "opens", default=True, help="Open a browser.")
def demo(port: int, opens: bool) -> None:
    """Sit down at a table of phones: no account, no server, nothing is kept."""
    from bot.demo.table import run  # noqa: PLC0415 - other commands need no web

    def show(address: str) -> None:
        click.echo(f"The table is laid: {address}\nCtrl-C ends the demo.")
        if opens:
            click.launch(address)

    with suppress(KeyboardInterrupt):
        asyncio.run(run(port, show))
