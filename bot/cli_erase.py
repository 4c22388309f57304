"""`umarlaud erase` and `umarlaud hold`: a case erased for good, or kept from it."""

import asyncio
import getpass
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from bot.cli_errors import says_why
from bot.installation import opened
from bot.settings import Settings, SettingWrong, read
from casework import erasing, retention
from casework.cases import Case
from casework.erasing import ByHand, CaseIsHeld
from casework.ids import CaseId, PersonId
from casework.outcome import Outcome
from casework.retention import SayCaseErased, audit_of
from handlers.retention import audit_lines
from scheduling.clock import utc_now
from storage import erasing as erased_rows
from storage.database import Database
from storage.keys import KeyErased
from storage.transaction import Transaction

_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order:
    """Why a case is erased by hand, and who decided it."""

    because: str
    by: str


_BECAUSE = click.option("--because", required=True, help="Written into the journal.")


@click.command()
@click.argument("code")
@_BECAUSE
@click.option(
    "--by",
    default=getpass.getuser,
    show_default="who is logged in",
    help="Who decided it; written into the journal.",
)
@click.option("--again", prompt="This cannot be undone. Type the code again")
@says_why
def erase(code: str, because: str, by: str, again: str) -> None:
    """Erase the case CODE for good, and everybody known from it alone.

    The key of the case is destroyed: no backup shows it again. What stays: one line
    of the journal (when, who decided, why, how many people went), and who had done
    and read what kind of thing, without a word of it (`umarlaud journal kept`), for
    as long as the schedule says. The program may work meanwhile: it forgets the key
    within a minute.
    """
    if again.strip().upper() != code.strip().upper():
        raise click.ClickException("The codes differ; nothing was erased.")
    people = asyncio.run(_erase(read(), code, Order(because, by)))
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


async def _erase(settings: Settings, code: str, order: Order) -> int:
    async with opened(settings) as database:
        return await erase_case(database, code, order)


async def hold_case(database: Database, code: str, because: str) -> None:
    """Let nothing of a case be erased, or end that with an empty reason."""
    now = utc_now()
    async with database.transaction(now) as tx:
        case = await tx.cases.get(await _found(tx, code))
        await tx.keep(erasing.hold(case, because, now))


async def erase_case(database: Database, code: str, order: Order) -> int:
    """Erase a case; return how many people went with it.

    Raises:
        SettingWrong: there is no such case, or it is held.
    """
    now, people, half_way = utc_now(), list[PersonId](), False
    async with database.transaction(now) as tx:
        case_id = await _found(tx, code)
        try:
            people = await erased_rows.only_here(tx, case_id)
            case = await tx.cases.get(case_id)
            hand = ByHand(
                because=order.because,
                decided_by=order.by,
                members=await tx.members.of_case(case_id),
                gone=people,
            )
            await tx.keep(await _noted(tx, case, hand, now))
        except CaseIsHeld as held:
            raise SettingWrong(f"{code} is held: {held}") from held
        except KeyErased:
            half_way = True  # we were stopped the last time, after everybody's key
    await erased_rows.destroy(database, [*people, case_id], now)
    if half_way:
        await erased_rows.sweep(database)
    return len(people)


async def _noted(tx: Transaction, case: Case, hand: ByHand, now: datetime) -> Outcome:
    """Return what outlives the case; it is noted once, though it is begun twice."""
    if await tx.journal.of_case(audit_of(case.id), _EVER):
        return Outcome()
    audit = retention.audit(case, await audit_lines(tx, case), now)
    told = SayCaseErased(to=case.manager, code=case.code)
    return erasing.erase(case, hand, now) + Outcome((), (audit,), (told,))


async def _found(tx: Transaction, code: str) -> CaseId:
    case = await tx.cases.id_of(code)
    if case is None:
        raise SettingWrong(f"There is no case {code}.")
    return case
