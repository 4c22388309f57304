"""Team chats on the test Bot API server: a group, made and bound by its people."""

from dataclasses import dataclass, replace

from casework.cases import Case
from casework.steps import PostSummaryReady
from tests.phones.telegram import TelegramPhones
from tests.table import Table
from tests.telegram_server.groups import Group
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld

BIND = "Make it the team chat"
OFFER = "Add me to a group"


@dataclass(slots=True)
class TeamChat:
    """A table on Telegram, and a group that is or may become a team chat."""

    table: Table
    group: Group

    @property
    def phones(self) -> TelegramPhones:
        assert isinstance(self.table.phones, TelegramPhones)
        return self.table.phones

    @property
    def world(self) -> TelegramWorld:
        return self.phones.world

    def owner(self, who: str) -> Person:
        return self.phones.owner(who)

    async def look(self) -> None:
        """Let everything come of what people did in the group."""
        await self.phones.look(self.table)
        while self.world.updates.waiting():
            await self.phones.look(self.table)

    async def say(self, who: str, text: str) -> None:
        self.world.advance(6)
        self.owner(who).send(text, self.group)
        await self.look()

    async def add_bot(self, who: str = "mari") -> None:
        """Add the bot by the link that /team gives a case manager."""
        await self.table.say(who, "/team")
        (offer,) = [
            button.url
            for bubble in self.table.screen(who)
            for button in bubble.text.buttons
            if button.label == OFFER
        ][-1:]
        self.owner(who).add_bot(offer, self.group)
        await self.look()

    async def case(self) -> Case:
        async with self.table.database.reading(self.table.clock()) as tx:
            return await tx.cases.get(self.table.members["mari"].case)

    async def bind(self, who: str = "mari") -> None:
        await self.add_bot(who)
        await self.table.press(who, BIND)

    async def post(self) -> None:
        """Have the program say something of the case in its team chats."""
        case = self.table.members["mari"].case
        post = PostSummaryReady(case=case, code="K7-4F2Q")
        async with self.table.database.transaction(self.table.clock()) as tx:
            for group in await tx.groups.bound_to(case):
                await tx.outbox.add(replace(post, group=group.id))
        await self.look()

    def posts(self) -> list[str]:
        """Return what the program has said in the group, for all to see."""
        return [
            message.text
            for message in self.group.messages.values()
            if message.sender is self.world.bot and not message.by_service
        ]
