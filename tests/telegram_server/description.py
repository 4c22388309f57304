"""Telegram's own description of its Bot API, as data to check requests and objects by."""

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.telegram_server import additions

FILE = Path(__file__).parent / "description" / "api.min.json"

_LENGTH = re.compile(r"(\d[\d,]*)-(\d[\d,]*) (characters|bytes)")
_COUNT = re.compile(r"(\d+)-(\d+) (?:identifiers|answer options)|At most ()(\d+) comm")
_RANGE = re.compile(r"(?:between |[;,] )(\d[\d,]*)-(\d[\d,]*)(?= are|[.;]|$)")
_CONSTANT = re.compile(r'(?:always ["“](\w+)["”]|must be (\w+)$)')


@dataclass(frozen=True, slots=True)
class Limit:
    """How long or large a value may be; `unit` says what is counted."""

    low: int
    high: int
    unit: str

    def allows(self, value: Any) -> bool:
        """Say whether the value keeps to it."""
        return self.low <= self.measure(value) <= self.high

    def measure(self, value: Any) -> int:
        """Count the value: code points, UTF-8 bytes, items, or the number itself."""
        if self.unit == "number":
            return int(value)
        return len(value.encode() if self.unit == "bytes" else value)


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method or one field of a type."""

    name: str
    types: tuple[str, ...]
    required: bool
    constant: str | None
    limit: Limit | None
    counted_after_parsing: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A method's parameters or a type's fields, by name."""

    name: str
    fields: dict[str, Field]
    required: tuple[str, ...]
    subtypes: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """Every method and every type there is."""

    methods: dict[str, Shape]
    types: dict[str, Shape]

    def method(self, name: str) -> Shape | None:
        """Return the method of that name, in any case."""
        return self.methods.get(name.lower())

    def limit(self, method: str, parameter: str) -> Limit | None:
        """Return how long a parameter may be."""
        return self.methods[method.lower()].fields[parameter].limit


@functools.cache
def load() -> Description:
    """Read the file once, with the hand-written additions."""
    api = additions.apply(json.loads(FILE.read_text(encoding="utf-8")))
    return Description(
        {name.lower(): _shape(name, raw) for name, raw in api["methods"].items()},
        {name: _shape(name, raw) for name, raw in api["types"].items()},
    )


def _shape(name: str, raw: dict[str, Any]) -> Shape:
    fields = [_field(field) for field in raw.get("fields", ())]
    return Shape(
        name,
        {field.name: field for field in fields},
        tuple(field.name for field in fields if field.required),
        tuple(raw.get("subtypes", ())),
        tuple(raw.get("returns", ())),
    )


def _field(raw: dict[str, Any]) -> Field:
    about = raw["description"]
    constant = _CONSTANT.search(about) if raw["name"] in _DISCRIMINATORS else None
    return Field(
        raw["name"],
        tuple(raw["types"]),
        raw["required"],
        (constant[1] or constant[2]) if constant else None,
        _limit(raw["types"], about),
        "pars" in about,
    )


_DISCRIMINATORS = {"type", "status", "source"}


def _limit(types: list[str], about: str) -> Limit | None:
    if types == ["String"]:
        found = _LENGTH.search(about)
        return Limit(_number(found[1]), _number(found[2]), found[3]) if found else None
    if types[0].startswith("Array of "):
        found = _COUNT.search(about)
        if not found:
            return None
        low, high = (found[1], found[2]) if found[1] else ("0", found[4])
        return Limit(_number(low), _number(high), "items")
    if types == ["Integer"]:
        found = _RANGE.search(about)
        return Limit(_number(found[1]), _number(found[2]), "number") if found else None
    return None


def _number(text: str) -> int:
    return int(text.replace(",", ""))
