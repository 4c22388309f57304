"""The menu of commands that Telegram shows beside the field for words."""

from typing import TYPE_CHECKING

from bot.languages import LANGUAGES, Languages, Words
from bot.wording.marks import N_

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client

PRIVATE = "all_private_chats"
GROUPS = "all_group_chats"
_IN_GROUPS = ("status", "summary", "team")

_LINES: dict[str, str] = {
    "checkin": N_("/checkin – answer now, or go on where you stopped"),
    "status": N_("/status – where things stand, and what is yours to do"),
    "summary": N_("/summary – what was said and agreed"),
    "change": N_("/change – change one of your answers"),
    "rhythm": N_("/rhythm – when you are asked, and how often"),
    "roundtable": N_("/roundtable – plan a roundtable, or see where it stands"),
    "away": N_("/away – say until when you are away"),
    "where": N_("/where – where you are reached and asked"),
    "settings": N_("/settings – hours, e-mail, language"),
    "language": N_("/language – choose another language"),
    "help": N_("/help – everything you can do here"),
    "stop": N_("STOP – no more messages; /start brings them back"),
}
"""The lines of the help, without the commands of case managers."""
_TEAM = N_("/team – the team chat of a case")
_ESTONIAN = {
    "checkin": "kusitlus",
    "status": "seis",
    "summary": "kokkuvote",
    "change": "muuda",
    "rhythm": "rutm",
    "roundtable": "umarlaud",
    "away": "eemal",
    "where": "kus",
    "settings": "seaded",
    "language": "keel",
    "help": "abi",
    "team": "tiim",
}
"""Names in the Estonian menu: Telegram allows a-z only."""


def menu(words: Words) -> dict[str, str]:
    """Return the commands in one language, with what each does."""
    own = _ESTONIAN if words.language == "et" else {}
    return {
        own.get(name, name): words.gettext(line).partition(" – ")[2]
        for name, line in _LINES.items()
    }


def group_menu(words: Words) -> dict[str, str]:
    """Return the commands of groups: what is asked there is answered aside."""
    own = _ESTONIAN if words.language == "et" else {}
    lines = {**_LINES, "team": _TEAM}
    return {
        own.get(name, name): words.gettext(lines[name]).partition(" – ")[2]
        for name in _IN_GROUPS
    }


def every_menu(languages: Languages) -> dict[str, dict[str, str]]:
    """Return the menus by the language of the app; "" for every other language."""
    menus = {code: menu(languages.of(code)) for code in LANGUAGES}
    return {**menus, "": menus["en"]}


async def publish(client: "Client", languages: Languages) -> None:
    """Set the menus of private chats and of groups, in every language.

    Raises:
        CallFailed: Telegram did not take one.
    """
    for language, commands in every_menu(languages).items():
        await client.set_commands(commands, PRIVATE, language)
    for language in (*LANGUAGES, ""):
        commands = group_menu(languages.of(language or "en"))
        await client.set_commands(commands, GROUPS, language, unseen=True)
