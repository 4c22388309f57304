"""`umarlaud erase` and `umarlaud hold`: a case erased for good, or kept from it."""

import asyncio

import click

from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import Settings, SettingWrong, read
from casework import erasing
from casework.erasing import CaseIsHeld
from casework.ids import CaseId, PersonId
from scheduling.clock import utc_now
from storage import erasing as erased_rows
from storage.database import Database
from storage.keys import KeyErased
from storage.transaction import Transaction

_BECAUSE = click.option("--because", required=True, help="Written into the journal.")


@click.command()
@click.argument("code")
@_BECAUSE
@click.option("--again", prompt="This cannot be undone. Type the code again")
@says_why
def erase(code: str, because: str, again: str) -> None:
    """Erase the case CODE for good, and everybody known from it alone.

    The key of the case is destroyed: no backup shows it again. What stays is one
    line of the journal: when, and why. The program may work meanwhile: it forgets
    the key within a minute.
    """
    if again.strip().upper() != code.strip().upper():
        raise click.ClickException("The codes differ; nothing was erased.")
    people = asyncio.run(_erase(read(), code, because))
    click.echo(
        f"{code} is erased, and {people} people known from it alone. What a messenger "
        "or a mailbox has received lies there still."
    )


@click.command()
@click.argument("code")
@click.option("--because", default="", help="A court, the archive law …")
@click.option("--end", is_flag=True, help="Let the case be erased again.")
@says_why
def hold(code: str, because: str, end: bool) -> None:
    """Let nothing of the case CODE be erased until the hold ends."""
    if end == bool(because):
        raise click.ClickException("Give a reason with --because, or --end.")
    asyncio.run(_hold(read(), code, because))
    click.echo(f"{code} is {'held' if because else 'not held any more'}.")


async def _hold(settings: Settings, code: str, because: str) -> None:
    async with opened(settings) as database:
        await hold_case(database, code, because)


async def _erase(settings: Settings, code: str, because: str) -> int:
    async with opened(settings) as database:
        return await erase_case(database, code, because)


async def hold_case(database: Database, code: str, because: str) -> None:
    """Let nothing of a case be erased, or end that with an empty reason."""
    now = utc_now()
    async with database.transaction(now) as tx:
        case = await tx.cases.get(await _found(tx, code))
        await tx.keep(erasing.hold(case, because, now))


async def erase_case(database: Database, code: str, because: str) -> int:
    """Erase a case; return how many people went with it.

    Raises:
        SettingWrong: there is no such case, or it is held.
    """
    now, people = utc_now(), list[PersonId]()
    async with database.transaction(now) as tx:
        case_id = await _found(tx, code)
        try:
            case = await tx.cases.get(case_id)
            await tx.keep(erasing.erase(case, because, now))
            people = await erased_rows.only_here(tx, case_id)
        except CaseIsHeld as held:
            raise SettingWrong(f"{code} is held: {held}") from held
        except KeyErased:
            pass  # we were stopped half-way the last time, after everybody's key
    await erased_rows.destroy(database, [*people, case_id], now)
    return len(people)


async def _found(tx: Transaction, code: str) -> CaseId:
    case = await tx.cases.id_of(code)
    if case is None:
        raise SettingWrong(f"There is no case {code}.")
    return case
