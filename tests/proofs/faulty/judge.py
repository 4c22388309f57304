"""The judge: compares a stormy run with a calm one, and looks at what is kept."""

import re
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from casework.cases import MemberState
from casework.roles import Role
from storage.inbox import Came
from storage.posting import Post
from storage.shelf import Shelf
from storage.tables import InboxRow, OutboxRow
from storage.transaction import Transaction
from tests.proofs.faulty.process import Place
from tests.proofs.faulty.screens import Screens

_TAG = re.compile(r"#\d+\.\d+#")
_PASSING = frozenset({"forms"})
"""Things that are there only while something is being asked."""
_REFERS = ("case", "person", "member", "manager", "responsible", "goal", "roundtable")
_HELD = "It is not there: send again"
"""Stands under what the case manager is asked about a post of unknown outcome."""


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Row(NamedTuple):
    """One message as the outbox has it in the end."""

    id: int
    queue: str
    lane: int
    kind: str
    state: int
    due_at: str


@dataclass(slots=True)
class Kept:
    """What the database holds in the end."""

    words: Counter[str] = field(default_factory=Counter)
    """How often each piece of free text is kept, by its mark."""
    facts: Counter[tuple[int, str]] = field(default_factory=Counter)
    came: Counter[str] = field(default_factory=Counter)
    posts: list[Row] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Invariants that do not hold."""

    @property
    def held(self) -> int:
        """How many messages have an unknown outcome, and are listed as such."""
        return sum(row.state == Post.HELD for row in self.posts)


async def kept_at(place: Place) -> Kept:
    """Read everything that an installation keeps."""
    database, kept = place.database(), Kept()
    await database.prepare()
    async with database.reading(place.now()) as tx:
        shelves = {n: s for n, s in vars(tx).items() if isinstance(s, Shelf)}
        things = {name: await shelf.where() for name, shelf in shelves.items()}
        await _facts(tx, things["cases"], kept)
        await _rows(tx, kept)
    await database.close()
    for name, found in things.items():
        if name not in _PASSING:
            kept.words.update(_TAG.findall(repr(found)))
    kept.wrong += [*_seats(things), *_references(things)]
    return kept


async def _facts(tx: Transaction, cases: list[Any], kept: Kept) -> None:
    for number, case in enumerate(sorted(cases, key=lambda case: str(case.code))):
        found = await tx.journal.of_case(case.id, LONG_AGO)
        kept.facts.update((number, entry.kind) for entry in found)


async def _rows(tx: Transaction, kept: Kept) -> None:
    came = select(InboxRow.key).where(InboxRow.network == "console")
    for state in (Came.WAITING, Came.SET_ASIDE):
        left = await tx.rows(came.where(InboxRow.state == state))
        kept.wrong += [f"left {state.name.lower()}: {row.key}" for row in left]
    known = await tx.rows(came.where(~InboxRow.key.startswith("odd-")))
    kept.came.update(row.key for row in known)
    posts = select(*OutboxRow.__table__.columns).order_by(OutboxRow.id)
    for row in await tx.rows(posts):
        made = (row.id, row.queue, row.lane, row.kind, row.state)
        kept.posts.append(Row(*made, row.due_at.isoformat()))
        if row.state == Post.WAITING and row.due_at <= tx._now:
            kept.wrong.append(f"still waiting: {row.kind}")


def _seats(things: dict[str, list[Any]]) -> list[str]:
    """Name every case without exactly one active case manager, and idle activities."""
    wrong = []
    for case in things["cases"]:
        leading = [
            m
            for m in things["members"]
            if m.case == case.id
            and m.role is Role.CASE_MANAGER
            and m.state is MemberState.ACTIVE
        ]
        if [m.person for m in leading] != [case.manager]:
            wrong.append(f"{case.code} has {len(leading)} case managers")
    members = {m.id: m for m in things["members"]}
    for activity in things["activities"]:
        member = members.get(activity.responsible)
        if member is None or member.person != activity.person:
            wrong.append("an activity without its responsible person")
    return wrong


def _references(things: dict[str, list[Any]]) -> list[str]:
    """Name every thing that speaks of another which does not exist."""
    known = {thing.id for found in things.values() for thing in found}
    return [
        f"{type(thing).__name__}.{name} leads nowhere"
        for found in things.values()
        for thing in found
        if is_dataclass(thing)
        for name in (f.name for f in fields(thing))
        if name in _REFERS
        and isinstance(getattr(thing, name), UUID)
        and getattr(thing, name) not in known
    ]


@dataclass(slots=True)
class Findings:
    """What the comparison found; the lists must be empty, held ones be explained."""

    answers: int = 0
    stored: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    expected: int = 0
    delivered: int = 0
    missing: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    known_twice: list[str] = field(default_factory=list)
    repeated: int = 0
    """How often something appeared again of which nobody could know that it had."""
    held: int = 0
    held_away: int = 0
    """How many of these did not arrive in fact."""
    asked: int = 0
    """How often the case manager was asked about what is held."""
    disorder: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def bad(self) -> list[str]:
        """Everything that must not be."""
        lists = {
            "answer lost": self.lost,
            "answer doubled": self.doubled,
            "message lost": self.missing,
            "message not expected": self.unexpected,
            "known duplicate": self.known_twice,
            "out of order": self.disorder,
            "invariant": self.wrong,
        }
        return [f"{name}: {each}" for name, found in lists.items() for each in found]


def compare(
    calm: tuple[Screens, Kept], after: tuple[Screens, Kept], keys: set[str]
) -> Findings:
    """Compare what a storm left with what a calm day leaves."""
    (screens, kept), (before, expected) = after, calm
    found = Findings(held=kept.held, wrong=list(kept.wrong))
    arrived = {number for _, number in screens.shown}
    found.held_away = sum(
        row.state == Post.HELD and row.id not in arrived for row in kept.posts
    )
    _answers(found, (expected, kept), keys)
    _messages(found, before, screens)
    if found.asked != found.held:
        found.wrong.append(f"{found.held} posts are held, {found.asked} asked about")
    _repeats(found, screens, kept)
    _order(found, screens, kept)
    for numbers in screens.calendars.values():
        if numbers != sorted(numbers):
            found.wrong.append(f"SEQUENCE went down: {numbers}")
    return found


def _answers(found: Findings, kept: tuple[Kept, Kept], keys: set[str]) -> None:
    expected, after = kept
    found.answers = len(keys)
    found.stored = sum(after.came[key] == 1 for key in keys)
    found.lost += [f"number {key}" for key in sorted(keys - after.came.keys())]
    found.doubled += [f"number {key}" for key, n in after.came.items() if n > 1]
    # The case manager is asked about each post that is held: that was shown, too.
    shown = {key: n for key, n in after.facts.items() if key[1] == "MessageShown"}
    asked = sum(shown.values()) - sum(expected.facts[key] for key in shown)
    if 0 < asked <= after.held:
        after.facts.update({key: expected.facts[key] - n for key, n in shown.items()})
    for ours, theirs, into in (
        (expected.words, after.words, found.lost),
        (expected.facts, after.facts, found.lost),
        (after.words, expected.words, found.doubled),
        (after.facts, expected.facts, found.doubled),
    ):
        into += [f"{what} {n} times" for what, n in (ours - theirs).items()]  # type: ignore[operator]


def _messages(found: Findings, before: Screens, after: Screens) -> None:
    told, expected = after.told(), before.told()
    for who in sorted({*told, *expected}):
        if who.startswith("stranger"):
            continue
        ours, theirs = expected[who], told[who]
        found.expected += ours.total()
        found.delivered += (ours & theirs).total()
        missing = [f"{who}: {look}" for look in (ours - theirs).elements()]
        more = (theirs - ours).elements()
        asked = [look for look in more if _HELD in look[1]]
        found.asked += len(asked)
        more = [f"{who}: {look}" for look in more if _HELD not in look[1]]
        if who == "team":
            # Of what is held, some has not arrived: the case manager is asked.
            missing = missing[found.held_away :]
        found.missing += missing
        found.unexpected += more


def _repeats(found: Findings, screens: Screens, kept: Kept) -> None:
    teams = {row.id for row in kept.posts if row.queue.startswith(("t:", "g:"))}
    for (who, number), shown in screens.shown.items():
        found.repeated += shown.times - 1
        known = shown.known > 1 or shown.after_known
        if known or (number in teams and shown.times > 1):
            found.known_twice.append(f"{who}, message {number}")


def _order(found: Findings, screens: Screens, kept: Kept) -> None:
    """Name what overtook an earlier message of its reader and lane that was due."""
    first = {number: shown for (_, number), shown in screens.shown.items()}
    last: dict[tuple[str, int], Row] = {}
    for row in kept.posts:
        if row.state != Post.SENT or row.id not in first:
            continue
        earlier = last.get((row.queue, row.lane))
        if earlier is not None and _overtaken(first, earlier, row):
            found.disorder.append(f"{row.kind} before {earlier.kind}")
        last[row.queue, row.lane] = row


def _overtaken(first: dict[int, Any], earlier: Row, later: Row) -> bool:
    this, that = first[earlier.id], first[later.id]
    return bool(that.first < this.first and earlier.due_at <= that.at)
