"""How often one link may write, and one address may guess."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_MANY = 10_000
"""So many callers are remembered; then the rested ones are forgotten."""


@dataclass(slots=True)
class Limit:
    """Allows a burst, and so many a second after it, for each caller apart."""

    burst: float
    per_second: float
    seconds: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, caller: str) -> bool:
        """Count one try of this caller; False: there were too many."""
        left = self._now_left(caller)
        if left < 1:
            return False
        self._left[caller] = (left - 1, self.seconds())
        if len(self._left) > _MANY:
            self._forget_rested()
        return True

    def is_spent(self, caller: str) -> bool:
        """Say whether this caller has no try left now, without counting one."""
        return self._now_left(caller) < 1

    def _now_left(self, caller: str) -> float:
        left, at = self._left.get(caller, (self.burst, 0.0))
        rested = (self.seconds() - at) * self.per_second
        return min(self.burst, left + rested)

    def _forget_rested(self) -> None:
        for caller in [c for c in self._left if self._now_left(c) >= self.burst]:
            del self._left[caller]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one site."""

    posts: Limit = field(default_factory=lambda: Limit(15, 1))
    """Words and presses of one personal link."""
    guesses: Limit = field(default_factory=lambda: Limit(20, 20 / 3600))
    """Links that do not work, from one network address."""
