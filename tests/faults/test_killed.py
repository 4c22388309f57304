"""A process killed at any moment loses no answer and says nothing twice."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from handlers.incoming import Incoming
from tests.faults.paper import Screens
from tests.faults.program import DONE, KEPT, Place, Program, main
from tests.faults.story import STORY, facts, moments, set_up, undisturbed

SEED = random.SystemRandom().randrange(10**6)
MIDDLE = 0.5
Told = datetime | Incoming


class Child:
    """The program in a process that is killed with SIGKILL, and started anew."""

    def __init__(self, place: Place, chance: random.Random) -> None:
        self.place, self.chance = place, chance
        self.kills = self.kills_at_work = 0
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.program"])
        self.start()

    def start(self) -> None:
        self.pipe, theirs = self._context.Pipe()
        self.process = self._context.Process(target=main, args=(theirs, self.place))
        self.process.start()
        theirs.close()

    def tell(self, told: Told) -> None:
        """Have it done, whatever it takes."""
        self.pipe.send(told)
        while self.pipe.recv() != DONE:
            pass

    def tell_and_kill(self, told: Told, within: float) -> None:
        """Have it begun, killed somewhere on the way, and done after a restart."""
        self.pipe.send(told)
        time.sleep(self.chance.uniform(0, within))
        self.process.kill()
        self.process.join()
        answers = list(_left_in(self.pipe))
        self.kills += 1
        self.kills_at_work += DONE not in answers
        self.start()
        # A network repeats what was not acknowledged, and sometimes what was.
        if KEPT not in answers or self.chance.random() < MIDDLE:
            self.tell(told)

    def stop(self) -> None:
        self.pipe.send(None)
        self.process.join()


def _left_in(pipe: Connection) -> Iterator[str]:
    with suppress(EOFError, ConnectionError):
        while pipe.poll():
            yield pipe.recv()


@contextmanager
def a_child(place: Place) -> Iterator[Child]:
    child = Child(place, random.Random(SEED))
    try:
        yield child
    finally:
        child.process.kill()
        child.process.join()


def play(child: Child) -> None:
    """Play the story, killing the process in the middle of every step."""
    spent: list[float] = [0.1]
    for key, (step, moment) in enumerate(zip(STORY, moments(), strict=True)):
        if step.until:
            child.tell_and_kill(moment, within=1.0)
            child.tell(moment)
            continue
        child.tell(moment)
        incoming = step.incoming(key, Screens.of(child.place.paper))
        began = time.monotonic()
        child.tell_and_kill(incoming, within=sorted(spent)[len(spent) // 2])
        spent.append((time.monotonic() - began) / 2)
    child.tell(moments()[-1] + (moments()[1] - moments()[0]))


async def kept_at(place: Place) -> Counter[str]:
    program = Program(place)
    await program.database.prepare()
    kept = await facts(program.database)
    await program.database.close()
    return kept


async def test_a_killed_program_tells_everyone_what_an_undisturbed_one_does(
    database_url: str, tmp_path: Path
) -> None:
    seen, kept = await calm(tmp_path)
    place = Place(database_url, tmp_path)

    after = await killed(place)

    assert after.told() == seen.told()
    assert await kept_at(place) == kept


async def test_where_repeats_are_shown_only_they_are_more_and_no_post_repeats(
    tmp_path: Path,
) -> None:
    seen, kept = await calm(tmp_path)
    url = f"sqlite+aiosqlite:///{tmp_path / 'umarlaud.db'}"
    place = Place(url, tmp_path, shows_once=False)

    after = await killed(place)

    told, expected = after.told(), seen.told()
    if told.pop("team", None) != expected.pop("team"):
        print("a post was held: whether it arrived is unknown")
    assert told == expected
    assert after.repeated(in_teams=True) == 0
    assert await kept_at(place) == kept


async def calm(folder: Path) -> tuple[Screens, Counter[str]]:
    place = Place(f"sqlite+aiosqlite:///{folder / 'calm.db'}", folder / "calm")
    place.folder.mkdir()
    return await undisturbed(place)


async def killed(place: Place) -> Screens:
    await set_up(place)
    with a_child(place) as child:
        play(child)
        child.stop()
    after = Screens.of(place.paper)
    print(
        f"seed {SEED}: {child.kills} kills, {child.kills_at_work} at work, repeated "
        f"{after.repeated(in_teams=False)} to persons, "
        f"{after.repeated(in_teams=True)} to teams"
    )
    return after
