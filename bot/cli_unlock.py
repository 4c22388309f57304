"""`umarlaud unlock`: the way back for a case manager whose PIN is shut or forgotten."""

import asyncio
from dataclasses import replace

import click

from bot.cli_errors import says_why
from bot.cli_people import the_manager
from bot.installation import opened
from bot.settings import Settings, read
from scheduling.clock import utc_now


@click.command("unlock")
@click.argument("name")
@click.option("--phone", help="Tells two of the same name apart.")
@click.option("--forgotten", is_flag=True, help="Take the PIN away; a new one is set.")
@says_why
def unlock(name: str, phone: str | None, forgotten: bool) -> None:
    """Let NAME try their PIN again.

    First make sure, on the telephone or in person, that it is them; if the phone is
    gone, close its channel before.
    """
    asyncio.run(_unlock(read(), name, phone, forgotten=forgotten))
    way = "sets a new one with /pin" if forgotten else "may write the PIN again"
    click.echo(f"{name} {way}.")


async def _unlock(
    settings: Settings, name: str, phone: str | None, *, forgotten: bool
) -> None:
    async with opened(settings) as database, database.transaction(utc_now()) as tx:
        person = await the_manager(tx, name, phone)
        if person.lock is not None:
            lock = None if forgotten else replace(person.lock, wrong=0)
            await tx.people.keep(replace(person, lock=lock))
