"""Phones without a screen of their own: the console network."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from bot.networks.console import Bubble, Console
from casework.people import Person
from handlers.incoming import Incoming

if TYPE_CHECKING:
    from tests.table import Table


@dataclass(slots=True)
class ConsolePhones:
    """Screens kept in memory, shown by the console."""

    network: Console = field(default_factory=Console)
    _keys: Iterator[int] = field(default_factory=lambda: count(1))

    async def sit(self, table: "Table", address: str, person: Person) -> None:
        async with table.database.transaction(table.clock()) as tx:
            await tx.addresses.bind("console", address, person.id)

    def place(self, table: "Table", address: str) -> tuple[str, str]:
        return "console", address

    async def say(self, table: "Table", address: str, text: str, **more: str) -> None:
        await table.receive(Incoming(**self._from(address), text=text, **more))

    async def press(self, table: "Table", address: str, label: str) -> None:
        for bubble in reversed(self.screen(address)):
            acting = [b for b in bubble.text.buttons if b.action]
            for button, token in zip(acting, bubble.tokens, strict=True):
                if button.label == label:
                    pressed = Incoming(**self._from(address), pressed=token)
                    await table.receive(pressed)
                    return
        raise AssertionError(
            f"no button {label!r} for {address}: {table.last(address)}"
        )

    async def look(self, table: "Table") -> None:
        pass

    def screen(self, address: str) -> list[Bubble]:
        return self.network.screens.get(address, [])

    def clear(self) -> None:
        for screen in self.network.screens.values():
            screen.clear()

    def _from(self, address: str) -> dict[str, str]:
        return {
            "network": "console",
            "key": str(next(self._keys)),
            "address": address,
            "language": "en",
        }
