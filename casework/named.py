"""Finding people's names in words, also with the endings of Estonian and Russian.

A name that is also an everyday word (Kask, a birch) is found only with a capital
letter: "the birch by the river" may be written where Kask and Jõgi are in the network.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PART = re.compile(r"[^\W\d_]+")
SHORTEST = 3
"""Letters; shorter names are everyday words too often."""
_VOWELS = "aeiouõäöüy"
_AFTER_VOWEL = (
    "", "d", "t", "l", "le", "lt", "s", "st", "sse", "ga", "ta", "ni", "na", "ks",
    "de", "te", "dele", "dega", "tele", "tega",
)  # fmt: skip
"""The endings of the Estonian cases after the vowel of the genitive."""
_WEAK = {"sk": "s", "gi": "", "gu": "", "ga": "", "lg": "l", "rg": "r", "hk": "h",
         "nd": "nn", "ld": "ll", "rd": "rr", "mb": "mm", "pp": "p", "kk": "k",
         "tt": "t", "ss": "s"}  # fmt: skip
"""How the end of an Estonian name weakens before an ending: Kask, Kase; Jõgi, Jõe."""
_RUSSIAN = (
    "", "а", "у", "ом", "е", "ы", "и", "ой", "ою", "ю", "ей", "ею", "я", "ем", "ым",
    "ых", "ого", "ому", "ину", "иной",
)  # fmt: skip
_RUSSIAN_END = "аяьйеио"
EVERYDAY = frozenset(
    [
        "anna",
        "haab",
        "hein",
        "hunt",
        "hõbe",
        "ilves",
        "kai",
        "kala",
        "kallas",
        "kangur",
        "karu",
        "kask",
        "kivi",
        "koppel",
        "kuld",
        "kukk",
        "kuusk",
        "lepik",
        "lepp",
        "lill",
        "lind",
        "luik",
        "mai",
        "mets",
        "must",
        "mägi",
        "nurm",
        "oja",
        "org",
        "ots",
        "pihlak",
        "põder",
        "põld",
        "pärn",
        "rand",
        "raud",
        "rebane",
        "roos",
        "rätsep",
        "saar",
        "sepp",
        "sild",
        "soo",
        "tali",
        "tamm",
        "teder",
        "tuuli",
        "uus",
        "vaher",
        "valk",
        "väli",
        "õie",
        "õun",
        "jõgi",
        "kõiv",
        "tuul",
        "valge",
        "kurg",
        "rohi",
        "allik",
        "lumi",
        "вера",
        "надежда",
        "любовь",
        "роза",
        "слава",
        "мир",
        "лев",
        "май",
        "may",
        "rose",
        "hope",
        "joy",
        "faith",
        "grace",
        "mark",
        "will",
        "bill",
        "art",
    ]
)
"""Names that are everyday words as well."""


def names_somebody(text: str, names: Iterable[str]) -> bool:
    """Say whether a part of one of these names is a word of the text, in any case."""
    parts = {part for name in names for part in _PART.findall(_plain(name))}
    sought = {part: forms(part) for part in parts if len(part) >= SHORTEST}
    return any(
        _plain(word).replace("'", "").replace("’", "") in found and _meant(word, name)
        for word in _WORD.findall(unicodedata.normalize("NFC", text))
        for name, found in sought.items()
    )


def _meant(word: str, name: str) -> bool:
    """Say whether a word that looks like a form of a name is one."""
    if word[0].isupper():
        return True
    # In small letters "anna" is "give", not what is Ann's.
    everyday = name in EVERYDAY or word in EVERYDAY
    return not everyday and (word == name or len(word) - len(name) > 1)


def forms(name: str) -> frozenset[str]:
    """Return how a name can stand in an Estonian or a Russian sentence."""
    if re.search("[а-яё]", name):
        stem = name[:-1] if name[-1] in _RUSSIAN_END else name
        return frozenset({name, *(stem + end for end in _RUSSIAN)} - {stem}) | {name}
    genitives = {name} if name[-1] in _VOWELS else set()
    stems = {name} | {
        name[:-2] + weak for end, weak in _WEAK.items() if name.endswith(end)
    }
    if name[-1] not in _VOWELS:
        genitives |= {stem + vowel for stem, vowel in product(stems, "aeiu")}
    elif len(stems) > 1:
        genitives |= {stem + "e" for stem in stems - {name}}
    return frozenset({name}) | {g + end for g, end in product(genitives, _AFTER_VOWEL)}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
