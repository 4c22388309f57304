"""Killed at any moment, while Telegram drops answers and repeats what it said.

Nobody misses a message, and nobody gets one twice of which it was known that it
had arrived. The long form: `python -m tests.faults.test_killed_on_telegram 20`,
with a seed behind it to see the same once more, and the URL of a PostgreSQL server
behind that to play there.
"""

import asyncio
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from storage.posting import Post
from storage.tables import OutboxRow
from tests.faults.child import Child
from tests.faults.on_telegram import HEAR, OnTelegram, Reached, main
from tests.faults.story import STORY, Step, moments
from tests.provision import databases
from tests.table import MONDAY, a_table
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.views import Seen
from tests.telegram_server.world import TelegramWorld

SEED = random.SystemRandom().randrange(10**6)
REST = timedelta(hours=2)
CHANCE = 0.04
"""Of each kind of fault, at each call."""
_SECRET = re.compile(r"(start=|/join/)[\w-]+")
Told = Counter[tuple[str, str, tuple[str, ...]]]


@dataclass(slots=True)
class Chats:
    """A Telegram with everybody of the story on it."""

    world: TelegramWorld = field(default_factory=lambda: TelegramWorld(floods=False))
    owners: dict[str, Person] = field(default_factory=dict)

    def owner(self, name: str) -> Person:
        if name not in self.owners:
            self.owners[name] = self.world.user(name.title(), lang="en")
        return self.owners[name]

    def act(self, step: Step) -> None:
        """Have somebody do on their phone what the story says."""
        owner = self.owner(step.who)
        if step.opens:
            owner.start(self._invitation(self.owner(step.opens)))
        elif step.presses:
            owner.press(self._with_button(owner, step.presses), step.presses)
        else:
            owner.send(step.says)

    def _invitation(self, owner: Person) -> str:
        found = [t.partition("start=")[2] for t in owner.texts() if "start=" in t]
        return re.split(r"\s", found[-1])[0]

    def _with_button(self, owner: Person, label: str) -> Seen:
        return next(s for s in reversed(owner.sees()) if label in s.buttons)

    def bubbles(self) -> Iterator[tuple[str, Seen]]:
        """Yield every message in words that somebody has from the bot."""
        for name, owner in self.owners.items():
            for seen in owner.sees():
                if seen.message.sender is self.world.bot and seen.kind == "text":
                    yield name, seen


async def set_up(place: Reached, chats: Chats) -> None:
    """Make the tables and seat the case manager."""
    table = await a_table(place.url, place.keys_url)
    person = await table.manager("mari", "Mari Maasikas")
    mari = chats.owner("mari")
    mari.started = True
    async with table.database.transaction(MONDAY) as tx:
        await tx.addresses.bind("telegram", str(mari.id), person.id)
    await table.database.close()


def reference(seen: Seen) -> str:
    return f"{seen.message.chat.id}:{seen.message.number}"


def told(chats: Chats, known: set[str]) -> Told:
    """Count what everybody was told, by what is known to have arrived."""
    return Counter(
        (name, _SECRET.sub(r"\1…", seen.text), tuple(seen.frozen_buttons))
        for name, seen in chats.bubbles()
        if reference(seen) in known
    )


def known_twice(chats: Chats, known: set[str]) -> list[str]:
    """Return the copies that came after their message was known to have arrived."""
    first = {id(g.message): g.text for g in reversed(chats.world.glimpses)}
    by_words: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for name, seen in chats.bubbles():
        by_words[name, first[id(seen.message)]].append(seen)
    return [
        last.text
        for (*_, last) in by_words.values()
        if reference(last) not in known and not last.edited
    ]


async def known_at(place: Reached) -> tuple[set[str], int]:
    """Return what is known to have arrived, and how much nobody knows about."""
    table = await a_table(place.url, place.keys_url)
    async with table.database.reading(MONDAY) as tx:
        rows = await tx.rows(select(*OutboxRow.__table__.columns))
    await table.database.close()
    waiting = [row.kind for row in rows if row.state == Post.WAITING]
    assert waiting == []
    held = sum(row.state == Post.HELD for row in rows)
    return {row.message_ref or "" for row in rows if row.state == Post.SENT}, held


async def calm(folder: Path) -> Told:
    """Play the story without any fault."""
    chats = Chats()
    async with TelegramServer(chats.world) as server:
        place = Reached(f"sqlite+aiosqlite:///{folder / 'db'}", folder, api=server.url)
        await set_up(place, chats)
        program = OnTelegram(place)
        await program.database.prepare()
        for step, moment in zip(STORY, moments(), strict=True):
            await program.until(moment)
            if step.who:
                chats.act(step)
                await program.hear()
        await program.close()
        known, _ = await known_at(place)
        return told(chats, known)


async def killed(folder: Path, seed: int, url: str) -> tuple[Told, list[str], int]:
    """Play it with a kill in every step, and Telegram at its worst."""
    chats, chance = Chats(), random.Random(seed)
    async with TelegramServer(chats.world) as server:
        place = Reached(url, folder, api=server.url)
        await set_up(place, chats)
        child = await asyncio.to_thread(Child, place, chance, main)
        try:
            await _play(child, chats, seed)
            await asyncio.to_thread(child.stop)
        finally:
            child.process.kill()
        known, held = await known_at(place)
        unknown = sum(reference(s) not in known for _, s in chats.bubbles())
        print(
            f"seed {seed} on {url.partition(':')[0]}: {child.kills} kills, {child.kills_at_work} at work; "
            f"{len(known)} known to have arrived, {unknown} copies of unknown ones, "
            f"{held} held"
        )
        return told(chats, known), known_twice(chats, known), held


async def _play(child: Child, chats: Chats, seed: int) -> None:
    chats.world.faults.at_random(seed, CHANCE)
    for step, moment in zip(STORY, moments(), strict=True):
        if step.until:
            await asyncio.to_thread(child.tell_and_kill, moment, 0.5)
        await asyncio.to_thread(child.tell, moment)
        if step.who:
            chats.act(step)
            await asyncio.to_thread(child.tell_and_kill, HEAR, 0.2)
            await asyncio.to_thread(child.tell, HEAR)
    chats.world.faults.calm()
    await asyncio.to_thread(child.tell, moments()[-1] + REST)


async def test_nobody_misses_a_message_or_gets_a_known_one_twice(
    tmp_path: Path,
) -> None:
    await once(tmp_path, SEED)


async def once(folder: Path, seed: int, url: str = "") -> None:
    """Compare a disturbed story with a calm one; by default on SQLite."""
    for name in ("calm", "killed"):
        (folder / name).mkdir()
    expected = await calm(folder / "calm")

    place = url or f"sqlite+aiosqlite:///{folder / 'killed' / 'db'}"
    heard, twice, held = await killed(folder / "killed", seed, place)

    assert twice == []
    assert sorted((heard - expected).elements()) == []
    missed = sorted((expected - heard).elements())
    assert len(missed) == held, missed


async def long(rounds: int, first: int, server: str) -> None:
    for seed in range(first, first + rounds):
        with tempfile.TemporaryDirectory(prefix="umarlaud-") as folder:
            if not server:
                await once(Path(folder), seed)
                continue
            async with databases.fresh_postgresql(server) as url:
                await once(Path(folder), seed, url)


if __name__ == "__main__":
    asyncio.run(
        long(int(sys.argv[1]), int([*sys.argv, SEED][2]), "".join(sys.argv[3:]))
    )
