"""Formatting: HTML and entities into plain text with marks, as strict as Telegram."""

import re
from html import unescape
from typing import Any

from tests.telegram_server.errors import Misuse

Json = dict[str, Any]

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_TOKEN = re.compile(r"<(/?)([^\s<>/]*)([^<>]*)>|(<)|([^<]+)")
_ATTRIBUTE = re.compile(r'([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)')
_DETECTED = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?)"
    r"|(?P<url>https?://[^\s<>]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]+)"
    r"|(?P<mention>(?<!\w)@\w{4,32})"
    r"|(?P<hashtag>(?<!\w)#\w+)"
)


def utf16(text: str) -> int:
    """Count the UTF-16 units of a text, in which Telegram measures entities."""
    return len(text.encode("utf-16-le")) // 2


def format_text(text: str, parse_mode: str | None, entities: list[Json] | None) -> Json:
    """Return text and entities as Telegram would store them: parsed and trimmed."""
    if parse_mode and parse_mode.lower() == "html":
        text, entities = _parse_html(text)
    elif parse_mode:
        raise Misuse(f"parse mode {parse_mode} is not imitated by the test server")
    marks = entities or []
    _check_bounds(text, marks)
    stripped = text.rstrip()
    text = stripped.lstrip()
    shift = utf16(stripped) - utf16(text)
    marks = [_moved(mark, shift, utf16(text)) for mark in marks]
    marks = [mark for mark in marks if mark["length"] > 0]
    found: Json = {"text": text}
    if all_marks := sorted([*marks, *detect(text, marks)], key=_place):
        found["entities"] = all_marks
    return found


def detect(text: str, taken: list[Json]) -> list[Json]:
    """Find commands, links, addresses, mentions and hashtags by themselves."""
    found = []
    for match in _DETECTED.finditer(text):
        offset, length = utf16(text[: match.start()]), utf16(match.group())
        free = all(
            mark["offset"] + mark["length"] <= offset
            or mark["offset"] >= offset + length
            for mark in taken
        )
        if free:
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def _place(mark: Json) -> tuple[int, int]:
    return mark["offset"], -mark["length"]


def _check_bounds(text: str, marks: list[Json]) -> None:
    length = utf16(text)
    for mark in marks:
        inside = mark["offset"] >= 0 and mark["offset"] + mark["length"] <= length
        if not inside or mark["length"] <= 0:
            raise Misuse("ENTITY_BOUNDS_INVALID")


def _moved(mark: Json, shift: int, length: int) -> Json:
    start = max(0, mark["offset"] - shift)
    end = min(length, mark["offset"] + mark["length"] - shift)
    return {**mark, "offset": start, "length": end - start}


def _parse_html(source: str) -> tuple[str, list[Json]]:
    text = ""
    open_tags: list[tuple[str, int, str]] = []
    marks: list[Json] = []
    for token in _TOKEN.finditer(source):
        closing, tag, attributes, stray, words = token.groups()
        if words is not None:
            text += unescape(words)
        elif stray is not None or tag.lower() not in _TAGS:
            raise _unparsed(f'Unsupported start tag "{tag or ""}"', source, token)
        elif closing:
            marks.append(_close(open_tags, tag.lower(), utf16(text), (source, token)))
        else:
            open_tags.append((tag.lower(), utf16(text), attributes))
    if open_tags:
        name = open_tags[-1][0]
        raise Misuse(
            "can't parse entities: Can't find end tag corresponding to start tag "
            f'"{name}"'
        )
    return text, [mark for mark in marks if mark["length"]]


def _close(
    open_tags: list[tuple[str, int, str]],
    tag: str,
    end: int,
    place: tuple[str, re.Match[str]],
) -> Json:
    if not open_tags or open_tags[-1][0] != tag:
        raise _unparsed("Unexpected end tag", *place)
    _, start, attributes = open_tags.pop()
    mark: Json = {"type": _TAGS[tag], "offset": start, "length": end - start}
    return mark | _extras(tag, attributes)


def _extras(tag: str, attributes: str) -> Json:
    given = {name or bare: unescape(value) for name, value, bare in _pairs(attributes)}
    match tag:
        case "a":
            return {"url": given.get("href", "")}
        case "tg-emoji":
            return {"custom_emoji_id": given.get("emoji-id", "")}
        case "tg-time":
            shape = given.get("format")
            unix = {"unix_time": int(given.get("unix", "0"))}
            return unix | ({"date_time_format": shape} if shape else {})
        case "blockquote" if "expandable" in given:
            return {"type": "expandable_blockquote"}
    return {}


def _pairs(attributes: str) -> list[tuple[str, str, str]]:
    return _ATTRIBUTE.findall(attributes)


def _unparsed(what: str, source: str, token: re.Match[str]) -> Misuse:
    offset = len(source[: token.start()].encode())
    return Misuse(f"can't parse entities: {what} at byte offset {offset}")
