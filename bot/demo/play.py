"""The demo without a browser: people at a table, moved by a story, and watched."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.app import Assistant
from bot.demo import story
from bot.languages import FOLDER
from bot.networks.console import Bubble, Console
from handlers.incoming import Incoming
from scheduling.clock import SettableClock

TRANSLATED = ("et", "ru")


class NotAsTold(Exception):
    """Somebody does not see what the story says they see."""


@dataclass(slots=True)
class Play:
    """The program, its clock, and everyone's screen."""

    program: Assistant
    clock: SettableClock
    console: Console
    table: story.Table
    tell: Callable[[str], None]
    checks: int = 0
    _keys: "count[int]" = field(default_factory=lambda: count(1))

    async def say(self, who: str, words: str) -> None:
        """Let somebody write."""
        self.tell(f"{who.capitalize()} ▸ {words}")
        await self._receive(who, text=words)

    async def press(self, who: str, choice: str | int) -> None:
        """Let somebody press a button of their newest open message.

        The button is named by the English words its label begins with, or
        counted, 1 the first.

        Raises:
            NotAsTold: there is no such button.
        """
        for bubble in reversed(self.console.screens.get(who, [])):
            found = None if bubble.settled else _button(bubble, choice)
            if found is not None:
                label, token = found
                self.tell(f"{who.capitalize()} ▸ [{label}]")
                await self._receive(who, pressed=token)
                return
        raise NotAsTold(f"{who} has no button {choice!r} to press")

    async def until(self, moment: datetime) -> None:
        """Let time pass."""
        local = self.program.parts.office.almanac(moment).local(moment)
        self.tell(f"\n—— {local:%Y-%m-%d %H:%M} ——\n")
        await self.program.live_until(moment, self.clock)

    def sees(self, who: str, *words: str) -> None:
        """Check what stands on somebody's screen.

        Raises:
            NotAsTold: one of the words does not.
        """
        screen = self.screen(who)
        for word in words:
            self.checks += 1
            if word not in screen:
                raise NotAsTold(f"{who} should see {word!r}, but sees:\n{screen}")

    def sees_not(self, who: str, *words: str) -> None:
        """Check what must not stand on somebody's screen.

        Raises:
            NotAsTold: one of the words does.
        """
        screen = self.screen(who)
        for word in words:
            self.checks += 1
            if word in screen:
                raise NotAsTold(f"{who} must not see {word!r}")

    def screen(self, who: str) -> str:
        """Return everything that stands on somebody's screen."""
        bubbles = self.console.screens.get(who, [])
        return "\n".join(bubble.text.body for bubble in bubbles)

    async def _receive(self, who: str, text: str = "", pressed: str = "") -> None:
        incoming = Incoming(
            network=self.console.name,
            key=str(next(self._keys)),
            address=who,
            text=text,
            pressed=pressed,
        )
        await self.program.receive(incoming)
        await self.program.settle()


def _button(bubble: Bubble, choice: str | int) -> tuple[str, str] | None:
    labels = [button.label for button in bubble.text.buttons if button.action]
    pairs = list(zip(labels, bubble.tokens, strict=True))
    if isinstance(choice, int):
        return pairs[choice - 1] if choice <= len(pairs) else None
    said = in_every_language(choice)
    exact = (pair for pair in pairs if pair[0] in said)
    begun = (pair for pair in pairs if pair[0].startswith(tuple(said)))
    return next(exact, None) or next(begun, None)


@cache
def in_every_language(english: str) -> frozenset[str]:
    """Return words of the program in each language, up to what varies in them."""
    return frozenset(
        {english}
        | {
            str(message.string).partition("{")[0]
            for language in TRANSLATED
            for message in _catalogue(language)
            if str(message.id).partition("{")[0] == english
        }
    )


@cache
def _catalogue(language: str) -> Catalog:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, language)
