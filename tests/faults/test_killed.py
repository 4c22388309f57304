"""A process killed at any moment loses no answer and says nothing twice."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.child import Child
from tests.faults.paper import Screens
from tests.faults.program import Place, Program
from tests.faults.story import STORY, facts, moments, set_up, undisturbed

SEED = random.SystemRandom().randrange(10**6)


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
