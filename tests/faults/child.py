"""The program in a process that is killed with SIGKILL, and started anew."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Connection

from handlers.incoming import Incoming
from tests.faults.forked import FORKED
from tests.faults.program import DONE, KEPT, Place, main

MIDDLE = 0.5
Told = datetime | Incoming | str
Main = Callable[[Connection, Place], None]


class Child:
    """One process after another, each on what the last one left behind."""

    def __init__(
        self, place: Place, chance: random.Random, program: Main = main
    ) -> None:
        self.place, self.chance, self._program = place, chance, program
        self.kills = self.kills_at_work = 0
        self.start()

    def start(self) -> None:
        self.pipe, theirs = FORKED.Pipe()
        self.process = FORKED.Process(target=self._program, args=(theirs, self.place))
        self.process.start()
        theirs.close()

    def tell(self, told: Told) -> None:
        """Have it done, whatever it takes."""
        self.pipe.send(told)
        while self.pipe.recv() != DONE:
            pass

    def tell_and_kill(self, told: Told, within: float) -> None:
        """Have it begun, killed somewhere on the way, and done after a restart."""
        self.pipe.send(told)
        time.sleep(self.chance.uniform(0, within))
        self.process.kill()
        self.process.join()
        answers = list(_left_in(self.pipe))
        self.kills += 1
        self.kills_at_work += DONE not in answers
        self.start()
        # A network repeats what was not acknowledged, and sometimes what was.
        if KEPT not in answers or self.chance.random() < MIDDLE:
            self.tell(told)

    def stop(self) -> None:
        self.pipe.send(None)
        self.process.join()


def _left_in(pipe: Connection) -> Iterator[str]:
    with suppress(EOFError, ConnectionError):
        while pipe.poll():
            yield pipe.recv()
