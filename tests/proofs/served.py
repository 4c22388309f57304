"""What is served: pages, files, calendars and feeds, and what Telegram's people see."""

import re

from tests.proofs import canaries
from tests.proofs.ways import OnPages, OnTelegram
from tests.proofs.worlds import World

_FILES = re.compile(rb'"(/chat/[^"]*/files/\d+/\d+)"')
_CHANCE = {
    "own": 0.5,
    "team": 0.25,
    "another's": 0.1,
    "a stranger's": 0.05,
    "link": 0.3,
}
"""How often after a look something of it is fetched."""


async def fetch(world: World) -> None:
    """Open some of what is served, as somebody whom it may or may not be for."""
    way = world.way
    if isinstance(way, OnTelegram):
        await _on_telegram(world, way)
        way = way.pages
    if not isinstance(way, OnPages) or not way.links:
        return
    for kind, chance in _CHANCE.items():
        if world.rng.random() < chance:
            await _one(world, way, kind)


async def _one(world: World, pages: OnPages, kind: str) -> None:
    reader, other = world.rng.choices(list(pages.links), k=2)
    if kind == "link":
        if world.links:
            path = world.rng.choice(list(world.links))
            await _get(world, pages, await _holder(world, path), path)
        return
    whose = reader if kind in {"own", "team"} else other
    path = f"/chat/{pages.place(whose)}"
    if kind == "team":
        path += f"/team/{world.rng.choice(world.cases).id}"
    await _get(world, pages, "stranger" if kind == "a stranger's" else reader, path)


async def _holder(world: World, path: str) -> str:
    """Return whose link this is; one that was taken back is nobody's."""
    owner = world.links[path]
    if not path.startswith("/feed/"):
        return owner
    person = world.table.people.get(owner)
    newest = [
        p for p, o in world.links.items() if o == owner and p.startswith("/feed/")
    ]
    if person is None or path != newest[-1]:
        return "stranger"
    async with world.table.database.reading(world.table.clock()) as tx:
        current = await tx.feeds.current_of(person.id)
    return owner if current is not None else "stranger"


async def _get(world: World, pages: OnPages, reader: str, path: str) -> None:
    link = pages.links.get(reader, "")
    body = await pages.ask("GET", path, link)
    await world.serve(reader, path, body)
    files = _FILES.findall(body)
    if files:
        inner = world.rng.choice(files).decode()
        await world.serve(reader, inner, await pages.ask("GET", inner, link))


async def _on_telegram(world: World, way: OnTelegram) -> None:
    """Look at what the server got, and at what each person has before their eyes."""
    there = way.phones.world
    while there.calls:
        given = there.calls.popleft().given
        seen = canaries.within(str(given))
        if seen:
            chat = world.alias("telegram", str(given.get("chat_id", "")))
            await world.see(chat, seen, str(given))
    while there.glimpses:
        glimpse = there.glimpses.popleft()
        seen = canaries.within(glimpse.text)
        own = glimpse.message is not None and glimpse.message.sender is glimpse.person
        if seen and not own:
            alias = world.alias("telegram", str(glimpse.person.id))
            await world.see(alias, seen, glimpse.text)
