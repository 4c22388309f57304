"""A town of generated people: what each case's people say and press, day by day."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.ids import PersonId
from casework.roles import Role
from handlers import digests, rhythms
from handlers.turn import Turn
from storage.database import Database
from tests.proofs.faulty.process import Place, office
from tests.table import TALLINN, a_table, at

BEGINNINGS = ("2026-11-23 09:00", "2027-03-15 09:00", "2027-10-18 09:00")
"""Mondays: an ordinary winter's, and one before each change of the clocks."""
BETWEEN = timedelta(minutes=20)
"""Longer than any lease: what a dead process held is taken up before the next step."""
TIMES = 6
"""How many times everyone is asked about."""
OTHERS = (
    ("jaan", "Jaan Jõgi", Role.CLASS_TEACHER),
    ("liis", "Liis Lepik", Role.SPEECH_THERAPIST),
)
WORDS = (
    "he",
    "slept",
    "ate",
    "read",
    "ran",
    "laughed",
    "hid",
    "cried",
    "sang",
    "waited",
)


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody says something, presses a button, or opens an invitation."""

    who: str
    says: str = ""
    presses: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """From a moment on, in each case the next step every twenty minutes."""

    begins: datetime
    steps: tuple[tuple[Step, ...], ...]


@dataclass(slots=True)
class Family:
    """One case of the town, and what its people will have said in the end."""

    number: int
    chance: random.Random
    tags: int = 0

    def named(self, who: str) -> str:
        """Return somebody's address."""
        return f"{who}{self.number}"

    def words(self) -> str:
        """Return free words that nobody else ever writes."""
        self.tags += 1
        chosen = " ".join(self.chance.choices(WORDS, k=4))
        return f"{chosen} #{self.number}.{self.tags}#"

    def says(self, who: str, *texts: str) -> Iterator[Step]:
        """Say each of these."""
        yield from (Step(self.named(who), says=text) for text in texts)

    def presses(self, who: str, *labels: str) -> Iterator[Step]:
        """Press each of these."""
        yield from (Step(self.named(who), presses=label) for label in labels)

    def joining(self) -> Iterator[Step]:
        """The mother is invited, and joins."""
        yield from self.says("mari", "/invite", "Kati Kask")
        yield from self.presses(
            "mari", "parent", "family and friends", "no organisation"
        )
        yield from self.says("mari", "She is the mother")
        yield from self.presses("mari", "required", "English")
        yield Step(self.named("kati"), opens=self.named("mari"))
        yield from self.presses(
            "kati", "In English", "I have read this and will keep to it"
        )

    def planning(self) -> Iterator[Step]:
        """A goal, an activity, and somebody who takes it on."""
        yield from self.says("mari", "/newgoal", self.words(), self.words())
        yield from self.presses("mari", "Jaan Jõgi", "1 month")
        yield from self.presses("jaan", "I take it on")

    def writing(self) -> Iterator[Step]:
        """The mother writes to the case manager."""
        yield from self.says("kati", self.words())
        yield from self.presses("kati", "Yes, pass it on")

    def asking(self) -> Iterator[Step]:
        """A roundtable: opinions, and everyone is asked about times."""
        for whose in ("The child's", "The parent's"):
            yield from self.says("mari", "/opinion")
            yield from self.presses("mari", whose, "In a conversation")
            yield from self.says("mari", self.words())
        yield from self.says("mari", "/roundtable")
        yield from self.presses("mari", "Ask everyone about these times")

    def convening(self) -> Iterator[Step]:
        """Everyone says which times suit; invitations leave."""
        voters = ["kati", "jaan", "liis"]
        self.chance.shuffle(voters)
        for who in voters:
            yield from self.presses(who, *["Yes"] * TIMES)
        yield from self.presses("mari", "Convene: …")
        yield from self.presses("kati", "I will come")

    def moving(self, day: date) -> Iterator[Step]:
        """The roundtable gets another time."""
        yield from self.says("mari", "/roundtable")
        yield from self.presses("mari", "Move it")
        yield from self.says("mari", f"{day:%d.%m.%Y} 10:00")
        yield from self.presses("mari", "Yes, that is what I mean")

    def checking_in(self) -> Iterator[Step]:
        """The mother answers the week's questions."""
        yield from self.presses("kati", self.chance.choice(["Hard", "Good"]))
        yield from self.says("kati", self.words())
        yield from self.presses("kati", "I manage", "Yes")
        yield from self.says("kati", self.words())

    def updating(self) -> Iterator[Step]:
        """The teacher tells how it goes with the goal."""
        yield from self.presses("jaan", self.chance.choice(["Better", "Worse"]))
        yield from self.says("jaan", self.words())
        yield from self.presses("jaan", "No obstacles", "Nothing needed")

    def looking(self) -> Iterator[Step]:
        """The case manager looks at the case, and tells the network."""
        yield from self.says("mari", "/summary")
        yield from self.presses("mari", "Tell the network of it")
        yield from self.says("mari", "/status", "/tasks", "/nonsense")

    def calling_off(self) -> Iterator[Step]:
        """The roundtable does not take place after all; the mother has enough."""
        yield from self.says("mari", "/roundtable")
        yield from self.presses("mari", "Call it off")
        yield from self.says("mari", self.words())
        yield from self.says("kati", "STOP", "/back", "/help")


