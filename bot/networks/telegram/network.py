"""Telegram as a chat network: messages, buttons, files, at Telegram's pace."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.languages import Languages
from bot.networks.telegram import layout, updates, whispers
from bot.networks.telegram.errands import Errandboy
from bot.networks.telegram.errors import CallFailed, Why, as_failure
from bot.networks.telegram.groups import Me
from bot.networks.telegram.layout import Keyboard
from bot.networks.telegram.pace import Pace
from bot.ports import DeliveryFailed
from bot.text import Attachment, Sending, Whisper
from casework.errands import Errands, Report
from casework.recalls import Withdrawn
from handlers.incoming import Incoming

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client

logger = logging.getLogger(__name__)

_SHORT = 0.5
"""Seconds a message waits for its turn here; for longer it is put off."""
_REMEMBERED = 10_000
_DONE_ALREADY = ("message is not modified", "message to delete not found")
_FROM_BEST = (Withdrawn.DELETED, Withdrawn.REPLACED, Withdrawn.STAYS)


@dataclass(frozen=True, slots=True)
class Timing:
    """A clock that only goes forward, in seconds, and a way to wait."""

    now: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class _Begun:
    """How far a message has got that takes more than one call."""

    numbers: list[int] = field(default_factory=list)
    whispered: bool | None = None


class Telegram:
    """Sends and edits messages of one bot."""

    def __init__(
        self, client: "Client", languages: Languages, timing: Timing, pace: Pace
    ) -> None:
        self._client = client
        self._languages = languages
        self._timing = timing
        self._pace = pace
        self._keyboards: OrderedDict[str, Keyboard] = OrderedDict()
        self._begun: OrderedDict[int, _Begun] = OrderedDict()
        self._errands = Errandboy(client)
        self.username = ""
        """The bot's name in commands; "" while it is not known."""

    @property
    def name(self) -> str:
        """The short name under which addresses are stored."""
        return updates.NETWORK

    @property
    def me(self) -> Me:
        """The bot's own account."""
        return Me(self._client.id, self.username)

    @property
    def shows_once(self) -> bool:
        """Telegram shows a message as often as it is handed over."""
        return False

    async def sleep(self, seconds: float) -> None:
        """Wait on the network's own clock."""
        await self._timing.sleep(seconds)

    def read(self, payload: bytes) -> Incoming | None:
        """Return what an update means, or None where it is nothing for us."""
        return updates.read(payload, self.me)

    def remember(self, message_ref: str, keyboard: str) -> None:
        """Take back the buttons that a press came with: a restart forgets them."""
        if message_ref not in self._keyboards:
            self._remember(message_ref, updates.rows_of(keyboard))

    async def send(self, sending: Sending) -> str:
        """Show the message, or change an earlier one into it where that is possible."""
        if sending.replaces and await self._change(sending):
            return sending.replaces
        return await self._add(sending)

    async def run(self, errand: Errands, address: str, words: str) -> Report:
        """Do something in a group."""
        try:
            return await self._errands.run(errand, int(address), words)
        except CallFailed as failed:
            raise self._as_failure(failed) from failed

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Freeze the buttons of an earlier message, with a tick on the chosen one."""
        known = self._keyboards.get(message_ref, [])
        frozen = layout.settled(known, chosen)
        number = int(message_ref.rpartition(":")[2])
        try:
            await self._edit_keyboard(address, number, frozen)
        except DeliveryFailed as failure:
            refused = failure.reason == Why.REFUSED.value and not failure.permanent
            if not refused or not frozen:
                raise
            # A Telegram that knows no disabled buttons: take them away instead.
            await self._edit_keyboard(address, number, [])
        self._keyboards.pop(message_ref, None)

    async def withdraw(self, sending: Sending) -> Withdrawn:
        """Delete a message with all its parts, or take its words away where it is late."""
        text = layout.body(sending.text)
        refs = (*sending.parts, sending.replaces)
        done = [await self._take_away(ref, text) for ref in refs]
        return max(done, key=_FROM_BEST.index)

    async def _take_away(self, ref: str, text: str) -> Withdrawn:
        chat, _, number = ref.partition(":")
        where = int(chat), int(number)
        if await self._allowed(chat, lambda: self._client.delete(*where)):
            return Withdrawn.DELETED
        if await self._allowed(chat, lambda: self._client.edit(*where, text, [])):
            return Withdrawn.REPLACED
        return Withdrawn.STAYS

    async def _allowed(self, chat: str, call: Callable[[], Awaitable[Any]]) -> bool:
        """Make a call; False: Telegram does not allow it, now or ever."""
        try:
            await self._call(chat, call)
        except DeliveryFailed as failure:
            if failure.permanent or failure.reason == Why.REFUSED.value:
                return False
            raise
        return True

    async def erase(self, address: str, message_ref: str) -> None:
        """Take somebody's own words out of their chat; older than two days they stay."""
        number = int(message_ref.rpartition(":")[2])
        try:
            await self._client.delete(int(address), number)
        except CallFailed as failed:
            logger.info("not erased", extra={"why": failed.why.value})

    async def acknowledge(
        self, query: str, language: str, *, among_others: bool = False
    ) -> None:
        """Tell a pressing finger at once that the press has arrived."""
        _ = self._languages.of(language[:2]).gettext
        text = (
            _("Received. If you are in the network, the answer is for you alone.")
            if among_others
            else _("Received")
        )
        try:
            await self._client.answer(query, text)
        except CallFailed as failed:
            logger.info("not acknowledged", extra={"why": failed.why.value})

    async def _change(self, sending: Sending) -> bool:
        """Change an earlier message; False: it cannot hold this one."""
        text = layout.body(sending.text)
        if sending.text.attachments or layout.length(text) > layout.LONGEST:
            return False
        chat, _, number = sending.replaces.partition(":")
        rows = layout.keyboard(sending)
        if chat != sending.address:
            return False
        try:
            await self._call(
                sending.address,
                lambda: self._client.edit(int(chat), int(number), text, rows),
            )
        except DeliveryFailed as failure:
            if failure.reason == Why.REFUSED.value and not failure.permanent:
                return False
            raise
        self._remember(sending.replaces, rows)
        return True

    async def _add(self, sending: Sending) -> str:
        chat, rows = int(sending.address), layout.keyboard(sending)
        begun = self._begun.setdefault(sending.id, _Begun())
        if sending.aside is not None and begun.whispered is None:
            begun.whispered = await self._whisper(sending, sending.aside)
        calls = self._calls(chat, sending, rows, quiet=bool(begun.whispered))
        for call in calls[len(begun.numbers) :]:
            begun.numbers.append(await self._call(sending.address, call))
        del self._begun[sending.id]
        refs = [f"{chat}:{number}" for number in reversed(begun.numbers)]
        self._remember(refs[0], rows)
        return " ".join(refs)

    def _calls(
        self, chat: int, sending: Sending, rows: Keyboard, *, quiet: bool
    ) -> list[Callable[[], Awaitable[int]]]:
        """Return the calls that show a message: files first, the buttons last."""
        text, protected = layout.body(sending.text), sending.private

        def words(part: str, keys: Keyboard) -> Callable[[], Awaitable[int]]:
            return lambda: self._client.send(
                chat, part, keys, protected=protected, quiet=quiet
            )

        def file(each: Attachment) -> Callable[[], Awaitable[int]]:
            held = protected and not each.for_others
            caption = layout.caption(each.alt)
            return lambda: self._client.send_file(chat, each, caption, protected=held)

        *before, end = layout.parts(text) or [layout.NOTHING]
        return [
            *(file(each) for each in sending.text.attachments),
            *(words(part, []) for part in before),
            words(end, rows),
        ]

    async def _edit_keyboard(self, address: str, number: int, rows: Keyboard) -> None:
        await self._call(
            address, lambda: self._client.edit_keyboard(int(address), number, rows)
        )

    async def _call(self, chat: str, call: Callable[[], Awaitable[Any]]) -> Any:
        """Make a call that counts, when it is its turn.

        Raises:
            DeliveryFailed: it must wait for longer, or Telegram did not take it.
        """
        await self._turn_of(chat)
        try:
            return await call()
        except CallFailed as failed:
            if any(map(failed.says, _DONE_ALREADY)):
                return None
            raise self._as_failure(failed) from failed

    def _as_failure(self, failed: CallFailed) -> DeliveryFailed:
        if failed.retry_after is not None:
            self._pace.pause(failed.retry_after, self._timing.now())
        logger.warning("call failed", extra={"why": failed.why.value})
        return as_failure(failed)

    async def _turn_of(self, chat: str) -> None:
        while (wait := self._pace.take(chat, now := self._timing.now())) > 0:
            if wait > _SHORT:
                everybody = self._pace.rests(now) > _SHORT
                wait = self._pace.rests(now) if everybody else wait
                raise DeliveryFailed(
                    "not yet its turn", retry_after=wait, rests=everybody
                )
            await self._timing.sleep(wait)

    async def _whisper(self, sending: Sending, aside: Whisper) -> bool:
        if not whispers.fits(sending):
            return False
        try:
            await self._turn_of(aside.address)
        except DeliveryFailed:
            return False  # the private copy is not kept waiting for it
        return await whispers.whisper(self._client, sending, aside)

    def _remember(self, ref: str, rows: Keyboard) -> None:
        if rows:
            self._keyboards[ref] = rows
        while len(self._keyboards) > _REMEMBERED:
            self._keyboards.popitem(last=False)
        while len(self._begun) > _REMEMBERED:
            self._begun.popitem(last=False)


def real_timing(now: Callable[[], float]) -> Timing:
    """Return the timing of a running program."""
    return Timing(now, asyncio.sleep)
