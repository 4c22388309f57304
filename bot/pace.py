"""How fast people write: a machine that answers a machine is cut off."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from enum import Enum

WINDOW = timedelta(minutes=10)
PER_WINDOW = 120
"""Messages and presses of one address; nobody types or taps that fast."""
_REMEMBERED = 10_000
"""Addresses watched at once; the one silent for longest is forgotten first."""


class Pace(Enum):
    """What becomes of something that has just come in."""

    GOOD = "good"
    FIRST_TOO_FAST = "first too fast"
    TOO_FAST = "too fast"


class Watch:
    """Counts what comes from each address; forgets it with the process."""

    def __init__(self, per_window: int = PER_WINDOW) -> None:
        self._per_window = per_window
        self._came: OrderedDict[str, deque[datetime]] = OrderedDict()

    def look(self, address: str, now: datetime) -> Pace:
        """Count one more from an address; too fast ends when it calms down."""
        came = self._came.setdefault(address, deque(maxlen=self._per_window + 1))
        self._came.move_to_end(address)
        if len(self._came) > _REMEMBERED:
            self._came.popitem(last=False)
        was_too_fast = self._too_fast(came, now)
        came.append(now)
        if not self._too_fast(came, now):
            return Pace.GOOD
        return Pace.TOO_FAST if was_too_fast else Pace.FIRST_TOO_FAST

    def _too_fast(self, came: deque[datetime], now: datetime) -> bool:
        return len(came) > self._per_window and now - came[0] < WINDOW
