"""The parent: plays a town's story to its processes, calmly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ports import Raw
from handlers.incoming import Incoming
from tests.proofs.faulty.member import Here, Stuck, Working
from tests.proofs.faulty.process import KEPT, Place
from tests.proofs.faulty.screens import Screens
from tests.proofs.faulty.town import BETWEEN, Step, Town

PATIENCE = timedelta(minutes=70)
ROUNDS = 2000

Came = Incoming | Raw


@dataclass(slots=True)
class Play:
    """One run of a town's story on one installation, to which nothing is done."""

    town: Town
    place: Place
    keys: set[str] = field(default_factory=set)
    """What came in, under the numbers that its network gave it."""
    missing: list[str] = field(default_factory=list)
    """Buttons that were to be pressed, and were not there."""
    _screens: Screens = field(init=False)

    def __post_init__(self) -> None:
        self._screens = Screens(self.place.log)
        self._members = self._cast()

    _members: Sequence[Working] = field(init=False)

    def run(self) -> Screens:
        """Play the story to its end, and let everything come to rest."""
        self.place.set(self.town.begins)
        for member in self._members:
            member.start()
        try:
            self._story()
        finally:
            for member in self._members:
                member.stop()
        return self._screens.look()

    def _cast(self) -> Sequence[Working]:
        return [Here(self.place)]

    def _story(self) -> None:
        for phase in self.town.phases():
            moment = phase.begins
            for steps in _side_by_side(phase.steps):
                self._until(moment)
                self._everyone_says(steps)
                self._settle()
                moment += BETWEEN
        self._rest()
        self._until(moment + 3 * BETWEEN)

    def _rest(self) -> None:
        """Let whatever was done to the program end."""

    def _everyone_says(self, steps: list[Step]) -> None:
        """Let each case's next words come in."""
        screens = self._screens.look()
        for step in steps:
            if step.presses and screens.token(step.who, step.presses) is None:
                # It is late, after the clock went back; people wait for it.
                self._until(self.place.now() + PATIENCE)
                screens.look()
                break
        came = [self._incoming(step, screens) for step in steps]
        for each in self._on_the_way([each for each in came if each is not None]):
            self._take(each)

    def _on_the_way(self, came: list[Incoming]) -> Iterator[Came]:
        """Return what the networks make of what was sent."""
        yield from came

    def _incoming(self, step: Step, screens: Screens) -> Incoming | None:
        token = screens.press(step.who, step.presses) if step.presses else ""
        if token is None:
            self.missing.append(f"{step.who}: {step.presses}")
            return None
        made = Incoming(
            network="console",
            key=f"{len(self.keys)}",
            address=step.who,
            text=step.says,
            pressed=token,
            start=screens.link(step.opens) if step.opens else "",
        )
        self.keys.add(made.key)
        return made

    def _take(self, came: Came) -> None:
        """Hand something over until it is acknowledged."""
        (member,) = self._members
        member.tell(came)
        if member.answer()[0] != KEPT:
            raise Stuck("nothing can come in")

    def _until(self, moment: datetime) -> None:
        """Let time pass, stopping wherever something is due."""
        for _ in range(ROUNDS):
            now = self.place.now()
            following = self._settle()
            if following is None or following > moment:
                break
            later = max(now, self.place.now()) + timedelta(milliseconds=1)
            self.place.set(max(following, later))
        else:
            raise Stuck("it does not come to rest")
        self.place.set(max(moment, self.place.now()))
        self._settle()

    def _settle(self) -> datetime | None:
        """Let everything be done that is due; return what is due next."""
        (member,) = self._members
        member.tell("work")
        return member.answer()[1]


def _side_by_side(stories: tuple[tuple[Step, ...], ...]) -> Iterator[list[Step]]:
    """Take the next step of every case at once: cases do not wait for each other."""
    for number in range(max(map(len, stories))):
        yield [story[number] for story in stories if number < len(story)]
