"""The story that `umarlaud demo --play` tells: two weeks of one network."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.demo import story
from bot.demo.play import NotAsTold, Play
from bot.demo.table import BEGINS, TALLINN, demo_settings, fresh_database
from bot.installation import assistant
from bot.networks.console import Bubble, Console
from handlers.turn import Turn
from scheduling.clock import SettableClock

SUNDAY = datetime(2026, 11, 22, 19, 0, tzinfo=TALLINN)
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=TALLINN)
"""The hour of the digest."""

CHILD = "Tahan, et lugemistund jääks alles"
MOTHER = "Hommikud on kõige raskemad"
FATHER = "Õhtuti saan ise lugeda"
ALONE = "Ütlen seda ainult Marile: olen väga väsinud"
WORRY = "Kas logopeed saaks käia ka kodus?"
DECISION = "Logopeed käib kord nädalas ka kodus"


async def tell(write: Callable[[str], None]) -> int:
    """Play the whole story; return how many things were checked on the way.

    Raises:
        NotAsTold: somebody saw something else than the story says.
    """
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as folder:
        async with lay(Path(folder), write) as play:
            await play.program.settle()
            await _a_week_of_questions(play)
            await _a_roundtable(play)
            await _somebody_leaves(play)
            return play.checks


async def _a_week_of_questions(play: Play) -> None:
    await play.until(SUNDAY)
    await play.press("kati", 2)
    await play.press("kati", 2)
    await play.press("kati", 1)
    await play.say("kati", ALONE)
    await play.press("oleg", 1)
    await play.until(MONDAY)
    play.sees("mari", ALONE[:20], "K7-4F2Q")
    for who in ("oleg", "jaan", "liis", "anu"):
        play.sees_not(who, ALONE)
    await play.say("mari", "/seis")
    await play.say("kati", "/seis")
    play.sees("kati", "Liis Lepik")


async def _a_roundtable(play: Play) -> None:
    await _opinions(play)
    await play.say("mari", "/umarlaud")
    await play.press("mari", "Ask everyone about these times")
    # Who was written to already today is asked tomorrow: one message a day.
    await play.until(MONDAY + timedelta(days=1, hours=3))
    await _votes(play)
    await play.press("mari", "Convene: ")
    starts_at = await _convened(play)
    await play.until(starts_at - timedelta(days=5))
    await play.press("kati", "Write it")
    await play.say("kati", WORRY)
    await play.press("kati", 1)
    await play.until(starts_at + timedelta(hours=2))
    for who in ("kati", "oleg", "jaan", "liis", "anu"):
        play.sees(who, WORRY)
    await _minutes(play)


async def _opinions(play: Play) -> None:
    for whose, which, words in (
        ("The child's", (), CHILD),
        ("The parent's", ("Kati",), MOTHER),
        ("The parent's", ("Oleg",), FATHER),
    ):
        await play.say("mari", "/arvamus")
        for choice in (whose, *which):
            await play.press("mari", choice)
        await play.press("mari", "In a conversation")
        await play.say("mari", words)


async def _votes(play: Play) -> None:
    for who in ("kati", "oleg", "jaan", "liis", "anu"):
        for number in range(6):
            no = who == "oleg" and number == 0
            await play.press(who, "No" if no else "Yes")
    play.sees("mari", "Oleg Kask")
    play.sees_not("kati", "Oleg Kask: ")


async def _convened(play: Play) -> datetime:
    async with play.program.parts.database.reading(play.clock()) as tx:
        meeting = (await tx.roundtables.of_case(play.table.case.id))[-1]
    if meeting.starts_at is None:
        raise NotAsTold("the roundtable should have been convened")
    for who in ("kati", "oleg", "jaan", "liis", "anu"):
        files = [a.name for b in play.console.screens[who] for a in b.text.attachments]
        if "invite.ics" not in files:
            raise NotAsTold(f"{who} should have an invitation for the calendar")
        await play.press(who, "I will come")
    return meeting.starts_at


async def _minutes(play: Play) -> None:
    await play.press("mari", "Yes, it was held")
    await play.press("mari", "Done")
    await play.press("mari", "Add a decision")
    await play.say("mari", DECISION)
    for choice in ("Liis Lepik", 1, 1, "Done"):
        await play.press("mari", choice)
    for choice in (
        "That is all: set the next date",
        "Done",
        2,
        "Done",
        "No summary",
        1,
    ):
        await play.press("mari", choice)
    await play.until(play.clock() + timedelta(days=1))
    for who in ("kati", "oleg", "jaan", "liis", "anu"):
        play.sees(who, DECISION)
    # A decision is an activity that its person takes on, or not (R20).
    await play.press("liis", "I take it on")


async def _somebody_leaves(play: Play) -> None:
    await play.say("anu", "/lahku")
    await play.press("anu", 1)
    play.console.screens["anu"].clear()
    await play.say("anu", "/seis")
    await play.until(play.clock() + timedelta(days=8))
    play.sees_not("anu", "K7-4F2Q", DECISION)


@asynccontextmanager
async def lay(folder: Path, write: Callable[[str], None]) -> AsyncIterator[Play]:
    """Lay the same table as the demo's, with consoles instead of phones."""
    settings = demo_settings(folder, 8080)
    async with fresh_database(settings) as database:
        clock, console = SettableClock(BEGINS), Console(show=partial(_show, write))
        program = assistant(settings, database, [console], clock)
        async with database.transaction(clock()) as tx:
            table = await story.lay(Turn(tx, clock(), program.parts.office))
            for key, person in table.people.items():
                await tx.addresses.bind(console.name, key, person.id)
        yield Play(program, clock, console, table, write)


def _show(write: Callable[[str], None], who: str, bubble: Bubble) -> None:
    if bubble.settled:
        return
    indent = "\n" + " " * (len(who) + 3)
    lines = [bubble.text.body.replace("\n", indent)]
    lines += [f"({a.name}: {a.alt})" for a in bubble.text.attachments]
    lines += [f"[{b.label}]" for b in bubble.text.buttons if b.action]
    write(f"{who.capitalize()} ◂ {indent.join(lines)}")
