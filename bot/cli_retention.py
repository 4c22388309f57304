"""`umarlaud retention`: what the schedule keeps for how long, and what goes when."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.cli_errors import says_why
from bot.installation import office, opened
from bot.retention import Planned, Retention, planned
from bot.retention_schedule import EXAMPLE, TERMS
from bot.settings import Settings, read
from casework.retention import Stands
from casework.schedule import Schedule
from scheduling.clock import utc_now
from storage import tidying

_SAYS = {
    Stands.RUNNING: "stays: nobody can say since when it is closed",
    Stands.KEPT: "goes on {on}",
    Stands.HELD: "held; would go on {on}",
    Stands.ASKED: "waits for an answer about somebody's data; would go on {on}",
    Stands.TO_TELL: "the case manager is told tonight; goes on {on}",
    Stands.TOLD: "the case manager is told; goes on {on}",
    Stands.DUE: "goes tonight",
    Stands.BEGUN: "is going",
}


@click.command()
@says_why
def retention() -> None:
    """Say how long what is kept, and what goes when; nobody is named."""
    settings = read()
    if settings.retention is None:
        click.echo(
            "No schedule is set, so nothing is ever deleted. Let UMARLAUD_RETENTION "
            "name a file like this, as your municipality has decided:\n\n" + EXAMPLE
        )
        return
    for line in asyncio.run(_report(settings, settings.retention)):
        click.echo(line)


async def _report(settings: Settings, schedule: Schedule) -> list[str]:
    lines = [f"Decided by: {schedule.decided_by}"]
    lines += [f"{name}: {getattr(schedule, name)}" for name in TERMS]
    now = utc_now()
    async with opened(settings) as database:
        cases = await planned(Retention(database, office(settings), schedule, utc_now))
        for name, due in (
            ("message copies", tidying.copies(schedule.message_copies.before(now))),
            ("spent forms and links", tidying.spent(schedule.spent_forms.before(now))),
        ):
            count = await tidying.count(database.engine, due)
            lines.append(f"{count} {name} go tonight.")
    lines += [line_of(each, settings.zone) for each in cases]
    return lines if cases else [*lines, "No case is closed."]


def line_of(case: Planned, zone: ZoneInfo) -> str:
    """Return the line that says what becomes of one case."""
    closed = _day(case.closed_at, zone)
    says = _SAYS[case.standing.stands].format(on=_day(case.standing.on, zone))
    return f"{case.code}  closed {closed}  {says}"


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d}" if moment else "?"
