"""A specimen of any message, filled with a name that must not leak."""

import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

from casework.timetables import Stretch

SECRET = "Kati Kask"
_DEEP = 2
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
_PLAIN: dict[Any, Any] = {
    str: SECRET,
    int: 1,
    float: 1.0,
    bool: True,
    datetime: NOW,
    date: NOW.date(),
    time: time(9),
    Stretch: Stretch(9 * 60, 12 * 60),
    bytes: b"",
    type(None): None,
    Any: SECRET,
}


def specimen(kind: type, depth: int = 0, **given: Any) -> Any:
    """Return a message or value of this kind, every text in it the secret name."""
    hints = get_type_hints(kind)
    values = {
        f.name: given.get(f.name, of(hints[f.name], depth))
        for f in fields(kind)
        if f.init
    }
    return kind(**values)


def of(hint: Any, depth: int = 0) -> Any:  # noqa: PLR0911 - one `return` for each shape
    """Return a value of a type, as full as it can be."""
    if isinstance(hint, NewType):
        return of(hint.__supertype__, depth)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint is UUID:
        return uuid4()
    origin, inside = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if depth > _DEEP and type(None) in inside:
            return None
        return of(next(kind for kind in inside if kind is not type(None)), depth)
    if origin is tuple:
        every = inside[-1] is Ellipsis
        if every:
            return () if depth > _DEEP else (of(inside[0], depth),)
        return tuple(of(kind, depth) for kind in inside)
    if origin is frozenset:
        return frozenset()
    if origin is not None:
        return origin()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return specimen(hint, depth + 1)
    raise TypeError(hint)
