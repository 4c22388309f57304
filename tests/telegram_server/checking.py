"""Checks a value against the description, the nested ones too."""

from typing import Any

from tests.telegram_server.description import Field, Shape, load
from tests.telegram_server.files import Upload
from tests.telegram_server.rules import TYPE_RULES

_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


def problems(value: Any, types: tuple[str, ...], where: str) -> list[str]:
    """Return what is wrong with the value, in words, or nothing.

    Of several possible types the one with the fewest objections speaks.
    """
    if len(types) == 1:
        return _by_type(value, types[0], where)
    found = [_by_type(value, type_, where) for type_ in types]
    return min(found, key=len)


def _by_type(value: Any, type_: str, where: str) -> list[str]:
    if type_ in _PLAIN:
        right = isinstance(value, _PLAIN[type_])
        mixed_up = isinstance(value, bool) and type_ != "Boolean"
        return [] if right and not mixed_up else [f"{where}: {value!r} is no {type_}"]
    if type_.startswith("Array of "):
        return _array(value, type_.removeprefix("Array of "), where)
    if type_ == "InputPollOption" and isinstance(value, str):
        return []  # the one known exception: a poll option may be a plain string
    if type_ == "InputFile":
        return [] if isinstance(value, Upload) else [f"{where}: no file"]
    shape = load().types[type_]
    if shape.subtypes:
        return problems(value, shape.subtypes, where)
    return _object(value, shape, where)


def _array(value: Any, inner: str, where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where}: {value!r} is no array"]
    return [
        problem
        for place, item in enumerate(value)
        for problem in problems(item, (inner,), f"{where}[{place}]")
    ]


def _object(value: Any, shape: Shape, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {shape.name}"]
    return [
        *fields(value, shape, where),
        *(
            f"{where}: {objection}"
            for rule in TYPE_RULES.get(shape.name, ())
            if (objection := rule(value))
        ),
    ]


def fields(value: dict[str, Any], shape: Shape, where: str) -> list[str]:
    """Return what is wrong with an object's fields or a method's parameters."""
    unknown = [f"{where}: unknown {name!r}" for name in value.keys() - shape.fields]
    missing = [
        f"{where}: {name!r} is missing" for name in shape.required if name not in value
    ]
    wrong = [
        problem
        for name, inner in value.items()
        if name in shape.fields
        for problem in _field(inner, shape.fields[name], f"{where}.{name}")
    ]
    return [*unknown, *missing, *wrong]


def _field(value: Any, field: Field, where: str) -> list[str]:
    found = problems(value, field.types, where)
    if found:
        return found
    if field.constant is not None and value != field.constant:
        return [f"{where}: {value!r} must be {field.constant!r}"]
    limit = field.limit
    if limit and not field.counted_after_parsing and not limit.allows(value):
        measured = limit.measure(value)
        return [f"{where}: {measured} {limit.unit}, not {limit.low}-{limit.high}"]
    return []


def without_unknown(given: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """Return an object without what the description does not know, deep down too."""
    return {
        name: _pruned(value, shape.fields[name].types)
        for name, value in given.items()
        if name in shape.fields
    }


def _pruned(value: Any, types: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        inner = tuple(type_.removeprefix("Array of ") for type_ in types)
        return [_pruned(item, inner) for item in value]
    if not isinstance(value, dict):
        return value
    named = [load().types[type_] for type_ in types if type_ in load().types]
    shapes = [s for shape in named for s in _concrete(shape)]
    best = min(shapes, key=lambda shape: len(_object(value, shape, "")))
    return without_unknown(value, best)


def _concrete(shape: Shape) -> list[Shape]:
    return [load().types[name] for name in shape.subtypes] or [shape]
