"""The web page as a chat network: a message sent is a bubble kept to be shown."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from bot.text import Sending
from casework.ids import CaseId
from casework.recalls import Withdrawn
from scheduling.clock import Clock
from storage.database import Database
from storage.web_chats import Bubble, Enclosure, Knob

TEAM = "team:"


class Bell:
    """Tells the open pages of this process that something has changed in a chat."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, chat: str) -> None:
        """Wake every page that shows this chat."""
        for event in self._waiting.get(chat, ()):
            event.set()

    @contextmanager
    def listening(self, chat: str) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever the chat changes."""
        event = asyncio.Event()
        self._waiting[chat].add(event)
        try:
            yield event
        finally:
            self._waiting[chat].discard(event)
            if not self._waiting[chat]:
                del self._waiting[chat]


class Web:
    """Keeps what each web chat shows, and rings when it has changed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.bell = Bell()

    @property
    def name(self) -> str:
        """The short name under which addresses are stored."""
        return "web"

    @property
    def shows_once(self) -> bool:
        """Whether a message handed over twice is shown once: the id is its place."""
        return True

    async def send(self, sending: Sending) -> str:
        """Show the message once, or change an earlier one into it."""
        owner = _owner(sending)
        if owner is None:
            return ""  # a stranger has no page; the one they opened has answered
        ref = sending.replaces or str(sending.id)
        bubble = self._bubble(sending, ref)
        contents = [file.content for file in sending.text.attachments]
        async with self._database.transaction(self._clock()) as tx:
            if sending.replaces:
                await tx.web_chats.change(bubble, contents)
            else:
                await tx.web_chats.add(bubble, owner, contents)
        self.bell.ring(sending.address)
        return ref

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Show which button was pressed; none can be pressed any more."""
        async with self._database.transaction(self._clock()) as tx:
            bubble = await tx.web_chats.find(address, message_ref)
            if bubble is None:
                return  # it went with the case; nothing there can be pressed
            settled = replace(bubble, chosen=chosen, settled=True)
            await tx.web_chats.change(settled)
        self.bell.ring(address)

    async def withdraw(self, sending: Sending) -> Withdrawn:
        """Leave other words in a bubble's place; its files and its buttons are gone."""
        async with self._database.transaction(self._clock()) as tx:
            bubble = await tx.web_chats.find(sending.address, sending.replaces)
            if bubble is None:
                return Withdrawn.DELETED  # it went with its case
            words = replace(
                bubble, body=sending.text.body, shows=None, needs=frozenset()
            )
            empty = replace(words, knobs=(), enclosures=(), chosen=None, settled=True)
            await tx.web_chats.change(empty, ())
        self.bell.ring(sending.address)
        return Withdrawn.REPLACED

    def _bubble(self, sending: Sending, ref: str) -> Bubble:
        tokens = iter(sending.tokens)
        knobs = tuple(
            Knob(
                button.label,
                next(tokens) if button.action else "",
                button.url,
                button.ticked,
            )
            for button in sending.text.buttons
        )
        return Bubble(
            chat=sending.address,
            ref=ref,
            at=self._clock(),
            body=sending.text.body,
            knobs=knobs,
            enclosures=tuple(
                Enclosure(file.name, file.media_type, file.alt)
                for file in sending.text.attachments
            ),
            case=sending.case,
            shows=sending.shows,
            needs=sending.needs,
        )


def _owner(sending: Sending) -> UUID | None:
    """Return with whose key the bubble is sealed: the case's, else the person's."""
    if sending.case is not None:
        return sending.case
    if sending.address.startswith(TEAM):
        return CaseId(UUID(sending.address.removeprefix(TEAM)))
    return sending.to
