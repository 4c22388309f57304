"""The table of the proof about two parents: both of them, and who works with them."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from bot.app import Assistant
from bot.networks.mail.letters import mail_of
from bot.text import Chart, Sending
from casework.roles import Role
from scheduling.calendar import Mailbox
from tests.asked import begin_rhythm, change_person, work_on
from tests.table import Table, a_table

A, B = "kati", "peeter"
MAILBOX = "laud@vald.example"


@dataclass(slots=True)
class Letters:
    """A mail network: keeps each letter as it would go over the wire."""

    table: Table
    name: str = "mail"
    shows_once: bool = False
    sent: list[tuple[str, bytes]] = field(default_factory=list)

    async def send(self, sending: Sending) -> str:
        """Keep a letter."""
        at = sending.made_at or self.table.clock()
        letter = mail_of(sending, Mailbox(MAILBOX, "Ümarlaud"), at).as_bytes()
        self.sent.append((sending.address, letter))
        return str(sending.id)

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Change nothing."""


@contextmanager
def _ids_in_order() -> Iterator[None]:
    """Let ids be drawn in order, so that nothing stands in another order by chance."""
    numbers = count(1)
    ordered = patch(
        "casework.ids.uuid4", lambda: UUID(int=next(numbers) << 80, version=4)
    )
    with ordered, patch("bot.exports.charts.draw", _facts):
        yield


async def _facts(chart: Chart) -> bytes:
    """Return what a picture would be drawn from: all it shows, without the drawing."""
    return json.dumps(asdict(chart)).encode()


@asynccontextmanager
async def a_family(url: str, folder: Path) -> AsyncIterator[tuple[Table, Letters]]:
    """Lay a table with both parents, the case manager and two specialists."""
    with _ids_in_order():
        table = await a_table(url, f"sqlite+aiosqlite:///{folder / 'keys.db'}")
        parts = table.assistant.parts
        letters = Letters(table)
        office = replace(parts.office, mailbox=MAILBOX, domain="vald.example")
        table.assistant = Assistant(
            replace(
                parts,
                office=office,
                places=replace(parts.places, mailbox=MAILBOX),
                networks=[*parts.networks, letters],
            )
        )
        try:
            await table.manager("mari", "Mari Maasikas")
            case = await table.case("mari")
            for address, name, role in (
                (A, "Kati Kask", Role.PARENT),
                (B, "Peeter Kask", Role.PARENT),
                ("jaan", "Jaan Jõgi", Role.CLASS_TEACHER),
                ("liis", "Liis Lepik", Role.SPEECH_THERAPIST),
                ("dora", "Dora Dross", Role.DEPUTY),
            ):
                await table.seat(address, name, case, role)
                await begin_rhythm(table, address)
            for address in (A, B, "jaan"):
                await change_person(table, address, email=f"{address}@example.com")
                await work_on(table, address, f"Goal of {address}")
            yield table, letters
        finally:
            await table.database.close()
