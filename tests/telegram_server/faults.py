"""Faults on demand: what can go wrong between the bot and Telegram."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from tests.telegram_server.errors import ApiError, too_many

Json = dict[str, Any]


class Kind(enum.Enum):
    """What happens to a call."""

    REFUSE = "the call fails with an error"
    LOSE = "the connection drops before the call is done"
    DROP = "the call is done, and the connection drops before the answer"
    HANG = "nothing is done and no answer ever comes"
    HANG_AFTER = "the call is done and no answer ever comes"
    SLOW = "the call is done after so many of the world's seconds"
    BAD_GATEWAY = "a proxy answers 502 with a page of HTML"
    GARBLE = "the call is done and the answer cannot be read"


@dataclass
class Fault:
    """One thing that will go wrong, for one method or for any."""

    kind: Kind
    method: str | None = None
    times: int = 1
    error: ApiError | None = None
    seconds: float = 0.0
    met: int = 0

    def meets(self, method: str) -> bool:
        """Say whether it strikes this method, counting the time it does."""
        if self.met >= self.times:
            return False
        # A lost poll is only a pause, so "any method" leaves getUpdates alone.
        meant = self.method.lower() if self.method else None
        if method.lower() != meant if meant else method.lower() == "getupdates":
            return False
        self.met += 1
        return True


@dataclass
class Weather:
    """Faults at random, but the same for the same seed; getUpdates is left alone."""

    random: Random
    chances: "Sequence[tuple[float, Callable[[], Fault]]]"
    repeats: float

    def strikes(self, method: str) -> Fault | None:
        """Draw what happens to this call, mostly nothing."""
        if method.lower() == "getupdates":
            return None
        drawn = self.random.random()
        for chance, make in self.chances:
            if drawn < chance:
                return make()
            drawn -= chance
        return None


@dataclass
class Faults:
    """What will go wrong, in the order it was asked for."""

    planned: list[Fault] = field(default_factory=list)
    weather: Weather | None = None

    def fail(
        self,
        code: int,
        description: str,
        *,
        method: str | None = None,
        times: int = 1,
        parameters: Json | None = None,
    ) -> Fault:
        """Have the next calls refused with an error of one's own."""
        error = ApiError(code, description, parameters)
        return self._plan(Fault(Kind.REFUSE, method, times, error))

    def flood(self, seconds: int, *, method: str | None = None) -> Fault:
        """Have the next call refused with 429."""
        return self._plan(Fault(Kind.REFUSE, method, 1, too_many(seconds)))

    def drop_answer(self, method: str | None = None, *, times: int = 1) -> Fault:
        """Do the next call, then drop the connection instead of answering."""
        return self._plan(Fault(Kind.DROP, method, times))

    def lose_call(self, method: str | None = None, *, times: int = 1) -> Fault:
        """Drop the connection before the next call is done."""
        return self._plan(Fault(Kind.LOSE, method, times))

    def hang(self, method: str | None = None, *, done: bool = False) -> Fault:
        """Never answer the next call; `done` says whether it takes effect."""
        kind = Kind.HANG_AFTER if done else Kind.HANG
        return self._plan(Fault(kind, method))

    def slow(self, seconds: float, method: str | None = None) -> Fault:
        """Do the next call only after so many of the world's seconds."""
        return self._plan(Fault(Kind.SLOW, method, seconds=seconds))

    def bad_gateway(self, method: str | None = None, *, times: int = 1) -> Fault:
        """Answer the next calls with 502 and HTML, doing nothing."""
        return self._plan(Fault(Kind.BAD_GATEWAY, method, times))

    def garble(self, method: str | None = None) -> Fault:
        """Do the next call and answer what nobody can read."""
        return self._plan(Fault(Kind.GARBLE, method))

    def at_random(self, seed: int, chance: float = 0.05) -> None:
        """Let every kind of quick fault happen with this chance each, from now on.

        Calls are lost before or after they are done, answered with 502 or 429;
        updates come twice.
        """
        kinds = (Kind.DROP, Kind.LOSE, Kind.BAD_GATEWAY)
        chances: list[tuple[float, Callable[[], Fault]]] = [
            (chance, partial(Fault, kind)) for kind in kinds
        ]
        chances.append((chance, partial(Fault, Kind.REFUSE, error=too_many(1))))
        self.weather = Weather(Random(seed), chances, chance)  # noqa: S311 - repeatable

    def calm(self) -> None:
        """Let nothing more go wrong."""
        self.planned.clear()
        self.weather = None

    def next_for(self, method: str) -> Fault | None:
        """Return what happens to a call that has just come in."""
        for fault in self.planned:
            if fault.meets(method):
                return fault
        return self.weather.strikes(method) if self.weather else None

    def repeats(self) -> bool:
        """Say whether an update that has just come up is to be handed out twice."""
        weather = self.weather
        return weather is not None and weather.random.random() < weather.repeats

    def _plan(self, fault: Fault) -> Fault:
        self.planned.append(fault)
        return fault


POISON: dict[str, Callable[[Json], tuple[str, Any]]] = {
    "hidden_user": lambda message: (
        "message",
        message | {"forward_origin": {"type": "hidden_user", "date": message["date"]}},
    ),
    "empty_story": lambda message: (
        "message",
        message
        | {
            "external_reply": {
                "origin": {
                    "type": "user",
                    "date": message["date"],
                    "sender_user": message["from"],
                },
                "story": {},
            }
        },
    ),
    "unknown_status": lambda message: (
        "my_chat_member",
        {
            "chat": message["chat"],
            "from": message["from"],
            "date": message["date"],
            "old_chat_member": {"status": "pondering", "user": message["from"]},
            "new_chat_member": {"status": "pondering", "user": message["from"]},
        },
    ),
    "unknown_kind": lambda message: ("thought_transfer", {"from": message["from"]}),
    "unknown_chat_type": lambda message: (
        "message",
        message | {"chat": message["chat"] | {"type": "dream"}},
    ),
    "not_an_object": lambda _message: ("message", "what is this"),
}
"""Updates as Telegram has really sent them, or may, that libraries stumble over."""
