"""Commands as people write them: in three languages, and STOP however it is said."""

import re
from unicodedata import normalize

STOP_WORDS = frozenset({"stop", "stopp", "стоп"})

ALIASES: dict[str, str] = {
    "abi": "help",
    "eemal": "away",
    "lahku": "leave",
    "loobu": "cancel",
    "plaan": "plan",
    "uuseesmark": "newgoal",
    "seaded": "settings",
    "tiim": "team",
    "vasta": "answer",
    "võrgustik": "network",
    "vorgustik": "network",
    "ülesanded": "tasks",
    "ulesanded": "tasks",
    "keel": "language",
    "kokkuvote": "summary",
    "kokkuvõte": "summary",
    "kusitlus": "checkin",
    "arvamus": "opinion",
    "kutsu": "invite",
    "lugejad": "readers",
    "muuda": "change",
    "seis": "status",
    "rutm": "rhythm",
    "rütm": "rhythm",
    "tagasi": "back",
    "takistused": "obstacles",
    "umarlaud": "roundtable",
    "uusjuhtum": "newcase",
}
"""Estonian words beside the English ones."""


_LONGEST_STOP = 40
_NO_LETTER = re.compile(r"[\W\d_]+")


def _says_stop(text: str) -> bool:
    """Find STOP in what is hardly more: capitals, spaces and marks do not matter."""
    if len(text) > _LONGEST_STOP:
        return False
    return _NO_LETTER.sub("", normalize("NFKC", text)).casefold() in STOP_WORDS


def canonical(text: str) -> str:
    """Return what somebody wrote, with a command under its one name."""
    if _says_stop(text):
        return "/stop"
    if not text.startswith("/"):
        return text
    name, space, rest = text[1:].partition(" ")
    name = name.partition("@")[0].lower()
    return f"/{ALIASES.get(name, name)}{space}{rest}"
