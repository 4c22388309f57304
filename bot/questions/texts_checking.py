"""Looks over the words of a question set: the same in every language, none missing."""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from bot.languages import LANGUAGES

LABEL_LIMIT = 40
"""Characters of a button that fit on a narrow phone in every network."""
_NAMES = {"et": "Estonian", "ru": "Russian", "en": "English"}
_INTRO = {"count"}
_QUESTION = {"goal", "obstacle"}


def texts_faults(written: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the words of a set whose structure is right."""
    for language in LANGUAGES:
        spoken = written.get(language)
        if not isinstance(spoken, dict):
            yield f"{_NAMES[language]} is missing: there is no [{language}]."
            continue
        for fault in _language(written["questions"], spoken):
            yield f"{fault[:-1]} in {_NAMES[language]}."
    yield from _unequal(written)


def _language(questions: list[dict[str, Any]], spoken: dict[str, Any]) -> Iterator[str]:
    for name in ("intro", "intro_again", "outro"):
        if not _is_text(spoken.get(name)):
            yield f'the text "{name}" is missing.'
    asked, labels = spoken.get("questions", {}), spoken.get("labels", {})
    keys = {question["key"] for question in questions}
    for extra in sorted((asked.keys() | labels.keys()) - keys):
        yield f'question "{extra}" has words but is not asked.'
    for question in questions:
        key = question["key"]
        if not _is_text(asked.get(key)):
            yield f'question "{key}": the text is missing.'
        yield from _labels(key, question.get("choices", []), labels.get(key, {}))


def _labels(key: str, choices: list[str], labels: dict[str, Any]) -> Iterator[str]:
    for extra in sorted(labels.keys() - set(choices)):
        yield f'question "{key}": the button "{extra}" is no choice.'
    for choice in choices:
        label = labels.get(choice)
        if not _is_text(label):
            yield f'question "{key}": the button "{choice}" has no words.'
        elif len(str(label)) > LABEL_LIMIT:
            yield (
                f'question "{key}": the button "{choice}" has {len(str(label))} '
                f"characters, {LABEL_LIMIT} fit."
            )


def _unequal(written: dict[str, Any]) -> Iterator[str]:
    """Yield the texts whose placeholders are unknown, or not those of the first."""
    known = {"intro": _INTRO, "intro_again": _INTRO, "outro": set[str]()}
    for question in written["questions"]:
        known[question["key"]] = _QUESTION
    for name, allowed in known.items():
        first: set[str] | None = None
        for language in LANGUAGES:
            text = _text(written.get(language, {}), name)
            if not text:
                continue
            held = _placeholders(text)
            about = f'"{name}" in {_NAMES[language]}'
            if held is None or not held <= allowed:
                yield f"{about}: only {_braced(allowed)} can stand in braces."
                continue
            first = held if first is None else first
            if held != first:
                yield f"{about}: it must hold {_braced(first)}, as in the first language."


def _text(spoken: dict[str, Any], name: str) -> str:
    text = spoken.get(name) or spoken.get("questions", {}).get(name)
    return text if isinstance(text, str) else ""


def _placeholders(text: str) -> set[str] | None:
    """Return the names in braces; None: the braces make no sense."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _braced(names: set[str]) -> str:
    return ", ".join("{" + name + "}" for name in sorted(names)) or "nothing"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
