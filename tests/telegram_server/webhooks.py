"""Webhooks: updates carried to the bot, in order per queue, with Telegram's patience."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientResponse, ClientSession, MultipartReader

from tests.telegram_server.decoding import Raw, read_parts
from tests.telegram_server.errors import ApiError, too_many
from tests.telegram_server.updates import Update

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]

HASTE = timedelta(seconds=1)
PATIENCE = 60.0
LONGEST_RETRY_AFTER = 3600.0
GONE = 410
GIVES_UP_AFTER = timedelta(hours=23)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Where updates go, and how they fared."""

    def __init__(self, world: "TelegramWorld") -> None:
        self._world = world
        self._random = Random(7)  # noqa: S311 - jitter that can be repeated
        self._last_set: datetime | None = None
        self._gone_since: datetime | None = None
        self._last_error: tuple[int, str] | None = None
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._resting: set[str] = set()
        self._free = asyncio.Semaphore(40)
        self.url = ""
        self.secret: str | None = None
        self.max_connections = 40

    def refuse_haste(self) -> None:
        """Refuse to be set twice within a second."""
        now = self._world.clock.now()
        if self._last_set is not None and now - self._last_set < HASTE:
            raise too_many(1)
        self._last_set = now

    def set(self, url: str, secret: str | None, max_connections: int) -> None:
        """Send updates to another address from now on, or nowhere."""
        self.stop()
        self.url, self.secret = url, secret
        self.max_connections = max_connections
        self._free = asyncio.Semaphore(max_connections)
        self._gone_since = self._last_error = None
        self._world.changed()

    def stop(self) -> None:
        """Break off what is under way; undelivered updates keep waiting."""
        for task in self._busy.values():
            if task is not _current_task():
                task.cancel()
        self._busy.clear()
        self._resting.clear()

    def as_json(self) -> Json:
        """Return the state as a WebhookInfo."""
        updates = self._world.updates
        shown: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(updates.waiting()),
        }
        if self.url:
            shown["max_connections"] = self.max_connections
        if self._last_error:
            date, text = self._last_error
            shown |= {"last_error_date": date, "last_error_message": text}
        if updates.allowed is not None:
            shown["allowed_updates"] = sorted(updates.allowed)
        return shown

    @property
    def idle(self) -> bool:
        """Whether everything is delivered or waits for its next try."""
        waiting = {update.queue for update in self._world.updates.waiting()}
        return not self.url or (
            waiting <= self._resting and self._busy.keys() <= self._resting
        )

    async def run(self, session: ClientSession) -> None:
        """Carry updates for ever, each queue by itself."""
        try:
            while True:
                if self.url:
                    self._start_queues(session)
                await self._world.next_change()
        finally:
            self.stop()

    def _start_queues(self, session: ClientSession) -> None:
        for update in self._world.updates.waiting():
            if update.queue not in self._busy:
                carry = self._carry_queue(session, update.queue)
                self._busy[update.queue] = asyncio.create_task(carry)

    async def _carry_queue(self, session: ClientSession, queue: str) -> None:
        try:
            while first := self._first_of(queue):
                await self._carry(session, first)
        finally:
            if self._busy.get(queue) is _current_task():
                del self._busy[queue]
            self._world.changed()

    def _first_of(self, queue: str) -> Update | None:
        waiting = self._world.updates.waiting()
        return next((u for u in waiting if u.queue == queue), None)

    async def _carry(self, session: ClientSession, update: Update) -> None:
        tries = 0
        while update in self._world.updates.waiting():
            async with self._free:
                asked_to_wait = await self._try(session, update)
            if asked_to_wait is None:
                self._world.updates.done(update)
                return
            tries += 1
            await self._rest(update.queue, max(asked_to_wait, self._pause(tries)))

    def _pause(self, tries: int) -> float:
        """Return the seconds until the next try: none, 2, 4, 8 … about a minute."""
        if tries == 1:
            return 0.0
        return min(2.0 ** (tries - 1), self._random.uniform(60, 120))

    async def _rest(self, queue: str, seconds: float) -> None:
        if seconds <= 0:
            return
        clock = self._world.clock
        self._resting.add(queue)
        self._world.changed()
        # Off the moment the time has come, not only when this task wakes.
        alarm = clock.call_after(seconds, partial(self._resting.discard, queue))
        try:
            await clock.sleep(seconds)
        finally:
            alarm.cancel()
            self._resting.discard(queue)

    async def _try(self, session: ClientSession, update: Update) -> float | None:
        """Carry once; None when taken, else how long the bot asked to wait."""
        posting = asyncio.ensure_future(self._post(session, update))
        patience = asyncio.ensure_future(self._world.clock.sleep(PATIENCE))
        try:
            await asyncio.wait({posting, patience}, return_when=asyncio.FIRST_COMPLETED)
            if posting.done():
                return posting.result()
        finally:
            posting.cancel()
            patience.cancel()
        self._note("Connection timed out")
        return 0.0

    async def _post(self, session: ClientSession, update: Update) -> float | None:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(
                self.url, json=update.as_json(), headers=headers
            ) as response:
                if response.ok:
                    self._gone_since = None
                    await self._obey(response)
                    return None
                return self._refused(response)
        except (ClientError, OSError) as error:
            self._note(f"Connection failed: {type(error).__name__}")
            return 0.0

    def _refused(self, response: ClientResponse) -> float:
        self._note(f"Wrong response from the webhook: {response.status}")
        now = self._world.clock.now()
        if response.status != GONE:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = now
        elif now - self._gone_since >= GIVES_UP_AFTER:
            self.set("", None, 40)
        wished = response.headers.get("Retry-After", "0")
        return min(float(wished), LONGEST_RETRY_AFTER) if wished.isdigit() else 0.0

    def _note(self, error: str) -> None:
        self._last_error = self._world.clock.stamp(), error
        self._world.changed()

    async def _obey(self, response: ClientResponse) -> None:
        """Carry out a method that the bot put into its answer."""
        raw = Raw()
        if response.content_type == "application/json":
            raw.values = await response.json() or {}
        elif response.content_type == "multipart/form-data":
            await read_parts(_parts(response), raw)
        if method := raw.values.pop("method", None):
            try:
                await self._world.call(method, raw)
            except ApiError as error:
                self._note(error.description)


def _parts(response: ClientResponse) -> MultipartReader:
    return MultipartReader(response.headers, response.content)


def _current_task() -> "asyncio.Task[Any] | None":
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None
