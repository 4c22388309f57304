"""Ears: everything that leaves the program is judged at the moment it leaves.

Networks hand each message to the judge before they show it; mails are made whole,
the log is taken in line by line, and pictures are heard in the words that are drawn.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from bot.exports import charts
from bot.logs import Lines
from bot.networks.console import Bubble, Console
from bot.networks.mail.letters import mail_of
from bot.networks.telegram.network import Telegram
from bot.ports import ChatNetwork
from bot.text import Chart, Sending
from casework.errands import Errands, Report
from casework.ids import PersonId
from handlers.incoming import Incoming
from scheduling.calendar import Mailbox
from tests.proofs import canaries
from tests.proofs.oracle import State
from tests.proofs.places import Guard

if TYPE_CHECKING:
    from tests.proofs.worlds import World

MAILBOX = "laud@vald.example"
_CALLED_OFF = b"METHOD:CANCEL"
_TALKATIVE = ("aiosqlite", "asyncio", "aiohttp.access")
"""Others' loggers; the last is the test's own server, and none of the program's."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What reaches whom; where they have a PIN, through which network."""

    reader: PersonId | None
    name: str
    seen: set[str]
    network: str = ""
    """Where a PIN may stand before it; "": mails, and screens that are theirs."""
    own_data: bool = False
    """What /mydata hands out: theirs by law, whatever they may read of the case."""


@dataclass(slots=True)
class Looked:
    """What newly reached one reader."""

    reader: str
    seen: set[str]
    leaked: set[str] = field(default_factory=set)
    by: Counter[str] = field(default_factory=Counter)
    where: str = ""


@dataclass(slots=True)
class Ears:
    """Everything that left since the last look, judged as it left."""

    world: "World"
    looks: list[Looked] = field(default_factory=list)
    by_what: dict[tuple[PersonId, str], set[Guard]] = field(default_factory=dict)
    """By which places somebody was once shown a canary."""
    handed_out: dict[tuple[PersonId, str], Guard] = field(default_factory=dict)
    """What somebody has got by /mydata: it is in a file of theirs."""

    async def hear(self, reach: Reach, where: str) -> Looked:
        """Judge what reaches somebody at this moment."""
        look = Looked(reach.name, reach.seen, where=where)
        if reach.seen:
            state = await self.world.state()
            shut = self._is_shut(state, reach)
            for canary in reach.seen:
                writer = self.world.canaries.planted.get(canary)
                guard = state.permits(canary, reach.reader, writer)
                guard = guard or self._written_to(reach.reader, canary)
                guard = guard or self._handed_out(state, reach, canary)
                if shut and guard is not None and not guard.is_theirs(reach.reader):
                    guard = None
                self._judge(look, reach.reader, canary, guard)
        self.looks.append(look)
        return look

    def _written_to(self, reader: PersonId | None, canary: str) -> Guard | None:
        """Return by which place these words were once written to somebody."""
        if reader is None:
            return None
        once = self.by_what.get((reader, canary), ())
        return next((guard for guard in once if reader in guard.also), None)

    def _handed_out(self, state: State, reach: Reach, canary: str) -> Guard | None:
        """Return the place by which a canary is in what /mydata gives somebody."""
        if reach.reader is None:
            return None
        if reach.own_data:
            for guard in state.guards.get(canary, ()):
                if reach.reader in {guard.by, guard.of}:
                    self.handed_out[reach.reader, canary] = guard
        return self.handed_out.get((reach.reader, canary))

    def _is_shut(self, state: State, reach: Reach) -> bool:
        if reach.reader is None or not reach.network:
            return False
        now = self.world.table.clock()
        return state.behind_pin(reach.reader, reach.network, now)

    def _judge(
        self, look: Looked, reader: PersonId | None, canary: str, guard: Guard | None
    ) -> None:
        if guard is None or reader is None:
            look.leaked.add(canary)
        else:
            look.by[guard.kind] += 1
            self.by_what.setdefault((reader, canary), set()).add(guard)

    async def see_again(self, reach: Reach, where: str) -> None:
        """Judge what somebody finds where earlier messages still stand.

        What has been corrected or deleted meanwhile may stand there for whom it was
        shown to, as long as its kind is still open to them; also what was said by who
        wants it unused since (GDPR 18): they have read it.
        """
        state, reader = (await self.world.state()).all_used(), reach.reader
        look = await self.hear(reach, where)
        if self._is_shut(state, reach):
            return
        for canary in set(look.leaked):
            for guard in self.by_what.get((reader, canary), ()) if reader else ():
                if reader is not None and state.opens_now(guard, reader):
                    look.leaked.discard(canary)
                    look.by[guard.kind] += 1
                    break


