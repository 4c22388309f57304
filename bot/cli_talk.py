"""`umarlaud talk`: one person talks to the program in a terminal."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import click

from bot.app import Assistant
from bot.cli_errors import says_why
from bot.installation import assistant, opened
from bot.networks.console import Bubble, Console
from bot.settings import Settings, SettingWrong, read
from handlers.incoming import Incoming
from scheduling.clock import utc_now
from storage.database import Database

_NO_LINK = "This link does not work. Ask your case manager for a new one."


@click.command()
@click.argument("link")
@says_why
def talk(link: str) -> None:
    """Talk to the program here, as the person whose personal LINK this is.

    Write as in any chat; a number presses the button of that number. An empty
    line or Ctrl-D ends the talk; the chat goes on where it was before.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(_talk(read(), link.rstrip("/").rpartition("/")[2]))


async def _talk(settings: Settings, token: str) -> None:
    async with opened(settings) as database, _seated(database, token) as address:
        console = Console(show=_show)
        bot = assistant(settings, database, [console], utc_now)
        await bot.receive(_from(address, text="/help"))
        running = asyncio.create_task(bot.run())
        await _listen(bot, console, address)
        running.cancel()


async def _listen(bot: Assistant, console: Console, address: str) -> None:
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        tokens = _tokens(console, address)
        if line.isdecimal() and 0 < int(line) <= len(tokens):
            await bot.receive(_from(address, pressed=tokens[int(line) - 1]))
        else:
            await bot.receive(_from(address, text=line))


@asynccontextmanager
async def _seated(database: Database, token: str) -> AsyncIterator[str]:
    """Let a person be reached at this terminal for as long as the talk lasts."""
    async with database.transaction(utc_now()) as tx:
        person = await tx.addresses.person_by_link(token)
        if person is None:
            raise SettingWrong(_NO_LINK)
        await tx.addresses.bind("console", str(person), person)
    try:
        yield str(person)
    finally:
        async with database.transaction(utc_now()) as tx:
            await tx.addresses.unbind("console", str(person))


def _from(address: str, text: str = "", pressed: str = "") -> Incoming:
    return Incoming(
        network="console",
        key=uuid4().hex,
        address=address,
        text=text,
        pressed=pressed,
    )


def _tokens(console: Console, address: str) -> tuple[str, ...]:
    """Return the buttons that can be pressed: those of the newest open message."""
    for bubble in reversed(console.screens.get(address, [])):
        if bubble.tokens and not bubble.settled:
            return bubble.tokens
    return ()


def _show(_address: str, bubble: Bubble) -> None:
    if bubble.settled:
        return
    click.echo(f"\n{bubble.text.body}")
    for attachment in bubble.text.attachments:
        click.echo(f"   ({attachment.name}: {attachment.alt})")
    acting = [button for button in bubble.text.buttons if button.action]
    for number, button in enumerate(acting, start=1):
        click.echo(f"   {number}  {'✓ ' if button.ticked else ''}{button.label}")
