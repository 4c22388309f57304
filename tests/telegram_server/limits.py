"""Floods: how fast the bot may send and edit."""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.telegram_server.chats import Chat
from tests.telegram_server.clock import Clock
from tests.telegram_server.errors import too_many


@dataclass(frozen=True, slots=True)
class Pace:
    """So many in a length of time, in a sliding window."""

    count: int
    within: timedelta

    def wait(self, times: "deque[datetime]", now: datetime) -> timedelta:
        """Return how long until one more is allowed; nothing when it is already."""
        while times and now - times[0] >= self.within:
            times.popleft()
        if len(times) < self.count:
            return timedelta()
        return times[len(times) - self.count] + self.within - now


OVERALL = Pace(30, timedelta(seconds=1))
GROUP = Pace(20, timedelta(minutes=1))
CHAT = Pace(5, timedelta(seconds=5))
"""One a second with short bursts tolerated: five at once, then one a second."""


@dataclass
class Floods:
    """Counts sends and edits, and refuses what is too fast."""

    clock: Clock
    watched: bool = True
    overall: Pace = OVERALL
    per_group: Pace = GROUP
    per_chat: Pace = CHAT
    refused: int = 0
    _times: "dict[object, deque[datetime]]" = field(default_factory=dict)

    def take(self, chat: Chat) -> None:
        """Count one send or edit in the chat.

        Raises:
            ApiError: 429, when it comes too soon; it is then not counted.
        """
        if not self.watched:
            return
        now = self.clock.now()
        paces = [(self.overall, "all"), (self.per_chat, chat.id)]
        if chat.is_group:
            paces.append((self.per_group, f"group {chat.id}"))
        windows = [(pace, self._times.setdefault(key, deque())) for pace, key in paces]
        if (
            wait := max(pace.wait(times, now) for pace, times in windows)
        ) > timedelta():
            self.refused += 1
            raise too_many(max(1, math.ceil(wait.total_seconds())))
        for _, times in windows:
            times.append(now)
