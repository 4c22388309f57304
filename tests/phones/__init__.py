"""Phones: the ways in which people of a test sit at the table.

The same journey runs over the console, over the web pages by HTTP, and in a
real browser; a `Phones` says how to write, to press, and to read the screens.
"""

from typing import TYPE_CHECKING, Protocol

from bot.networks.console import Bubble
from bot.ports import ChatNetwork
from casework.people import Person

if TYPE_CHECKING:
    from tests.table import Table


class Phones(Protocol):
    """Everybody's phone, on one network."""

    @property
    def network(self) -> ChatNetwork:
        """The network all of them are on."""

    async def sit(self, table: "Table", address: str, person: Person) -> None:
        """Let a person be reached at their phone."""

    async def say(self, table: "Table", address: str, text: str, **more: str) -> None:
        """Write words, or open a link (`start`)."""

    async def press(self, table: "Table", address: str, label: str) -> None:
        """Press the newest button of this label."""

    def place(self, table: "Table", address: str) -> tuple[str, str]:
        """Return the network and the address there from which somebody writes."""

    async def look(self, table: "Table") -> None:
        """See what has changed on every phone."""

    def screen(self, address: str) -> list[Bubble]:
        """Return what the program shows on somebody's phone, oldest first."""

    def clear(self) -> None:
        """Look away from everything shown so far."""