@dataclass(frozen=True, slots=True)
class Town:
    """So many cases, at a time of year: everything else comes from the seed."""

    seed: int
    cases: int = 3
    small: bool = False

    @property
    def begins(self) -> datetime:
        """When the story begins."""
        return at(BEGINNINGS[self.seed % len(BEGINNINGS)])

    def phases(self) -> list[Phase]:
        """Return the whole story."""
        families = [
            Family(number, random.Random(f"{self.seed} {number}"))
            for number in range(self.cases)
        ]
        local = self.begins.astimezone(TALLINN)
        day = local.date()

        def when(days: int, hour: int) -> datetime:
            moment = local.replace(hour=hour, minute=30) + timedelta(days=days)
            return moment.astimezone(self.begins.tzinfo)

        topics = [
            (when(0, 9), "joining", ()),
            (when(0, 14), "planning", ()),
            (when(6, 18), "checking_in", ()),
        ]
        if not self.small:
            topics[2:2] = [
                (when(2, 9), "asking", ()),
                (when(3, 10), "writing", ()),
                (when(4, 9), "convening", ()),
            ]
            topics += [
                (when(7, 9), "moving", (day + timedelta(days=24),)),
                (when(7, 12), "looking", ()),
                (when(8, 10), "updating", ()),
                (when(14, 9), "checking_in", ()),
                (when(15, 9), "calling_off", ()),
            ]
        return [
            Phase(begins, tuple(tuple(getattr(f, topic)(*more)) for f in families))
            for begins, topic, more in topics
        ]

    async def settle_in(self, place: Place) -> None:
        """Make the tables, seat everyone who is there from the start."""
        table = await a_table(
            place.url, place.keys_url, self.begins - timedelta(minutes=5)
        )
        for number in range(self.cases):
            manager = f"mari{number}"
            await table.manager(manager, "Mari Maasikas")
            case = await table.case(manager, f"K{number}-4F2Q")
            for who, name, role in OTHERS:
                # One after the other: who came first is named first, every time.
                table.clock.set(table.clock() + timedelta(seconds=1))
                await table.seat(f"{who}{number}", name, case, role)
            async with table.database.transaction(table.clock()) as tx:
                turn = Turn(tx, table.clock(), office())
                await digests.ensure(turn, table.people[manager])
                await rhythms.begin(turn, table.members[f"jaan{number}"])
            await _known_by_mail(table.database, self.begins, table.people)
        await table.database.close()


async def _known_by_mail(
    database: Database, now: datetime, people: dict[str, object]
) -> None:
    async with database.transaction(now) as tx:
        for address, seated in people.items():
            person = await tx.people.get(PersonId(seated.id))  # type: ignore[attr-defined]
            await tx.people.keep(replace(person, email=f"{address}@vald.example"))
