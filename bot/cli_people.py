"""`umarlaud add-manager` and `add-operator`: how the first people get in."""

import asyncio

import click

from bot.cli_errors import says_why
from bot.installation import opened, secret
from bot.languages import LANGUAGES
from bot.settings import Settings, read
from casework.ids import PersonId, new_id
from casework.people import Person
from scheduling.clock import utc_now


@click.command("add-manager")
@click.argument("name")
@click.option("--language", type=click.Choice(LANGUAGES), default="et")
@click.option("--phone", default="", help="Shown to the members of the networks.")
@says_why
def add_manager(name: str, language: str, phone: str) -> None:
    """Add a case manager called NAME and print their personal link."""
    person = Person(
        id=PersonId(new_id()),
        name=name,
        language=language,
        official=True,
        phone=phone,
        case_manager=True,
    )
    link = asyncio.run(_add(read(), person))
    click.echo(f"{link}\nThis link is {name}'s alone; it opens their chat.")


@click.command("add-operator")
@click.argument("name")
@click.option("--language", type=click.Choice(LANGUAGES), default="et")
@says_why
def add_operator(name: str, language: str) -> None:
    """Add NAME, who runs the program and hears when something is stuck.

    They see nothing of any case.
    """
    person = Person(
        id=PersonId(new_id()),
        name=name,
        language=language,
        official=True,
        operator=True,
    )
    link = asyncio.run(_add(read(), person))
    click.echo(f"{link}\nThis link is {name}'s alone; alarms are written there.")


async def _add(settings: Settings, person: Person) -> str:
    now, token = utc_now(), secret()
    async with opened(settings) as database, database.transaction(now) as tx:
        await tx.people.keep(person)
        await tx.addresses.bind("web", str(person.id), person.id)
        await tx.addresses.add_link(token, person.id)
    return f"{settings.web_url}/l/{token}"
