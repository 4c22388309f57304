"""Commands as people write them: in three languages, and STOP however it is said."""

import re
from unicodedata import normalize

STOP_WORDS = frozenset({"stop", "stopp", "стоп"})

ESTONIAN: dict[str, str] = {
    "abi": "help",
    "ajad": "rhythm",
    "arvamus": "opinion",
    "eemal": "away",
    "epost": "email",
    "hadaolukord": "emergency",
    "hädaolukord": "emergency",
    "hoivatud": "busy",
    "hõivatud": "busy",
    "kalender": "busy",
    "keel": "language",
    "kellaajad": "hours",
    "kanalid": "where",
    "kokkuvote": "summary",
    "kokkuvõte": "summary",
    "kustuta": "erasure",
    "kusitlus": "checkin",
    "kutsu": "invite",
    "küsitlus": "checkin",
    "lahku": "leave",
    "lopeta": "close",
    "lõpeta": "close",
    "liikmed": "network",
    "loobu": "cancel",
    "kus": "where",
    "lugejad": "readers",
    "minukalender": "calendar",
    "omakalender": "caldav",
    "minuandmed": "mydata",
    "muuda": "change",
    "nousolek": "consent",
    "nõusolek": "consent",
    "paranda": "correction",
    "piira": "restrict",
    "piirangud": "limits",
    "pinkood": "pin",
    "plaan": "plan",
    "protokoll": "minutes",
    "rutm": "rhythm",
    "rütm": "rhythm",
    "seaded": "settings",
    "seis": "status",
    "tagasi": "back",
    "tagasikutse": "recall",
    "takistused": "obstacles",
    "taasava": "reopen",
    "teha": "tasks",
    "tiim": "team",
    "ulesanded": "tasks",
    "vabaaeg": "free",
    "umarlaud": "roundtable",
    "uuseesmark": "newgoal",
    "uuseesmärk": "newgoal",
    "uleandmine": "handover",
    "uusjuhtum": "newcase",
    "vasta": "answer",
    "vorgustik": "network",
    "võrgustik": "network",
    "üleandmine": "handover",
    "ülesanded": "tasks",
    "ümarlaud": "roundtable",
}
"""Estonian names; each command has one in plain letters, for menus of networks."""

RUSSIAN: dict[str, str] = {
    "адрес": "email",
    "выйти": "leave",
    "завершить": "close",
    "занят": "busy",
    "удалить": "erasure",
    "задачи": "tasks",
    "изменить": "change",
    "календарь": "calendar",
    "каналы": "where",
    "круглыйстол": "roundtable",
    "меня_не_будет": "away",
    "мнение": "opinion",
    "мои_данные": "mydata",
    "мой_календарь": "caldav",
    "назад": "back",
    "настройки": "settings",
    "новая_цель": "newgoal",
    "новый_случай": "newcase",
    "опрос": "checkin",
    "отозвать": "recall",
    "исправить": "correction",
    "согласие": "consent",
    "открыть_снова": "reopen",
    "ответить": "answer",
    "отмена": "cancel",
    "передать": "handover",
    "ограничить": "restrict",
    "ограничения": "limits",
    "экстренно": "emergency",
    "пин": "pin",
    "план": "plan",
    "помощь": "help",
    "препятствия": "obstacles",
    "пригласить": "invite",
    "протокол": "minutes",
    "ритм": "rhythm",
    "сводка": "summary",
    "свободное_время": "free",
    "сеть": "network",
    "статус": "status",
    "часы": "hours",
    "чат": "team",
    "читатели": "readers",
    "язык": "language",
}
"""Russian names, for where they can be typed; the help shows the Latin ones."""

ALIASES = ESTONIAN | RUSSIAN


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
    # Some keyboards send ü as u and two dots; NFC makes one letter of them.
    name = normalize("NFC", name).partition("@")[0].lower()
    return f"/{ALIASES.get(name, name)}{space}{rest}"
