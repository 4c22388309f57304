"""The whole program, fed by chat, by Telegram and by HTTP: nothing lost on the way.

What was taken in must have been handled in the end, or lie set aside with its words,
for an operator; what is set aside though it came well-formed counts as unhandled.
"""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from bot.networks.telegram import webhook
from casework.roles import Role
from handlers.incoming import Incoming
from storage.inbox import Came
from storage.tables import InboxRow
from tests.phones.http import HttpPhone, HttpShop
from tests.phones.pages import PagePhones, a_table_of_pages
from tests.phones.telegram import ByPolling, TelegramPhones, a_table_on_telegram
from tests.proofs.fuzzing.mutations import mutate, mutate_json
from tests.proofs.fuzzing.specimens import SPECIMENS
from tests.proofs.fuzzing.tally import Tally
from tests.provision import databases
from tests.table import Table, a_table

PEOPLE = ("mari", "kati", "jaan")
PAUSE = timedelta(seconds=20)
"""Between two inputs, so that nobody writes like a machine."""
Door = Callable[[Table, Random, int, Tally], Awaitable[object]]


async def through(name: str, inputs: int, random: Random) -> Tally:
    """Feed inputs through one door; then look whether any was lost."""
    tally = Tally(f"{name}, whole program")
    lay, door = DOORS[name]
    with TemporaryDirectory() as folder, _silence():
        async with lay(Path(folder)) as table:
            await _seat(table)
            for number in range(inputs):
                table.clock.set(table.clock() + PAUSE)
                await door(table, random, number, tally)
            await _look(table, tally)
    return tally


async def by_chat(table: Table, random: Random, number: int, tally: Tally) -> None:
    """Say something, press something, reply, correct: with bent words and references."""
    content = mutate(random, random.choice(SPECIMENS["messages"]))
    words = content.decode("utf-8", "replace")
    kind = random.choice(("text", "text", "text", "pressed", "start", "reply_to"))
    incoming = Incoming(
        network="console",
        key=f"fuzz-{number}",
        address=random.choice((*PEOPLE, "stranger", words[:50])),
        edits=random.choice(("", "", "", words[:20])),
        media=random.choice(("", "", "", "voice", words[:20])),
        language=random.choice(("et", "ru", words[:5])),
        **{kind: words},
    )
    with tally.one(incoming):
        tally.lost += not await table.assistant.receive(incoming)
        await table.assistant.settle()


async def by_telegram(table: Table, random: Random, number: int, tally: Tally) -> None:
    """Bring a bent update of somebody we know."""
    phones = table.phones
    assert isinstance(phones, TelegramPhones)
    assert isinstance(phones.way, ByPolling)
    owner = phones.owner(random.choice(PEOPLE))
    specimen = random.choice(SPECIMENS["updates"])
    specimen = specimen.replace(b'"id": 5,', f'"id": {owner.id},'.encode())
    specimen = specimen.replace(b'"update_id": ', f'"update_id": {number + 1}'.encode())
    bend = mutate if random.random() < 0.1 else mutate_json
    brought = webhook.update_in(bend(random, specimen))
    with tally.one(brought):
        await phones.way.door.take([brought])
        await phones.way.door.idle()
        await table.assistant.settle()


async def by_http(table: Table, random: Random, number: int, tally: Tally) -> None:
    """Post a bent form to one of the pages, with bent headers and cookies."""
    phones = table.phones
    assert isinstance(phones, PagePhones)
    phone = await phones.phone(random.choice(PEOPLE))
    assert isinstance(phone, HttpPhone)
    (secret,) = phone.page.all("form", id="composer")[0].all("input", name="csrf")
    words = mutate(random, random.choice(SPECIMENS["messages"]))
    fields = {
        "csrf": _mostly(random, secret.attributes["value"].encode(), 0.8),
        "key": _mostly(random, f"fuzz-{number:016}".encode(), 0.8),
        random.choice(("text", "token", "told", "answer", "quiet")): words,
    }
    url = random.choice(
        [f"{phone.url}/message"] * 4
        + [f"{phone.url}/press"] * 2
        + [f"{phones.pages.url}/{path}" for path in ("app", "join/x", "once/x")]
        + [f"{phones.pages.url}/roundtable/x"]
    )
    with tally.one((url, fields)):
        async with phone.session.post(
            url, data=_form(random, fields), headers=_headers(random, words)
        ) as answer:
            await answer.read()
            if answer.status >= 500:
                tally.fault(f"HTTP {answer.status}", (url, fields))


def _mostly(random: Random, value: bytes, chance: float) -> bytes:
    return value if random.random() < chance else mutate(random, value)


def _form(random: Random, fields: dict[str, bytes]) -> bytes:
    body = b"&".join(
        name.encode() + b"=" + b"".join(b"%%%02x" % byte for byte in value)
        for name, value in fields.items()
    )
    return _mostly(random, body, 0.9)


def _headers(random: Random, words: bytes) -> dict[str, str]:
    odd = "".join(c for c in words.decode("latin-1") if c.isprintable())[:60]
    charset = random.choice(("", "", "", "; charset=utf-16", f"; charset={odd[:9]}"))
    headers = {"Content-Type": f"application/x-www-form-urlencoded{charset}"}
    if random.random() < 0.2:
        name = random.choice(("Accept-Language", "Accept", "Cookie", "Origin"))
        headers[name] = f"umarlaud={odd}" if name == "Cookie" else odd
    return headers


async def _seat(table: Table) -> None:
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("kati", "Kati Kask", case, Role.PARENT)
    await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)


async def _look(table: Table, tally: Tally) -> None:
    """Count what came in and was neither handled nor set aside."""
    async with table.database.engine.connect() as connection:
        rows = await connection.execute(
            select(InboxRow.state, InboxRow.error, func.count()).group_by(
                InboxRow.state, InboxRow.error
            )
        )
        found = Counter({(row[0], row[1]): row[2] for row in rows})
    for (state, error), count in found.items():
        tally.lost += count if state == Came.WAITING else 0
        if state == Came.SET_ASIDE and error != "OddUpdate":
            tally.fault(f"set aside: {error}", f"{count} times")


@contextmanager
def _silence() -> Iterator[None]:
    """Log nothing: what fails is counted, and shown with its input."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


@asynccontextmanager
async def _at_consoles(folder: Path) -> AsyncIterator[Table]:
    table = await a_table(databases.sqlite_url(folder), _keys(folder))
    try:
        yield table
    finally:
        await table.database.close()


@asynccontextmanager
async def _on_telegram(folder: Path) -> AsyncIterator[Table]:
    async with a_table_on_telegram(
        databases.sqlite_url(folder), _keys(folder)
    ) as table:
        yield table
        await table.database.close()


@asynccontextmanager
async def _on_pages(folder: Path) -> AsyncIterator[Table]:
    url = databases.sqlite_url(folder)
    async with a_table_of_pages(url, _keys(folder), HttpShop()) as table:
        yield table
        await table.database.close()


def _keys(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'keys.db'}"


DOORS = {
    "messages": (_at_consoles, by_chat),
    "updates": (_on_telegram, by_telegram),
    "forms": (_on_pages, by_http),
}
