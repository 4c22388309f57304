"""Ready-made states of a roundtable, told through the chat as people would."""

from dataclasses import replace
from datetime import timedelta

from bot.app import Assistant
from bot.networks.console import Console
from casework.roundtables import Roundtable, RoundtableState
from tests.table import CODE, Table

ALL_YES = ("Yes",) * 6


def show_team_chat(table: Table) -> None:
    """Let what goes to the team chats appear on a screen of the console."""
    parts = table.assistant.parts
    office = replace(parts.office, web="console")
    networks = list(parts.networks)
    if not any(isinstance(network, Console) for network in networks):
        networks.append(Console())
    table.assistant = Assistant(replace(parts, office=office, networks=networks))


def team_chat(table: Table, kept: Roundtable) -> list[str]:
    """Return what stands in the team chat of a roundtable's case."""
    (console,) = (
        network
        for network in table.assistant.parts.networks
        if isinstance(network, Console)
    )
    return [b.text.body for b in console.screens.get(f"team:{kept.case}", [])]


async def polling(table: Table) -> Roundtable:
    """Everyone has been asked which times suit them."""
    await table.say("mari", "/roundtable")
    await table.press("mari", "Ask everyone about these times")
    return await roundtable(table)


async def votes(table: Table, address: str, *said: str) -> None:
    """Somebody answers about one time after another."""
    for vote in said:
        await table.press(address, vote)


async def opinions_known(table: Table) -> None:
    """The child's and the parent's opinions are written down."""
    for whose, words in (
        ("The child's", "I want to keep my reading hour"),
        ("The parent's", "Mornings are the hardest"),
    ):
        await table.say("mari", "/opinion")
        await table.press("mari", whose)
        await table.press("mari", "In a conversation")
        await table.say("mari", words)


async def convened(table: Table) -> Roundtable:
    """The recommended time is fixed, and everyone invited."""
    await opinions_known(table)
    await polling(table)
    for address in ("kati", "jaan", "liis"):
        await votes(table, address, *ALL_YES)
    await table.press("mari", convene_label(table))
    return await roundtable(table)


def convene_label(table: Table) -> str:
    """Return the button that fixes the recommended time."""
    return next(x for x in table.labels("mari") if x.startswith("Convene"))


async def roundtable(table: Table) -> Roundtable:
    """Return the newest roundtable that was not called off, as it is kept."""
    async with table.database.reading(table.clock()) as tx:
        case = await tx.cases.by_code(CODE)
        every = await tx.roundtables.of_case(case.id)
    # Two of the same moment stand in no order: only one of them goes on.
    on = [one for one in every if one.state is not RoundtableState.CANCELLED]
    return (on or every)[-1]


async def held(table: Table) -> Roundtable:
    """The convened roundtable is over, and those who came are noted."""
    kept = await convened(table)
    assert kept.ends_at is not None
    await table.until(kept.ends_at + timedelta(minutes=1))
    await table.press("mari", "Yes, it was held")
    await table.press("mari", "Done")
    return await roundtable(table)


async def decide(
    table: Table, words: str, who: str, due: str, *differs: tuple[str, str]
) -> None:
    """The case manager writes down a decision, and who sees it differently."""
    await table.press("mari", "Add a decision")
    await table.say("mari", words)
    await table.press("mari", who)
    await table.say("mari", due)
    await see_differently(table, *differs)


async def see_differently(table: Table, *differs: tuple[str, str]) -> None:
    """The case manager ticks who sees it differently, and writes their words."""
    for who, _words in differs:
        await table.press("mari", who)
    await table.press("mari", "Done")
    for _who, words in differs:
        await table.say("mari", words)


async def end_minutes(table: Table, following: str = "18.1.2027") -> None:
    """The case manager ends the minutes, and everyone gets them."""
    await table.press("mari", "That is all: set the next date")
    await table.say("mari", following)
    await see_differently(table)
    await table.press("mari", "No summary")
