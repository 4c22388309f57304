"""A family whose parents do not hear of each other: one story, played as B wills.

Everything but parent B is the same in every play: the same days, the same case
manager, the same words. What parent A gets is written down, whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

from bot.networks.console import Bubble
from bot.text import Button
from casework.disclosure import Audience
from casework.membership import MemberChange
from casework.roundtables import Roundtable
from handlers import feeds
from handlers.actions import ChangeMember, OnActivity
from handlers.check_in_actions import LetRead
from handlers.incoming import Incoming
from handlers.roundtable_actions import NoneFits, VoteFor
from handlers.turn import Turn
from tests.proofs.eyes import NUMBER, opened, whole
from tests.proofs.homes import A, B, Letters, a_family
from tests.roundtable_stories import ALL_YES, polling, roundtable, votes
from tests.table import Table

MOMENTS = 12
"""At how many moments of the story B may do something."""
LOOKS = ("/status", "/readers", "/summary", "/plan")
LOOKS_AT_LAST = ("/network", "/minutes", "/team", "/opinion", "/where", "/settings")
SAYINGS = (
    "/away 20.12.2026",
    "/back",
    "/stop",
    "/start",
    "/hours 10-18",
    "/language ru",
    "/email peeter@example.com",
    "/free Monday 9-12",
    "/calendar",
    "/calendar new",
    "/mydata",
    "/erasure",
    "/restrict",
    "/roundtable",
    "/change",
    "/readers",
    "/status",
    "/summary",
    "/opinion",
    "/obstacles",
    "/minutes",
    "/busy https://calendar.example/secret.ics",
    "/leave",
    "/cancel",
    "I need help now",
    "Yesterday he hit her again",
)
"""What B says, beside words never said before."""
_OPENLY = (VoteFor, NoneFits, OnActivity)
"""What everybody at the table openly decides together: not varied."""
_FOR_ALL = ("Everyone", "The network and the family", "Yes, leave")


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """One thing that B does: when in the story, what kind of thing, which of those."""

    moment: int
    kind: int
    """0: press the newest, 1: press anything seen, 2: a command, 3: free words."""
    pick: int


@dataclass(slots=True)
class Family:
    """One play of the story: what B does, and everything that A gets."""

    table: Table
    acts: tuple[Act, ...]
    letters: Letters
    got: list[str] = field(default_factory=list)
    _moments: Iterator[int] = field(default_factory=count)
    _seen: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _keys: Iterator[int] = field(default_factory=count)
    _mails: int = 0
    _feed: str = ""

    async def play(self) -> list[str]:
        """Tell the whole story; return what A was shown, in order."""
        kept = await self._convene()
        await self._slot("invited")
        await self._answer_invitations()
        await self._slot("answered")
        await self.table.wait(days=4)
        await self._check_ins("jaan", "liis")
        await self._slot("checked in")
        await self._meet(kept)
        await self._slot("minuted")
        await self.table.wait(days=6)
        await self._check_ins("jaan", A)
        await self._hand_out()
        await self.free()
        await self._look("handed out", (*LOOKS, *LOOKS_AT_LAST))
        return self.got

    async def _convene(self) -> Roundtable:
        table = self.table
        await table.say(A, "/calendar")
        self._feed = table.last(A).rpartition("/")[2].split()[0].removesuffix(".ics")
        await self._hear("/opinion", "The child", "In a conversation")
        for parent in ("Kati", "Peeter"):
            await self._hear("/opinion", "The parent", parent, "In a conversation")
        await polling(table)
        for address in (A, B, "jaan", "liis", "dora"):
            await votes(table, address, *ALL_YES)
        await self.free()
        await self._press_start("mari", "Convene")
        return await roundtable(table)

    async def _hear(self, *steps: str) -> None:
        await self.table.say("mari", steps[0])
        for step in steps[1:]:
            await self._press_start("mari", step)
        await self.table.say("mari", f"An opinion, {steps[1:]}")

    async def _answer_invitations(self) -> None:
        for address in (A, "jaan", "liis"):
            await self._press_start(address, "I will come")

    async def _check_ins(self, *addresses: str) -> None:
        for address in addresses:
            for turn in range(5):
                await self._tap(address, turn)
            await self.free()
        for words in ("/summary K7-4F2Q", "/status K7-4F2Q", "/obstacles K7-4F2Q"):
            await self.table.say("mari", words)

    async def _meet(self, kept: Roundtable) -> None:
        table = self.table
        if not kept.starts_at or not kept.ends_at:
            raise AssertionError("no roundtable was convened")
        await table.until(kept.starts_at - timedelta(days=2, hours=10))
        await self.free()
        await self._press_start(A, "Write it")
        await table.say(A, "The bus in the morning")
        await self._press_start(A, "Only the case manager")
        await table.until(kept.starts_at - timedelta(hours=1))
        await self._look("agenda")
        await table.until(kept.ends_at + timedelta(minutes=1))
        await self._press_start("mari", "Yes, it was held")
        await self._press_start("mari", "Done")
        await self._press_start("mari", "Add a decision")
        await table.say("mari", "Find a quiet room")
        await self._press_start("mari", "Jaan")
        await table.say("mari", "15.12.2026")
        await self._press_start("mari", "Done")
        await self.free()
        await self._press_start("mari", "That is all")
        await table.say("mari", "18.1.2027")
        await self._press_start("mari", "Done")
        await self._press_start("mari", "No summary")

    async def _hand_out(self) -> None:
        """The case manager hands A's own data out to A."""
        await self.table.say(A, "/mydata")
        await self.table.say("mari", "/tasks")
        async with self.table.database.reading(self.table.clock()) as tx:
            tasks = await tx.tasks.of_case(self.table.members[A].case)
        about = self.table.people[A].id
        (mine,) = [t for t in tasks if t.about == about and t.kind == "data_wanted"]
        for bubble in reversed(self.table.screen("mari")):
            for index, button in enumerate(_acting(bubble)):
                if getattr(button.action, "task", None) == mine.id:
                    await self._press("mari", bubble, index)
                    await self._press_start("mari", "Yes, it is")
                    return
        raise AssertionError("the case manager cannot hand the data out")

    async def _slot(self, name: str) -> None:
        await self.free()
        await self.table.wait(minutes=11)
        await self._look(name)
        await self.free()

    async def free(self) -> None:
        """Let B do what B does at this moment of the story."""
        moment = next(self._moments)
        for number, act in enumerate(self.acts):
            if act.moment == moment:
                await self._do(act, number)

    async def _do(self, act: Act, number: int) -> None:
        if act.kind == 2:
            await self.table.say(B, SAYINGS[act.pick % len(SAYINGS)])
        elif act.kind == 3 or not await self._press_some(act):
            await self.table.say(B, f"Words of B, number {number}")

    async def _press_some(self, act: Act) -> bool:
        back = 1 if act.kind == 0 else 12
        open_ones = [
            (bubble, index)
            for bubble in reversed(self.table.screen(B)[-30:])
            for index, button in enumerate(_acting(bubble))
            if not bubble.settled and _own(button)
        ][: 8 * back]
        if not open_ones:
            return False
        await self._press(B, *open_ones[act.pick % len(open_ones)])
        return True

    async def _tap(self, address: str, turn: int) -> None:
        """Answer what is asked, always alike."""
        bubble = next(
            (b for b in reversed(self.table.screen(address)) if not b.settled), None
        )
        asked = [
            i
            for i, b in enumerate(_acting(bubble) if bubble else ())
            if type(b.action).__name__ == "AnswerItem"
        ]
        if bubble and asked:
            await self._press(address, bubble, asked[turn % len(asked)])
        elif turn % 2:
            await self.table.say(address, f"What {address} says, {turn}")

    async def _press_start(self, address: str, beginning: str) -> None:
        for bubble in reversed(self.table.screen(address)):
            for index, button in enumerate(_acting(bubble)):
                if button.label.startswith(beginning) and not bubble.settled:
                    await self._press(address, bubble, index)
                    return

    async def _press(self, address: str, bubble: Bubble, index: int) -> None:
        await self.table.receive(
            Incoming(
                network="console",
                key=f"p{next(self._keys)}",
                address=address,
                language="en",
                pressed=bubble.tokens[index],
            )
        )

    async def _look(self, when: str, looks: tuple[str, ...] = LOOKS) -> None:
        """Let A look at everything, and note what newly stands before A's eyes."""
        self._note(f"-- before {when}")
        for words in looks:
            await self.table.say(A, words)
            self._note(f"-- {when}: {words}")
        now = self.table.clock()
        async with self.table.database.reading(now) as tx:
            turn = Turn(tx, now, self.table.assistant.parts.office)
            served = await feeds.feed(turn, self._feed)
        if not served:
            raise AssertionError("A has no feed")
        self.got.append(self._masked(f"feed: {served.decode()}"))

    def _note(self, head: str) -> None:
        self.got.append(head)
        for bubble in self.table.screen(A):
            shown = self._masked(whole(bubble))
            if self._seen.get(bubble.ref) != shown:
                self._seen[bubble.ref] = shown
                self.got.append(shown)
        for address, letter in self.letters.sent[self._mails :]:
            if address.startswith(A):
                self.got.append(self._masked(opened(letter)))
        self._mails = len(self.letters.sent)

    def _masked(self, text: str) -> str:
        """Name what is drawn anew after the place at which A first saw it."""
        return NUMBER.sub(
            lambda m: self._known.setdefault(m[0], f"#{len(self._known)}"), text
        )


def _acting(bubble: Bubble) -> list[Button]:
    return [button for button in bubble.text.buttons if button.action]


def _own(button: Button) -> bool:
    """Say whether a button is B's own affair, and opens nothing to everyone."""
    action = button.action
    if isinstance(action, _OPENLY) or button.label.startswith(_FOR_ALL):
        return False
    if isinstance(action, LetRead):
        return action.audience is not Audience.FAMILY
    if isinstance(action, ChangeMember):
        return action.change is not MemberChange.LEAVE
    return True


async def what_a_gets(acts: tuple[Act, ...], url: str, folder: Path) -> list[str]:
    """Play the story with what B does; return everything that A gets."""
    async with a_family(url, folder) as (table, letters):
        return await Family(table, acts, letters).play()
