"""`umarlaud add-manager` and `add-operator`: how the first people get in, and out."""

import asyncio

import click

from bot.cli_errors import says_why
from bot.installation import opened, secret
from bot.languages import LANGUAGES
from bot.settings import Settings, SettingWrong, read
from casework.ids import PersonId, new_id
from casework.people import Person, StillLeads, stop_leading
from scheduling.clock import utc_now
from storage.transaction import Transaction


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
    settings = read()
    link = asyncio.run(_add(settings, person))
    click.echo(f"{link}\nThis link is {name}'s alone; it opens their chat.")
    if settings.telegram_token:
        click.echo("/where there leads on to Telegram.")


@click.command("remove-manager")
@click.argument("name")
@click.option("--phone", help="Tells two of the same name apart.")
@says_why
def remove_manager(name: str, phone: str | None) -> None:
    """Let NAME be a case manager no more, once their cases are handed over.

    In what they are in besides, they stay.
    """
    asyncio.run(_remove(read(), name, phone))
    click.echo(f"{name} is a case manager no more. The menu in their chat follows.")


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


@click.command("add-officer")
@click.argument("name")
@click.option("--language", type=click.Choice(LANGUAGES), default="et")
@says_why
def add_officer(name: str, language: str) -> None:
    """Add NAME, who watches over data protection.

    They are told when somebody opens a case in an emergency, and see nothing of it.
    """
    person = Person(
        id=PersonId(new_id()),
        name=name,
        language=language,
        official=True,
        officer=True,
    )
    link = asyncio.run(_add(read(), person))
    click.echo(f"{link}\nThis link is {name}'s alone; emergencies are told there.")


async def _remove(settings: Settings, name: str, phone: str | None) -> None:
    async with opened(settings) as database, database.transaction(utc_now()) as tx:
        person = await the_manager(tx, name, phone)
        led = [case.code for case in await tx.cases.led_by(person.id)]
        try:
            await tx.people.keep(stop_leading(person, led))
        except StillLeads as codes:
            raise SettingWrong(
                f"{name} leads {codes}, or stands in there; /handover gives a case "
                "into other hands."
            ) from codes


async def the_manager(tx: Transaction, name: str, phone: str | None) -> Person:
    """Return the one case manager of this name.

    Raises:
        SettingWrong: there is none, or more than one.
    """
    managers = await tx.people.case_managers()
    named = [each for each in managers if each.name.casefold() == name.casefold()]
    found = [each for each in named if phone in {None, each.phone}]
    if not found:
        raise SettingWrong(f"There is no such case manager: {name}.")
    if len(found) > 1:
        raise SettingWrong(f"There are {len(found)} called {name}; say --phone too.")
    return found[0]


async def _add(settings: Settings, person: Person) -> str:
    now, token = utc_now(), secret()
    async with opened(settings) as database, database.transaction(now) as tx:
        await tx.people.keep(person)
        await tx.addresses.bind("web", str(person.id), person.id)
        await tx.addresses.add_link(token, person.id)
    return f"{settings.web_url}/l/{token}"
