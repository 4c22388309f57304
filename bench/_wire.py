"""Telegram without HTTP: the real client, the test server's limits, a virtual wire."""

import asyncio
import json
from array import array
from collections import Counter, deque
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods.base import TelegramMethod

from bot.networks.telegram.client import Client
from bot.networks.telegram.plain import Plain
from tests.telegram_server.chats import Chat
from tests.telegram_server.clock import Clock
from tests.telegram_server.errors import ApiError, too_many
from tests.telegram_server.limits import Floods
from tests.telegram_server.world import TOKEN

LATENCY = 0.05
"""Seconds from a call to its answer, half of them each way."""


@dataclass(frozen=True, slots=True)
class _Chat:
    id: int

    @property
    def is_group(self) -> bool:
        return self.id < 0


class _Arrivals(Clock):
    """The server's time: the moment at which the call arrives that it looks at."""

    def arrive(self) -> float:
        """Let a call arrive that leaves now."""
        seconds = asyncio.get_running_loop().time() + LATENCY / 2
        self._now = datetime.fromtimestamp(seconds, tz=UTC)
        return seconds


class Wire(BaseSession):
    """Carries calls to the limits and answers back; takes down when each came.

    `pauses`: after so many calls one is refused for so many seconds, whatever the pace.
    """

    def __init__(self, chats: range, pauses: Mapping[int, int]) -> None:
        super().__init__()
        self._pauses = dict(pauses)
        self._arrivals = _Arrivals()
        self.floods = Floods(self._arrivals)
        self.too_many_in: Counter[int] = Counter()
        # Laid out before anything is measured: the server's memory is not ours.
        self.floods._times.update((chat, deque()) for chat in chats)  # noqa: SLF001
        self._came = array("d", bytes(8 * 4 * len(chats)))
        self._calls = 0

    @property
    def count(self) -> int:
        """How many calls were let through."""
        return self._calls

    @property
    def came(self) -> list[float]:
        """When each call came that was let through, in seconds of the loop."""
        return list(self._came[: self._calls])

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own
    ) -> Any:
        """Carry one call there and its answer back."""
        # Judged at once: it is on its way, whatever keeps this process busy meanwhile.
        status, body = self._answer(method)
        await asyncio.sleep(LATENCY)
        return self.check_response(bot, method, status, json.dumps(body)).result

    def _answer(self, method: TelegramMethod[Any]) -> tuple[int, dict[str, Any]]:
        given = method.given if isinstance(method, Plain) else vars(method)
        chat = given.get("chat_id")
        if chat is None:
            return 200, {"ok": True, "result": True}
        came = self._arrivals.arrive()
        pause = self._pauses.pop(self._calls, 0)
        try:
            if pause:
                raise too_many(pause)
            self.floods.take(cast("Chat", _Chat(chat)))
        except ApiError as error:
            self.too_many_in[chat] += 1
            return error.code, error.as_json()
        self._came[self._calls] = came
        self._calls += 1
        message = {"message_id": self._calls, "date": 0}
        chat_of_it = {"id": chat, "type": "group" if chat < 0 else "private"}
        return 200, {"ok": True, "result": {**message, "chat": chat_of_it}}

    async def close(self) -> None:
        """Close nothing: there is no connection."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """Bring no file."""
        if False:
            yield b""


def client_on(wire: Wire) -> Client:
    """Return the client of the program on this wire."""
    client = Client(TOKEN)
    client._session = wire  # type: ignore[assignment]  # noqa: SLF001
    return client
