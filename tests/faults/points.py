"""Numbered points at which a fault can be put: around each commit and each sending."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import DeliveryFailed
from bot.text import Sending
from storage.database import Database


class Killed(BaseException):
    """The process is gone: nothing above may catch this and go on."""


@dataclass(slots=True)
class Points:
    """Counts the points that are passed, and breaks at one of them."""

    breaks_at: int = 0
    fault: Callable[[str], BaseException] = Killed
    passed: list[str] = field(default_factory=list)

    def pass_by(self, name: str) -> None:
        self.passed.append(name)
        if len(self.passed) == self.breaks_at:
            raise self.fault(name)

    @property
    def broke(self) -> bool:
        return len(self.passed) >= self.breaks_at

    def arm(self, breaks_at: int, fault: Callable[[str], BaseException]) -> None:
        self.passed.clear()
        self.breaks_at, self.fault = breaks_at, fault


@dataclass(slots=True)
class Screen:
    """A network in memory whose sendings are points; what it showed stays."""

    points: Points
    shows_once: bool
    name: str = "console"
    shown: list[tuple[str, int, str]] = field(default_factory=list)
    settled: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[tuple[str, str], str] = field(default_factory=dict)

    async def send(self, sending: Sending) -> str:
        self._pass_by("before send")
        labels = [b.label for b in sending.text.buttons if b.action]
        for label, token in zip(labels, sending.tokens, strict=True):
            self.buttons[sending.address, label] = token
        line = (sending.address, sending.id, sending.text.body)
        if not (self.shows_once and line in self.shown):
            self.shown.append(line)
        self._pass_by("after send")
        return str(sending.id)

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        self._pass_by("before settle")
        self.settled.append((address, message_ref))
        self._pass_by("after settle")

    def _pass_by(self, name: str) -> None:
        try:
            self.points.pass_by(name)
        except Exception as error:
            raise DeliveryFailed(str(error), unknown=True) from error


@contextmanager
def around_commits(database: Database, points: Points) -> Iterator[None]:
    """Make a point just before and just after every commit that holds a turn."""

    def before(*_: Any) -> None:
        points.pass_by("before commit")

    commit = AsyncConnection.commit

    async def and_after(connection: AsyncConnection) -> None:
        await commit(connection)
        points.pass_by("after commit")

    engines = (database.engine.sync_engine, database.keys.engine.sync_engine)
    for engine in engines:
        event.listen(engine, "commit", before)
    AsyncConnection.commit = and_after
    try:
        yield
    finally:
        AsyncConnection.commit = commit
        for engine in engines:
            event.remove(engine, "commit", before)
