"""Whatever people do in groups, in whatever order: nothing before a stranger's eyes.

The judge is the test server: it knows who was in a group when something was said
there, and whom the bot had been told of. UMARLAUD_TEST_WALKS=200 walks for longer.
"""

import asyncio
import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.wording.places import Places
from casework.cases import Case, MemberState
from casework.outcome import Outcome
from casework.roles import Role
from casework.steps import PostSummaryReady
from handlers import leaving
from handlers.turn import Turn
from tests.phones.telegram import TelegramPhones, a_table_on_telegram
from tests.provision import databases
from tests.table import Table
from tests.telegram_network.team_chats import BIND
from tests.telegram_server.groups import Group
from tests.telegram_server.messages import Message

CODES = {"mari": "K7-4F2Q", "piret": "B3-9XWM"}
"""Two case managers, each with a case."""
PEOPLE = ("kati", "jaan", "anu", "oleg", *CODES)
"""A mother and a teacher of the one, a psychologist of the other, nobody's."""
OF = {"kati": "mari", "jaan": "mari", "anu": "piret"}

_who = st.sampled_from(PEOPLE)
_manager = st.sampled_from(sorted(CODES))
_group = st.integers(0, 1)
STEP = st.one_of(
    st.tuples(st.just("join"), _who, _group),
    st.tuples(st.just("leave"), _who, _group),
    st.tuples(st.just("speak"), _who, _group),
    st.tuples(st.just("ask"), _who, _group),
    st.tuples(st.just("promote"), _who, _group),
    st.tuples(st.just("bind"), _manager, _group),
    st.tuples(st.just("post"), _manager, _group),
    st.tuples(st.just("post"), _manager, _group),
    st.tuples(st.just("turn_bot"), _manager, _group),
    st.tuples(st.just("migrate"), _manager, _group),
    st.tuples(st.just("membership"), st.sampled_from(sorted(OF)), _group),
)


@dataclass(slots=True)
class Walk:
    """Two groups, two cases, and what the judge knows of them."""

    table: Table
    cases: dict[str, Case]
    groups: list[Group]
    noticed: list[set[str]] = field(default_factory=lambda: [set(), set()])
    bound: list[str | None] = field(default_factory=lambda: [None, None])
    inside: set[str] = field(default_factory=lambda: set(OF))
    read: set[tuple[int, int]] = field(default_factory=set)

    @property
    def phones(self) -> TelegramPhones:
        assert isinstance(self.table.phones, TelegramPhones)
        return self.table.phones

    async def take(self, step: tuple[str, str, int]) -> None:
        kind, who, number = step
        self.phones.world.advance(7)
        await getattr(self, kind)(who, number)
        await self.look()
        self.judge()

    async def look(self) -> None:
        await self.phones.look(self.table)
        while self.phones.world.updates.waiting():
            await self.phones.look(self.table)

    # What people do

    async def join(self, who: str, number: int) -> None:
        group = self.groups[number]
        if not group.member(self.phones.owner(who)).present:
            group.add(self.phones.owner(who))
            self._notice(who, number)

    async def leave(self, who: str, number: int) -> None:
        group = self.groups[number]
        if self._is_in(who, number) and self.phones.owner(who) is not group.owner:
            group.remove(self.phones.owner(who))

    async def speak(self, who: str, number: int) -> None:
        if self.groups[number].member(self.phones.owner(who)).present:
            self.phones.owner(who).send("hello", self.groups[number])
            self._notice(who, number)

    async def ask(self, who: str, number: int) -> None:
        if self.groups[number].member(self.phones.owner(who)).present:
            self.phones.owner(who).send("/status@umarlaud_bot", self.groups[number])
            self._notice(who, number)

    async def promote(self, who: str, number: int) -> None:
        if self.groups[number].member(self.phones.owner(who)).present:
            self.groups[number].promote(self.phones.owner(who))
            self._notice(who, number)

    async def bind(self, who: str, number: int) -> None:
        group, manager = self.groups[number], self.phones.owner(who)
        if not group.member(manager).present:
            return
        manager.send("/team@umarlaud_bot", group)
        self._notice(who, number)
        await self.look()
        asked = f"shall the group “G{number}” be" in self.table.last(who)
        if asked and BIND in self.table.labels(who):
            await self.table.press(who, BIND)
        if f"“G{number}” is the team chat now" in self.table.last(who):
            self.bound = [None if b == who else b for b in self.bound]
            self.bound[number] = who

    async def post(self, who: str, _number: int) -> None:
        case = self.cases[who]
        post = PostSummaryReady(case=case.id, code=case.code)
        async with self.table.database.transaction(self.table.clock()) as tx:
            await tx.keep(Outcome(messages=(post,)))

    async def turn_bot(self, _who: str, number: int) -> None:
        group, bot = self.groups[number], self.phones.world.bot
        if group.member(bot).present:
            group.remove(bot)
        else:
            group.add(bot)
            group.promote(bot)

    async def migrate(self, _who: str, number: int) -> None:
        if self.groups[number].type == "group":
            self.groups[number] = self.groups[number].migrate()

    async def membership(self, who: str, _number: int) -> None:
        """Take somebody out of their network, or back in."""
        member = self.table.members[who]
        async with self.table.database.transaction(self.table.clock()) as tx:
            kept = await tx.members.get(member.id)
            self.inside ^= {who}
            if kept.state is MemberState.LEFT:
                await tx.members.keep(replace(kept, state=MemberState.ACTIVE))
                return
            turn = Turn(tx, self.table.clock(), self.table.assistant.parts.office)
            await leaving.let_go(turn, kept)
            await tx.members.keep(replace(kept, state=MemberState.LEFT))

    # What must never be

    def judge(self) -> None:
        for number, group in enumerate(self.groups):
            for message in group.messages.values():
                place = (group.id, message.number)
                if message.sender is not self.phones.world.bot or place in self.read:
                    continue
                self.read.add(place)
                self._judge_one(number, message.text)
            for message in group.ephemeral.values():
                if message.sender is self.phones.world.bot:
                    self._judge_aside(number, message)

    def _judge_aside(self, number: int, message: Message) -> None:
        place = (self.groups[number].id, -message.number)
        if place in self.read:
            return
        self.read.add(place)
        (reader,) = [
            who for who in PEOPLE if self.phones.owner(who) is message.draft.receiver
        ]
        assert self._belongs(reader) == self.bound[number]

    def _judge_one(self, number: int, text: str) -> None:
        named = [who for who, code in CODES.items() if code in text]
        if not named:
            return
        assert named == [self.bound[number]], f"{text!r} in the group of another case"
        there = [w for w in self.noticed[number] if self._is_in(w, number)]
        strangers = [w for w in there if self._belongs(w) != named[0]]
        assert not strangers, f"{text!r} before {strangers}"

    def _notice(self, who: str, number: int) -> None:
        if self.groups[number].member(self.phones.world.bot).present:
            self.noticed[number].add(who)

    def _is_in(self, who: str, number: int) -> bool:
        return self.groups[number].member(self.phones.owner(who)).present

    def _belongs(self, who: str) -> str | None:
        """Return whose network somebody is in."""
        return who if who in CODES else OF.get(who) if who in self.inside else None


