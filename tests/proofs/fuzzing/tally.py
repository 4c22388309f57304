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
    unhandled: list[str] = field(default_factory=list)

    @property
    def broken(self) -> int:
        """How many promises were broken."""
        return len(self.unhandled) + self.lost + self.slow

    def feed(self, feed: Feed, content: bytes) -> None:
        """Feed one input, and take down whether it was borne."""
        with self.one(content):
            feed(content)

    @contextmanager
    def one(self, content: object) -> Iterator[None]:
        """Count one input, and take down what became of it."""
        self.inputs += 1
        began = process_time()
        try:
            yield
        except Exception as error:
            self.fault(f"{type(error).__name__}: {error}"[:200], content)
        took = process_time() - began
        self.slowest = max(self.slowest, took)
        self.slow += took > SLOW

    def fault(self, what: str, content: object) -> None:
        """Take down an input that was not borne."""
        self.unhandled.append(f"{what} on {repr(content)[:300]}")

    @property
    def lines(self) -> Iterator[str]:
        """The figures, and the first inputs that were not borne."""
        yield (
            f"{self.name:<24} {self.inputs:>9,} inputs, "
            f"{len(self.unhandled)} unhandled, {self.lost} lost, "
            f"{self.slow} over a second, slowest {self.slowest * 1000:,.0f} ms"
        )
        for each in self.unhandled[:_SHOWN]:
            yield f"    {each}"
