"""The menus of commands that Telegram shows beside the field for words.

One for private chats, one for groups, in every language; and one for each case
manager's own chat, with what leads a case before the rest.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.languages import LANGUAGES, Languages, Words
from bot.networks.telegram import updates
from bot.networks.telegram.errors import CallFailed, Why
from bot.wording.marks import N_
from casework.people import Person
from storage.transaction import Transaction

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client

logger = logging.getLogger(__name__)

Json = dict[str, Any]
Menu = dict[str, str]

PRIVATE: Json = {"type": "all_private_chats"}
GROUPS: Json = {"type": "all_group_chats"}

_LINES: dict[str, str] = {
    "checkin": N_("/checkin – answer now, or go on where you stopped"),
    "status": N_("/status – where things stand, and what is yours to do"),
    "tasks": N_("/tasks – what waits for you"),
    "obstacles": N_("/obstacles – what stands in the way, by case"),
    "roundtable": N_("/roundtable – plan a roundtable, or see where it stands"),
    "plan": N_("/plan – goals, and who does what until when"),
    "opinion": N_("/opinion – write down what the child or the parent thinks"),
    "invite": N_("/invite – invite someone into the network"),
    "newcase": N_("/newcase – open a case"),
    "network": N_("/network – who is in the network"),
    "summary": N_("/summary – what was said and agreed"),
    "change": N_("/change – change one of your answers"),
    "rhythm": N_("/rhythm – when you are asked, and how often"),
    "away": N_("/away – say until when you are away"),
    "where": N_("/where – where you are reached and asked"),
    "settings": N_("/settings – hours, e-mail, language"),
    "language": N_("/language – choose another language"),
    "help": N_("/help – everything you can do here"),
    "team": N_("/team – the team chat of a case"),
    "stop": N_("STOP – no more messages; /start brings them back"),
}
"""The lines of the help."""
_FOR_ALL = (
    *("checkin", "status", "summary", "change", "rhythm", "roundtable"),
    *("away", "settings", "language", "help", "stop"),
)
_FOR_MANAGERS = (
    *("status", "tasks", "obstacles", "roundtable", "plan", "opinion", "invite"),
    *("newcase", "network", "summary", "away", "settings", "language", "help", "stop"),
)
_IN_GROUPS = ("status", "summary", "team")
"""What the app sends unseen by the others, and what is answered unseen."""
_ESTONIAN = {
    "checkin": "kusitlus",
    "status": "seis",
    "tasks": "ulesanded",
    "obstacles": "takistused",
    "roundtable": "umarlaud",
    "plan": "plaan",
    "opinion": "arvamus",
    "invite": "kutsu",
    "newcase": "uusjuhtum",
    "network": "vorgustik",
    "summary": "kokkuvote",
    "change": "muuda",
    "rhythm": "rutm",
    "away": "eemal",
    "where": "kus",
    "settings": "seaded",
    "language": "keel",
    "help": "abi",
    "team": "tiim",
}
"""Names in the Estonian menu: Telegram allows a-z only."""


def menu(words: Words, names: tuple[str, ...] = _FOR_ALL) -> Menu:
    """Return commands in one language, with what each does."""
    own = _ESTONIAN if words.language == "et" else {}
    return {
        own.get(name, name): words.gettext(_LINES[name]).partition(" – ")[2]
        for name in names
    }


def of_managers(words: Words) -> Menu:
    """Return the menu of somebody who leads cases."""
    return menu(words, _FOR_MANAGERS)


def every_menu(languages: Languages) -> Iterator[tuple[Json, str, Menu]]:
    """Yield each menu with its chats and its language of the app; "" for any other."""
    for chats, names in ((PRIVATE, _FOR_ALL), (GROUPS, _IN_GROUPS)):
        for language in ("", *LANGUAGES):
            yield chats, language, menu(languages.of(language or "en"), names)


async def publish(client: "Client", languages: Languages) -> None:
    """Set the menus of private chats and of groups, in every language.

    Raises:
        CallFailed: Telegram did not take one.
    """
    for chats, language, commands in every_menu(languages):
        whispered = chats is GROUPS
        await client.set_commands(commands, chats, language, whispered=whispered)


async def managers(tx: Transaction) -> Menu:
    """Return the chats of case managers, each with its owner's language.

    The chats of those who are one no more come with "": Telegram keeps a menu
    longer than we run.
    """
    chats: Menu = {}
    for person in await tx.people.former_managers():
        chats |= dict.fromkeys(await _chats_of(tx, person), "")
    for person in await tx.people.case_managers():
        chats |= dict.fromkeys(await _chats_of(tx, person), person.language)
    return chats


async def _chats_of(tx: Transaction, person: Person) -> list[str]:
    places = await tx.addresses.of(person.id)
    return [p.address for p in places if p.network == updates.NETWORK and not p.dead]


@dataclass(slots=True)
class ManagersMenus:
    """Keeps the menus in the chats of case managers as they should be."""

    client: "Client"
    languages: Languages
    who: Callable[[], Awaitable[Menu]]
    _set: Menu = field(default_factory=dict)

    async def look(self) -> None:
        """Set the menus of those who became case managers, or chose a language.

        Who stopped being one, or whose chat is another's now, has the common one.
        """
        wanted = await self.who()
        for chat in wanted.keys() | self._set.keys():
            language = wanted.get(chat, "")
            if self._set.get(chat) != language and await self._put(chat, language):
                self._set[chat] = language

    async def _put(self, chat: str, language: str) -> bool:
        scope = {"type": "chat", "chat_id": int(chat)}
        try:
            if language:
                commands = of_managers(self.languages.of(language))
                await self.client.set_commands(commands, scope, "")
            else:
                await self.client.delete_commands(scope, "")
        except CallFailed as failed:
            logger.info("menu not set", extra={"why": failed.why.value})
            # What was refused would be refused again.
            return failed.why in {Why.REFUSED, Why.FORBIDDEN}
        return True
