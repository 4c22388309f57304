"""The world on Telegram's side: people, chats, and one bot under test."""

import itertools
from collections import deque
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from tests.telegram_server import checking, methods, posting, views
from tests.telegram_server.accounts import Account, Bot
from tests.telegram_server.actor import Actor, Query
from tests.telegram_server.calls import MadeCall, carry_out, prepare
from tests.telegram_server.changing import Changing
from tests.telegram_server.chats import Chat, PrivateChat
from tests.telegram_server.clock import Clock
from tests.telegram_server.decoding import Raw
from tests.telegram_server.description import load
from tests.telegram_server.errors import ApiError, bad_request
from tests.telegram_server.faults import POISON, Faults
from tests.telegram_server.files import Files
from tests.telegram_server.groups import Group
from tests.telegram_server.invites import InviteLink
from tests.telegram_server.limits import Floods
from tests.telegram_server.members import Member
from tests.telegram_server.menus import Menus
from tests.telegram_server.messages import Draft, Message
from tests.telegram_server.people import Person
from tests.telegram_server.polling import Polling
from tests.telegram_server.polls import Poll
from tests.telegram_server.updates import Update, Updates
from tests.telegram_server.webhooks import Webhook

assert methods, "importing them registers them"

Json = dict[str, Any]

_TYPES = {
    name: field.types[0]
    for name, field in load().types["Update"].fields.items()
    if name != "update_id"
}

TOKEN = "7000000001:AAumarlaudTestTokenForTheTestServer00"


