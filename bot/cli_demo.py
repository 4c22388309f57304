"""`umarlaud demo`: the whole program in a browser, with nothing to set up."""

import asyncio
from contextlib import suppress

import click


@click.command()
@click.option("--port", default=8080, show_default=True, help="Or the next free one.")
@click.option("--open/--no-open", "opens", default=True, help="Open a browser.")
@click.option("--play", "plays", is_flag=True, help="Tell the story here instead.")
def demo(port: int, opens: bool, plays: bool) -> None:
    """Sit down at a table of phones: no account, no server, nothing is kept."""
    if plays:
        _play()
        return
    from bot.demo.table import run  # noqa: PLC0415 - other commands need no web

    def show(address: str) -> None:
        click.echo(f"The table is laid: {address}\nCtrl-C ends the demo.")
        if opens:
            click.launch(address)

    with suppress(KeyboardInterrupt):
        asyncio.run(run(port, show))


def _play() -> None:
    from bot.demo.play import NotAsTold  # noqa: PLC0415 - likewise
    from bot.demo.told import tell  # noqa: PLC0415 - likewise

    try:
        checks = asyncio.run(tell(click.echo))
    except NotAsTold as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"\nThe story went as told: {checks} things checked.")
