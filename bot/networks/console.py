"""The console as a chat network: for trying the bot out without any account."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.text import Sending, Text
from casework.recalls import Withdrawn


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as it stands on a screen."""

    ref: str
    text: Text
    tokens: tuple[str, ...]
    chosen: int | None = None
    settled: bool = False


@dataclass(slots=True)
class Console:
    """Keeps one screen per address, and shows every change as it happens."""

    show: Callable[[str, Bubble], None] = lambda _address, _bubble: None
    screens: dict[str, list[Bubble]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The short name under which addresses are stored."""
        return "console"

    @property
    def shows_once(self) -> bool:
        """Whether a message handed over twice is shown once: the id is its place."""
        return True

    async def send(self, sending: Sending) -> str:
        """Put the message on the screen; a repeat or an edit changes it in place."""
        ref = sending.replaces or str(sending.id)
        bubble = Bubble(ref, sending.text, sending.tokens)
        self._put(sending.address, bubble)
        return ref

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Show which button was pressed."""
        for bubble in self.screens.get(address, []):
            if bubble.ref == message_ref:
                self._put(address, replace(bubble, chosen=chosen, settled=True))
                return

    async def withdraw(self, sending: Sending) -> Withdrawn:
        """Leave other words in a message's place."""
        for address, screen in self.screens.items():
            if any(bubble.ref == sending.replaces for bubble in screen):
                self._put(address, Bubble(sending.replaces, sending.text, ()))
        return Withdrawn.REPLACED

    def _put(self, address: str, bubble: Bubble) -> None:
        screen = self.screens.setdefault(address, [])
        places = [i for i, old in enumerate(screen) if old.ref == bubble.ref]
        if places:
            screen[places[0]] = bubble
        else:
            screen.append(bubble)
        self.show(address, bubble)