async def _begin(table: Table) -> Walk:
    assert isinstance(table.phones, TelegramPhones)
    world, cases, groups = table.phones.world, {}, []
    for number, (who, code) in enumerate(CODES.items()):
        await table.manager(who, f"{who.title()} Maasikas")
        cases[who] = await table.case(who, code)
        owner = table.phones.owner(who)
        group = world.group(f"G{number}", owner=owner, bot="admin")
        groups.append(group)
    roles = {"kati": Role.PARENT, "jaan": Role.CLASS_TEACHER, "anu": Role.PSYCHOLOGIST}
    for who, role in roles.items():
        await table.seat(who, f"{who.title()} Kask", cases[OF[who]], role)
    return Walk(table, cases, groups)


async def _walk(steps: list[tuple[str, str, int]]) -> int:
    """Take the steps, then clear the groups of strangers; return how much was said."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys_url = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
        places = Places("https://laud.example", "umarlaud_bot")
        async with a_table_on_telegram(
            databases.sqlite_url(folder), keys_url, "polling", places
        ) as table:
            walk = await _begin(table)
            for step in (("bind", "mari", 0), ("bind", "piret", 1), *steps):
                await walk.take(step)
            failures = walk.phones.world.failures
            await table.database.close()
    assert failures == []
    return len(walk.read)


@settings(
    max_examples=int(os.environ.get("UMARLAUD_TEST_WALKS", "4")),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # a walk is too long to be made shorter
    suppress_health_check=list(HealthCheck),
)
@example(
    [
        ("join", "oleg", 0),
        ("post", "mari", 0),
        ("ask", "kati", 0),
        ("leave", "oleg", 0),
        ("membership", "kati", 0),
        ("join", "kati", 0),
        ("post", "mari", 0),
    ]
)
@given(st.lists(STEP, min_size=12, max_size=30))
def test_nothing_of_a_case_is_said_before_a_stranger_or_in_anothers_group(
    steps: list[tuple[str, str, int]],
) -> None:
    assert asyncio.run(_walk(steps)) >= len(CODES)
