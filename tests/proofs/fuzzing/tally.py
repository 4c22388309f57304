"""What a run of the fuzzers counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import process_time

from tests.proofs.fuzzing.readers import Feed

SLOW = 1.0
"""Seconds of CPU that no single input may take."""
_SHOWN = 5


@dataclass(slots=True)
class Tally:
    """What came of the inputs of one kind."""

    name: str
    inputs: int = 0
    lost: int = 0
    slowest: float = 0.0
    slow: int = 0
    unhandled: int = 0
    shown: list[str] = field(default_factory=list)
    """What was not borne, with the inputs' beginnings."""

    @property
    def broken(self) -> int:
        """How many promises were broken."""
        return self.unhandled + self.lost + self.slow

    def feed(self, feed: Feed, content: bytes) -> None:
        """Feed one input, and take down whether it was borne."""
        self.inputs += 1
        took = self._fed(feed, content)
        if took > SLOW:
            # Once may be the machine, gathering rubbish; an input is slow every time.
            took = self._fed(feed, content)
        self._took(took, content)

    @contextmanager
    def one(self, content: object) -> Iterator[None]:
        """Count one input that goes through the whole program; nothing feeds it twice."""
        self.inputs += 1
        began = process_time()
        try:
            yield
        except Exception as error:
            self.fault(_named(error), content)
        self._took(process_time() - began, content)

    def _fed(self, feed: Feed, content: bytes) -> float:
        began = process_time()
        try:
            feed(content)
        except Exception as error:
            self.fault(_named(error), content)
        return process_time() - began

    def _took(self, took: float, content: object) -> None:
        self.slowest = max(self.slowest, took)
        if took > SLOW:
            self.slow += 1
            self.shown.append(f"{took:.1f} s on {repr(content)[:300]}")

    def fault(self, what: str, content: object) -> None:
        """Take down an input that was not borne."""
        self.unhandled += 1
        self.shown.append(f"{what} on {repr(content)[:300]}")

    @property
    def lines(self) -> Iterator[str]:
        """The figures, and the first inputs that were not borne."""
        yield (
            f"{self.name:<24} {self.inputs:>9,} inputs, "
            f"{self.unhandled} unhandled, {self.lost} lost, "
            f"{self.slow} over a second, slowest {self.slowest * 1000:,.0f} ms"
        )
        for each in self.shown[:_SHOWN]:
            yield f"    {each}"


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
