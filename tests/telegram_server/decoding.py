"""From what came over the wire to typed parameters."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from tests.telegram_server.description import Field, Shape
from tests.telegram_server.errors import Misuse
from tests.telegram_server.files import Upload

Json = dict[str, Any]

_INTEGER = re.compile(r"-?\d+")


@dataclass
class Raw:
    """A request's parameters as they came: strings, JSON values, files."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


async def read(request: web.Request) -> Raw:
    """Read a request in any of the forms Telegram takes.

    Raises:
        Misuse: the body is not what its content type says.
    """
    raw = Raw(dict(request.query))
    if request.content_type == "application/json":
        try:
            raw.values |= await request.json()
        except (ValueError, TypeError):
            raise Misuse("can't parse JSON object") from None
    elif request.content_type == "application/x-www-form-urlencoded":
        raw.values |= dict(await request.post())
    elif request.content_type == "multipart/form-data":
        await read_parts(await request.multipart(), raw)
    elif request.can_read_body and await request.read():
        raise Misuse(f"unsupported content type {request.content_type}")
    return raw


async def read_parts(reader: MultipartReader, raw: Raw) -> None:
    """Read a multipart body into values and files."""
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise Misuse("can't parse multipart body")
        data = await part.read(decode=False)
        if part.filename is None:
            raw.values[part.name] = data.decode()
        else:
            mime = part.headers.get("Content-Type")
            raw.uploads[part.name] = Upload(bytes(data), part.filename, mime)


def typed(shape: Shape, raw: Raw) -> Json:
    """Return the parameters as the description says they are to be understood."""
    given: Json = {}
    for name, value in raw.values.items():
        field_ = shape.fields.get(name)
        if field_ is None:
            given[name] = value
        elif not _left_out(value, field_):
            given[name] = _decode(value, field_, raw)
    for name in raw.uploads.keys() & shape.fields.keys():
        given[name] = raw.uploads[name]
    return given


def _left_out(value: Any, field_: Field) -> bool:
    return value == "" and not (field_.required and "String" in field_.types)


def _decode(value: Any, field_: Field, raw: Raw) -> Any:
    types = field_.types
    if not isinstance(value, str):
        return value
    if "InputFile" in types:
        return _file(value, raw)
    if "Integer" in types and _INTEGER.fullmatch(value):
        return int(value)
    if "String" in types:
        return value
    # Whatever cannot be understood stays a string, and the check objects to it.
    try:
        return json.loads(value)
    except ValueError:
        return value


def _file(value: str, raw: Raw) -> Any:
    if not value.startswith("attach://"):
        return value
    name = value.removeprefix("attach://")
    if name not in raw.uploads:
        raise Misuse(f"can't find the attached file {name!r}")
    return raw.uploads[name]
