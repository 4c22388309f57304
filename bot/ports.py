"""What the bot asks of a chat network."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.text import Sending
from casework.errands import Errands, Report
from casework.recalls import Withdrawn
from handlers.incoming import Incoming


class DeliveryFailed(Exception):
    """A network did not take a message.

    `permanent`: it never will at this address. `unknown`: nobody can say
    whether it did. `retry_after`: seconds the network asked us to wait.
    `rests`: everybody, not only this address.
    `moved_to`: the address that has taken this one's place.
    """

    def __init__(  # noqa: PLR0913 - each answers a question of its own
        self,
        reason: str,
        *,
        permanent: bool = False,
        unknown: bool = False,
        retry_after: float | None = None,
        rests: bool = False,
        moved_to: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.unknown = unknown
        self.retry_after = retry_after
        self.rests = rests
        self.moved_to = moved_to


class ChatNetwork(Protocol):
    """A place where people chat: Telegram, Matrix, the web page."""

    @property
    def name(self) -> str:
        """The short name under which people's addresses are stored."""

    @property
    def shows_once(self) -> bool:
        """Whether a message handed over twice, by its id, is shown once."""

    async def send(self, sending: Sending) -> str:
        """Show the message at its address; return the network's reference to it.

        Where it took several, those of the earlier ones follow, blanks between.

        Raises:
            DeliveryFailed: the network refused it, for now or for good.
        """

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Show which button of an earlier message was pressed; none works any more.

        Raises:
            DeliveryFailed: the network refused it, for now or for good.
        """


@runtime_checkable
class Remembers(Protocol):
    """A network that keeps no record of the buttons it has shown."""

    def remember(self, message_ref: str, keyboard: str) -> None:
        """Take back what a press said of the buttons around it."""


@runtime_checkable
class TakesBack(Protocol):
    """A network on which what was shown can be taken away again, for a while at least."""

    async def withdraw(self, sending: Sending) -> Withdrawn:
        """Take away the message this one replaces, or leave its words in that place.

        Where neither can be done any more, that is what is returned.

        Raises:
            DeliveryFailed: the network could not be reached, or will do it later.
        """


@runtime_checkable
class Erases(Protocol):
    """A network that can take somebody's own words out of their chat with us."""

    async def erase(self, address: str, message_ref: str) -> None:
        """Take words away; where it is not to be had they stay, and nothing breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Something that came in, as its network wrote it, not understood yet."""

    network: str
    key: str
    address: str
    payload: bytes
    paced: bool = True
    """Nobody types that fast; where false, what carries it holds back a flood."""
    speaker: str = ""
    """Whose pace it counts for; "": the address's."""


@runtime_checkable
class RunsErrands(Protocol):
    """A network with groups, in which it does more than show messages."""

    async def run(self, errand: Errands, address: str, words: str) -> Report:
        """Do something in the group of this address; return what came of it.

        What the network will not do is reported as not done.

        Raises:
            DeliveryFailed: it could not be reached, or will do it later.
        """


@runtime_checkable
class ReadsItself(Protocol):
    """A network whose things are stored as they came and read when handled."""

    def read(self, payload: bytes) -> Incoming | None:
        """Return what came in, or None where nothing of it is meant for us.

        Raises:
            Exception: it cannot be understood; it alone is set aside.
        """
