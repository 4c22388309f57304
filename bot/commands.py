"""Commands as people write them: in three languages, and STOP however it is said."""

STOP_WORDS = frozenset({"stop", "stopp", "стоп"})

ALIASES: dict[str, str] = {
    "abi": "help",
    "keel": "language",
    "kusitlus": "checkin",
    "kutsu": "invite",
    "muuda": "change",
    "tagasi": "back",
    "umarlaud": "roundtable",
    "uusjuhtum": "newcase",
}
"""Estonian words beside the English ones."""


def canonical(text: str) -> str:
    """Return what somebody wrote, with a command under its one name."""
    bare = text.strip().strip("!.").casefold()
    if bare.removeprefix("/") in STOP_WORDS:
        return "/stop"
    if not text.startswith("/"):
        return text
    name, space, rest = text[1:].partition(" ")
    name = name.partition("@")[0].lower()
    return f"/{ALIASES.get(name, name)}{space}{rest}"
