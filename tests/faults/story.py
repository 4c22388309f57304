"""A story of two weeks that every kind of fault must leave as it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.ids import CaseId
from handlers.incoming import Incoming
from storage.database import Database
from tests.faults.paper import Screens
from tests.faults.program import Place, Program
from tests.table import MONDAY, a_table, at

BETWEEN = timedelta(minutes=20)
"""Longer than any lease: what a dead process held is taken up before the next step."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody says, presses or opens something; or time passes."""

    who: str = ""
    says: str = ""
    presses: str = ""
    opens: str = ""
    until: str = ""

    def incoming(self, key: int, screens: Screens) -> Incoming:
        return Incoming(
            network="console",
            key=str(key),
            address=self.who,
            text=self.says,
            pressed=screens.token(self.who, self.presses) if self.presses else "",
            start=screens.link(self.opens) if self.opens else "",
        )


def _says(who: str, *texts: str) -> tuple[Step, ...]:
    return tuple(Step(who, says=text) for text in texts)


def _presses(who: str, *labels: str) -> tuple[Step, ...]:
    return tuple(Step(who, presses=label) for label in labels)


STORY = (
    *_says("mari", "/newcase", "/invite", "Kati Kask"),
    *_presses("mari", "parent", "family and friends", "no organisation"),
    *_says("mari", "She is the mother"),
    *_presses("mari", "required", "English"),
    Step("kati", opens="mari"),
    *_presses("kati", "In English", "I have read this and will keep to it"),
    Step(until="2026-11-29 18:30"),
    *_presses("kati", "Hard"),
    *_says("kati", "He was ill for three days"),
    *_presses("kati", "I manage", "Yes"),
    *_says("kati", "He sleeps better since Tuesday", "And he eats"),
    Step(until="2026-11-30 12:00"),
    *_says("mari", "/summary"),
    *_presses("mari", "Tell the network of it"),
    *_says("mari", "/status", "/nonsense"),
    Step(until="2026-12-08 12:00"),
    *_says("kati", "STOP", "/back", "/help"),
)


def moments() -> list[datetime]:
    """Return when each step happens: at its own time, or a while after the last."""
    found, now = [], MONDAY
    for step in STORY:
        now = at(step.until) if step.until else now + BETWEEN
        found.append(now)
    return found


async def set_up(place: Place) -> None:
    """Make the tables and seat the case manager."""
    table = await a_table(place.url, place.keys_url)
    await table.manager("mari", "Mari Maasikas")
    await table.database.close()


async def undisturbed(place: Place) -> tuple[Screens, Counter[str]]:
    """Play the story without any fault; return what was seen and what is kept."""
    await set_up(place)
    program = Program(place)
    await program.database.prepare()
    for key, (step, moment) in enumerate(zip(STORY, moments(), strict=True)):
        await program.until(moment)
        if step.who:
            await program.take(step.incoming(key, Screens.of(place.paper)))
            await program.assistant.settle()
    kept = await facts(program.database)
    await program.database.close()
    return Screens.of(place.paper), kept


async def facts(database: Database) -> Counter[str]:
    """Count what happened, by its kind, over all cases."""
    async with database.reading(MONDAY) as tx:
        cases = await tx.cases.where()
        entries = [
            entry.kind
            for case in cases
            for entry in await tx.journal.of_case(CaseId(case.id), MONDAY)
        ]
    return Counter(entries)
