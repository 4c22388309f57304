"""What the bot has not yet been told: updates, kept until confirmed or too old."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.telegram_server.clock import Clock
from tests.telegram_server.description import load

Json = dict[str, Any]

KEPT = timedelta(hours=24)
QUERY_KEPT = timedelta(seconds=150)
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS = tuple(name for name in load().types["Update"].fields if name != "update_id")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Update:
    """One update; webhooks keep the order of those with the same queue."""

    id: int
    kind: str
    payload: Any
    at: datetime
    queue: str
    again: bool = False

    def as_json(self) -> Json:
        """Return the update as an Update."""
        return {"update_id": self.id, self.kind: self.payload}


def _kept(update: Update) -> timedelta:
    return QUERY_KEPT if update.kind == "callback_query" else KEPT


class Updates:
    """The waiting updates, in order."""

    def __init__(
        self, clock: Clock, first_id: int, changed: Callable[[], None]
    ) -> None:
        self._clock = clock
        self._changed = changed
        self._next_id = first_id
        self._waiting: list[Update] = []
        self._looked_at = clock.now()
        self.allowed: frozenset[str] | None = None
        self.all_ever = 0

    def allow(self, kinds: Iterable[str]) -> None:
        """Set which kinds the bot wants; an empty list means the usual ones."""
        self.allowed = frozenset(kinds) or None

    def wants(self, kind: str) -> bool:
        """Say whether updates of this kind are kept for the bot."""
        if self.allowed is None:
            return kind not in NOT_BY_DEFAULT
        return kind in self.allowed or kind not in KINDS

    def put(self, kind: str, payload: Any, queue: str) -> Update | None:
        """Keep an update for the bot, unless it does not want such."""
        if not self.wants(kind):
            return None
        update = Update(
            id=self._next_id,
            kind=kind,
            payload=payload,
            at=self._clock.now(),
            queue=queue,
        )
        self._next_id += 1
        self.all_ever += 1
        self._waiting.append(update)
        self._changed()
        return update

    def waiting(self) -> list[Update]:
        """Return what waits now; what has grown too old is gone for good."""
        now = self._clock.now()
        if now != self._looked_at:
            self._looked_at = now
            self._waiting = [u for u in self._waiting if now - u.at < _kept(u)]
        return list(self._waiting)

    def confirm_before(self, offset: int) -> None:
        """Forget everything below the offset; a negative one keeps so many last."""
        if offset < 0:
            self._waiting = self.waiting()[offset:]
        else:
            self._waiting = [u for u in self._waiting if u.id >= offset or u.again]

    def hand_out(self, limit: int) -> list[Update]:
        """Return what waits first; a repeated update is now like any other."""
        found = self.waiting()[:limit]
        rest = self._waiting[limit:]
        self._waiting = [replace(update, again=False) for update in found] + rest
        return found

    def done(self, update: Update) -> None:
        """Forget one update: the webhook took it."""
        self._waiting = [u for u in self._waiting if u is not update]

    def clear(self) -> None:
        """Forget everything."""
        self._waiting.clear()

    # Faults

    def repeat(self, update: Update) -> None:
        """Hand an update out once more, under its old id, confirmed or not."""
        self._waiting.append(replace(update, again=True))
        self._changed()

    def shuffle(self, seed: int) -> None:
        """Mix up the order in which everything waiting is handed out."""
        Random(seed).shuffle(self._waiting)  # noqa: S311 - a fault that can be repeated

    def jump(self, to: int) -> None:
        """Go on with another number, as after a week without updates."""
        self._next_id = to