class TelegramWorld(Changing):
    """Everything Telegram knows, and everything a test can make happen in it."""

    def __init__(
        self, *, clock: Clock | None = None, token: str = TOKEN, floods: bool = True
    ) -> None:
        super().__init__()
        self.clock = clock or Clock()
        self.bot = Bot(
            id=int(token.split(":", maxsplit=1)[0]),
            first_name="Ümarlaud",
            username="umarlaud_bot",
            token=token,
        )
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.links: dict[str, InviteLink] = {}
        self.queries: dict[str, Query] = {}
        self.polls: dict[str, Poll] = {}
        self.menus = Menus()
        self.files = Files(self.clock)
        self.faults = Faults()
        self.floods = Floods(self.clock, watched=floods)
        self.updates = Updates(self.clock, 400_000_001, self.changed)
        self.polling = Polling(self)
        self.webhook = Webhook(self)
        self.failures: list[str] = []
        self.calls: deque[MadeCall] = deque(maxlen=200_000)
        self.glimpses: deque[views.Glimpse] = deque(maxlen=1_000_000)
        self.lose_ephemeral = False
        self.hold_quick_polls = False
        self.logged_out = False
        self._ids = itertools.count(5_000_000_001)
        self._private_numbers = itertools.count(1)
        self._ephemeral_numbers = itertools.count(1)

    # Making people and places

    def user(
        self,
        name: str,
        *,
        lang: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
        started: bool = False,
    ) -> Person:
        """Bring a person to Telegram; `started` when they already know the bot."""
        person = Person(
            id=next(self._ids),
            first_name=name,
            last_name=last_name,
            username=username,
            lang=lang,
            started=started,
            world=self,
        )
        self.people[person.id] = person
        return person

    def group(
        self,
        title: str,
        *,
        owner: Account,
        members: Iterable[Account] = (),
        bot: str | None = "member",
    ) -> Group:
        """Found a basic group; `bot` is what the bot is there: member, admin, None."""
        return self._found("group", title, owner, members, bot)

    def supergroup(
        self,
        title: str,
        *,
        owner: Account,
        members: Iterable[Account] = (),
        bot: str | None = "member",
    ) -> Group:
        """Found a supergroup."""
        return self._found("supergroup", title, owner, members, bot)

    def _found(
        self,
        kind: str,
        title: str,
        owner: Account,
        members: Iterable[Account],
        bot: str | None,
    ) -> Group:
        supergroup = kind == "supergroup"
        group = Group(
            id=-1_000_000_000_000 - next(self._ids) if supergroup else -next(self._ids),
            type=kind,
            title=title,
            numbers=itertools.count(1) if supergroup else self._private_numbers,
            world=self,
        )
        self.chats[group.id] = group
        group.members[owner.id] = Member(account=owner, status="creator")
        for account in members:
            group.members[account.id] = Member(account=account)
        if bot is not None:
            group.add(self.bot)
        if bot == "admin":
            group.promote(self.bot)
        return group

    def private_chat(self, person: Actor) -> PrivateChat:
        """Return a person's own chat with the bot."""
        chat = self.chats.get(person.id)
        if not isinstance(chat, PrivateChat):
            numbers = self._private_numbers
            chat = PrivateChat(id=person.id, numbers=numbers, person=person)
            self.chats[person.id] = chat
        return chat

    def next_number(self, chat: Chat, *, ephemeral: bool = False) -> int:
        """Return the number of the next message in a chat."""
        return next(self._ephemeral_numbers if ephemeral else chat.numbers)

    def new_id(self) -> str:
        """Return an id nothing else has."""
        return str(next(self._ids))

    # Time

    def advance(self, length: timedelta | float) -> None:
        """Move the clock on by a length of time, or by so many seconds."""
        if not isinstance(length, timedelta):
            length = timedelta(seconds=length)
        self.clock.advance(length)
        self.changed()

    # The bot's calls, and what it is told

    async def call(self, name: str, raw: Raw) -> Any:
        """Carry out one call of the bot.

        Raises:
            ApiError: Telegram says no.
        """
        method, outcome = name, "ok"
        given: Json = raw.values
        try:
            call = prepare(self, name, raw)
            method, given = call.shape.name, call.given
            if self.logged_out:
                raise bad_request("Logged out")
            return await carry_out(call)
        except ApiError as error:
            outcome = error.description
            raise
        finally:
            if method != "getUpdates":
                made = MadeCall(method, given, self.clock.now(), outcome)
                self.calls.append(made)
                self.changed()

    def tell(self, kind: str, payload: Json, queue: str) -> Update | None:
        """Keep an update for the bot, after checking it against the description."""
        self.check(payload, (_TYPES[kind],), f"update {kind}")
        update = self.updates.put(kind, payload, queue)
        if update is not None and self.faults.repeats():
            self.updates.repeat(update)
        return update

    def poison(self, name: str, message: Message) -> Update | None:
        """Keep an odd update for the bot, made from a real message (see POISON)."""
        kind, payload = POISON[name](message.as_json())
        return self.updates.put(kind, payload, f"chat {message.chat.id}")

    def check(self, value: Any, types: tuple[str, ...], where: str) -> None:
        """Note a failure for everything that is not as the description says."""
        self.failures += checking.problems(value, types, f"server: {where}")

    def witness(self, message: Message, audience: Iterable[Account]) -> None:
        """Note who has a message before their eyes, as it is now."""
        for account in audience:
            lost = message.is_ephemeral and (
                self.lose_ephemeral or getattr(account, "offline", False)
            )
            if lost and account is not message.sender:
                message.hidden_from.add(account)
                continue
            self.glimpses.append(
                views.Glimpse(
                    account,
                    message.chat,
                    views.all_words(message),
                    message.is_ephemeral,
                    self.clock.now(),
                    message,
                )
            )

    def overhear(self, person: Account, chat: Chat, words: str) -> None:
        """Note words that only one person had before their eyes, such as an alert."""
        self.glimpses.append(
            views.Glimpse(person, chat, words, True, self.clock.now(), None)
        )

    # What happened

    def post(self, chat: Chat, sender: Account, draft: Draft) -> Message:
        """Put a message into a chat."""
        return posting.post(self, chat, sender, draft)

    def who_saw(self, words: str) -> set[str]:
        """Return the names of all people who ever had these words before their eyes."""
        return views.who_saw(self, words)

    def calls_of(self, method: str) -> list[MadeCall]:
        """Return the calls the bot made of a method."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def told_telegram(self, words: str) -> bool:
        """Say whether these words ever went from the bot to Telegram's servers."""
        return any(words in str(call.given) for call in self.calls)
