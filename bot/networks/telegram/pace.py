"""How fast we may call: one pace for everything that leaves under one token.

About 30 a second in all, one a second to one chat with short bursts, 20 a minute
to one group; edits count like messages. The times are handed in: this module has
no clock, and waits for nothing.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass

SHORTEST = 0.001
"""Seconds that a wait lasts at least: a clock of microseconds passes over less."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most so many in any stretch of so many seconds."""

    count: int
    seconds: float


OVERALL = Window(30, 1.005)
"""A hair longer than Telegram's second: calls do not arrive as evenly as they leave."""
CHAT = Window(5, 5.0)
GROUP = Window(20, 60.0)
GAP = 1 / 40
"""Seconds between two calls. Somewhat faster than on the whole: who wakes late may catch
up; and no faster, so that an urgent message waits a quarter of a second at most. It
needs nothing kept free for it: it takes the next place."""


class Pace:
    """Says when the next call may leave."""

    def __init__(self) -> None:
        self._latest: deque[float] = deque(maxlen=OVERALL.count)
        self._paused_until = 0.0
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, chat: str, now: float) -> float:
        """Count one call to a chat if it may leave now, and return nothing.

        Otherwise nothing is counted, and the seconds are returned after which it
        is worth asking again.
        """
        self._forget(now)
        times = self._times.get(chat, deque())
        waits = [self._paused_until - now, _wait(OVERALL, self._latest, now)]
        if self._latest:
            waits.append(self._latest[-1] + GAP - now)
        waits += [_wait(window, times, now) for window in _windows(chat)]
        wait = max(waits)
        if wait > 0:
            return max(wait, SHORTEST)
        self._latest.append(now)
        self._times.setdefault(chat, times).append(now)
        self._times.move_to_end(chat)
        return 0.0

    def pause(self, seconds: float, now: float) -> None:
        """Let nothing leave for so many seconds: Telegram asked for it."""
        self._paused_until = max(self._paused_until, now + seconds)

    def rests(self, now: float) -> float:
        """Return for how many seconds nothing leaves at all; 0: somebody may."""
        return max(0.0, self._paused_until - now)

    def _forget(self, now: float) -> None:
        """Forget the chats that have been quiet for longer than any window."""
        while self._times:
            chat, times = next(iter(self._times.items()))
            if now - times[-1] < GROUP.seconds:
                return
            del self._times[chat]


def is_group(chat: str) -> bool:
    """Say whether a chat is a group: Telegram gives groups negative numbers."""
    return chat.startswith("-")


def _windows(chat: str) -> tuple[Window, ...]:
    return (CHAT, GROUP) if is_group(chat) else (CHAT,)


def _wait(window: Window, times: deque[float], now: float) -> float:
    while times and now - times[0] >= GROUP.seconds:
        times.popleft()
    if len(times) < window.count:
        return 0.0
    return times[-window.count] + window.seconds - now
