"""One process of an installation: told what comes in, killed, started anew."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tests.faults.forked import FORKED
from tests.proofs.faulty.process import Place, Process, main

KILLED = "killed"
TOO_LONG = 240.0
"""Seconds after which a process that does not answer is stuck: a fault of ours."""

Answer = tuple[str, datetime | None]


class Stuck(Exception):
    """The program did not come to rest, or died by itself."""


class Working(Protocol):
    """What can be told to work, and says what came of it."""

    def start(self) -> None:
        """Begin."""

    def tell(self, told: Any, fuse: int = 0) -> None:
        """Have it begin with something; with a fuse, it ends itself on the way."""

    def answer(self) -> Answer:
        """Wait for what came of it."""

    def stop(self) -> None:
        """Let it end."""


@dataclass(slots=True)
class Member:
    """One process of the installation, started anew whenever it is gone."""

    place: Place
    number: int
    life: int = 0
    told: bool = False
    fused: bool = False
    pipe: Any = None
    process: Any = None

    def start(self) -> None:
        """Start it under a name that no earlier life had."""
        self.life += 1
        self.pipe, theirs = FORKED.Pipe()
        name = f"{self.number}.{self.life}"
        self.process = FORKED.Process(target=main, args=(theirs, self.place, name))
        self.process.start()
        theirs.close()
        self.told = self.fused = False

    def tell(self, told: Any, fuse: int = 0) -> None:
        """Have it begin with something, and die at so manieth point on the way."""
        self.pipe.send((told, fuse))
        self.told, self.fused = True, fuse > 0

    def kill(self) -> list[str]:
        """End it with SIGKILL; return what it had answered before."""
        self.process.kill()
        return self._buried()

    def answer(self) -> Answer:
        """Wait for what came of it.

        Raises:
            Stuck: it does not answer, or nobody has killed it and it is dead.
        """
        if not self.pipe.poll(TOO_LONG):
            raise Stuck(f"process {self.number} does not answer")
        try:
            answer: Answer = self.pipe.recv()
        except (EOFError, OSError):
            if not self.fused:
                self.process.join()
                code = self.process.exitcode
                raise Stuck(f"process {self.number} died by itself: {code}") from None
            self._buried()
            return KILLED, None
        return answer

    def stop(self) -> None:
        """Let it end."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def _buried(self) -> list[str]:
        self.process.join()
        answers = []
        with suppress(EOFError, OSError):
            while self.pipe.poll():
                answers.append(self.pipe.recv()[0])
        self.pipe.close()
        self.start()
        return answers


class Here:
    """The program in this very process, where nothing is done to it."""

    told = True

    def __init__(self, place: Place) -> None:
        self._place = place
        self._loop = asyncio.Runner()
        self._answer: Answer = ("", None)

    def start(self) -> None:
        """Begin."""
        self._process = Process(self._place, "calm", stormy=False)
        database = self._process.assistant.parts.database
        self._loop.run(database.prepare())

    def tell(self, told: Any, fuse: int = 0) -> None:
        """Have it done."""
        assert not fuse
        self._answer = self._loop.run(self._process.do(told))

    def answer(self) -> Answer:
        """Return what came of it."""
        return self._answer

    def stop(self) -> None:
        """Let it end."""
        self._loop.run(self._process.assistant.parts.database.close())
        self._loop.close()
