"""Messages taken back on Telegram: deleted for 48 hours, then what can still be done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.networks.telegram.network import Telegram
from bot.ports import DeliveryFailed
from bot.text import Attachment, Sending, Text
from casework.recalls import Withdrawn
from tests.phones.telegram import TelegramPhones
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld

LATE = timedelta(hours=48).total_seconds()
FILE = Attachment("plan.txt", "text/plain", b"canary", "canary")
GONE = "This message was taken back"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chat:
    """Kati's chat, in which the bot waits for its turn as the postman lets it."""

    telegram: Telegram
    kati: Person
    world: TelegramWorld

    async def sent(self, text: Text) -> tuple[str, ...]:
        sending = Sending(id=901, address=str(self.kati.id), text=text)
        return tuple((await self._patiently(self.telegram.send, sending)).split())

    async def withdrawn(self, refs: tuple[str, ...]) -> Withdrawn:
        ref, *parts = refs
        taken = Sending(
            id=902,
            address=str(self.kati.id),
            text=Text(GONE),
            replaces=ref,
            parts=tuple(parts),
        )
        return await self._patiently(self.telegram.withdraw, taken)

    async def _patiently(
        self, call: Callable[[Sending], Awaitable[T]], s: Sending
    ) -> T:
        while True:
            try:
                return await call(s)
            except DeliveryFailed as later:
                if later.retry_after is None:
                    raise
                self.world.advance(later.retry_after)

    @property
    def seen(self) -> str:
        return "\n".join(each.text for each in self.kati.sees())


@pytest.fixture
def chat(phones: TelegramPhones, kati: Person, world: TelegramWorld) -> Chat:
    kati.started = True
    return Chat(phones.network, kati, world)


async def test_a_message_with_its_files_and_all_its_parts_is_deleted(
    chat: Chat,
) -> None:
    before = len(chat.kati.sees())
    refs = await chat.sent(Text("canary " * 1200, (), (FILE,)))
    assert len(refs) > 2
    assert len(chat.kati.sees()) == before + len(refs)

    assert await chat.withdrawn(refs) is Withdrawn.DELETED

    assert len(chat.kati.sees()) == before
    assert "canary" not in chat.seen


async def test_after_48_hours_the_words_at_least_are_taken_away(chat: Chat) -> None:
    refs = await chat.sent(Text("canary"))
    chat.world.advance(LATE)

    assert await chat.withdrawn(refs) is Withdrawn.REPLACED

    assert "canary" not in chat.seen
    assert GONE in chat.seen


async def test_a_file_that_stays_is_said_to_stay(chat: Chat) -> None:
    refs = await chat.sent(Text("canary", (), (FILE,)))
    chat.world.advance(LATE)

    assert await chat.withdrawn(refs) is Withdrawn.STAYS


async def test_what_is_gone_already_is_gone(chat: Chat) -> None:
    refs = await chat.sent(Text("canary"))
    await chat.withdrawn(refs)

    assert await chat.withdrawn(refs) is Withdrawn.DELETED
