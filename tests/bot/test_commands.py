"""Every command can be typed in Estonian, in Russian, and on any keyboard."""

import re
from unicodedata import normalize

import pytest

from bot.commands import ALIASES, ESTONIAN, RUSSIAN, canonical
from bot.languages import FOLDER
from handlers.dispatch import COMMANDS

MENU = re.compile(r"[a-z0-9_]{1,32}")
"""What a menu of Telegram takes as the name of a command."""
SAME_EVERYWHERE = {"start", "stop"}
NAMED = re.compile(r"(?<![\w/])/(\w+)")


def test_every_other_name_means_a_command() -> None:
    assert set(ALIASES.values()) <= set(COMMANDS)
    assert not set(ALIASES) & set(COMMANDS)


def test_every_command_has_an_estonian_name_in_plain_letters() -> None:
    plain = {command for name, command in ESTONIAN.items() if MENU.fullmatch(name)}

    assert plain | SAME_EVERYWHERE == set(COMMANDS)


def test_every_command_has_a_russian_name() -> None:
    assert set(RUSSIAN.values()) | SAME_EVERYWHERE == set(COMMANDS)


def test_an_estonian_name_with_dots_and_tildes_has_a_twin_without() -> None:
    for name, command in ESTONIAN.items():
        bare = normalize("NFD", name).encode("ascii", "ignore").decode()
        assert ESTONIAN[bare] == command


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/Seis K7-4F2Q", "/status K7-4F2Q"),
        ("/võrgustik", "/network"),
        (normalize("NFD", "/Ümarlaud"), "/roundtable"),
        ("/umarlaud@umarlaud_bot", "/roundtable"),
        ("/статус", "/status"),
        ("/Помощь", "/help"),
        ("/kes", "/kes"),
    ],
)
def test_a_command_is_known_by_all_its_names(written: str, meant: str) -> None:
    assert canonical(written) == meant


@pytest.mark.parametrize(
    ("language", "names"), [("et", set(ESTONIAN)), ("ru", set(COMMANDS))]
)
def test_every_text_names_commands_as_its_readers_do(
    language: str, names: set[str]
) -> None:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    lines = path.read_text(encoding="utf-8").splitlines()
    said = " ".join(line for line in lines if line.startswith("msgstr"))

    named = set(NAMED.findall(said)) - SAME_EVERYWHERE

    assert named
    assert named <= names
    assert all(MENU.fullmatch(name) for name in named)