class Heard(Console):
    """A network with ears: what it shows is judged first; the screens are kept."""

    def __init__(self, inner: ChatNetwork, ears: Ears) -> None:
        super().__init__(screens=ears.world.screens)
        self.inner = inner
        self.ears = ears

    @property
    def name(self) -> str:
        """The name of the network that is listened to."""
        return self.inner.name

    @property
    def shows_once(self) -> bool:
        """What that network says of itself."""
        return self.inner.shows_once

    async def send(self, sending: Sending) -> str:
        """Show a message, once it is known who reads it and what stands in it."""
        world = self.ears.world
        reader = await world.person_at(self.name, sending.address)
        alias = world.alias(self.name, sending.address)
        seen = canaries.in_text(sending.text)
        await self.ears.hear(
            Reach(reader, alias, seen, self.name, _is_own_data(sending)),
            sending.text.body,
        )
        ref = await self.inner.send(sending)
        world.remember_links(alias, sending.text)
        self._put(alias, Bubble(ref, sending.text, sending.tokens))
        return ref

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Settle it there, and on the screen kept here."""
        await self.inner.settle(address, message_ref, chosen)
        alias = self.ears.world.alias(self.name, address)
        await Console.settle(self, alias, message_ref, chosen)


class HeardTelegram(Heard):
    """Telegram with ears: it runs errands, reads what came, remembers buttons."""

    inner: Telegram

    async def run(self, errand: Errands, address: str, words: str) -> Report:
        """Do it in the group; its words are for nobody in particular."""
        await self.ears.hear(Reach(None, "team", canaries.within(words)), words)
        return await self.inner.run(errand, address, words)

    def read(self, payload: bytes) -> Incoming | None:
        """Return what came in."""
        return self.inner.read(payload)

    def remember(self, message_ref: str, keyboard: str) -> None:
        """Take back what a press said of the buttons around it."""
        self.inner.remember(message_ref, keyboard)


def _is_own_data(sending: Sending) -> bool:
    return "everything kept about you" in sending.text.body


@dataclass(slots=True)
class MailTray:
    """A mail network that keeps nothing: the whole letter is made, and judged."""

    ears: Ears
    name: str = "mail"
    shows_once: bool = False

    async def send(self, sending: Sending) -> str:
        """Judge a letter as it would go over the wire."""
        world = self.ears.world
        made_at = sending.made_at or world.table.clock()
        content = mail_of(sending, Mailbox(MAILBOX, "Ümarlaud"), made_at).as_bytes()
        reader = world.owner_of_mail(sending.address)
        alias = world.alias_of(reader)
        world.remember_links(alias, sending.text)
        seen = canaries.in_mail(content)
        look = await self.ears.hear(Reach(reader, alias, seen), sending.text.body)
        if not await world.is_given(sending.address) and _CALLED_OFF not in content:
            # Taken back, with effect at once: only what is in a calendar may go.
            look.leaked |= canaries.within(sending.address)
        return str(sending.id)

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Change nothing."""


class LogEars(logging.Handler):
    """Takes in every line that the log would write."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Lines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line as it would be written."""
        self.lines.append(self.format(record))


@contextmanager
def listening(log: LogEars) -> Iterator[None]:
    """Hear every line at its finest, and every picture in words."""
    root, drawing = logging.getLogger(), charts.draw
    level = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    for talkative in _TALKATIVE:
        logging.getLogger(talkative).setLevel(logging.WARNING)
    charts.draw = _in_words
    try:
        yield
    finally:
        charts.draw = drawing
        root.removeHandler(log)
        root.setLevel(level)


async def _in_words(chart: Chart) -> bytes:
    """Return what the child process that draws would be given: no eye reads a PNG."""
    return json.dumps(asdict(chart), ensure_ascii=False).encode()
