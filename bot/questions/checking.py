"""Looks a question set over and says in one sentence each what is wrong with it."""

import tomllib
from collections.abc import Iterator
from typing import Any

from bot.languages import LANGUAGES
from bot.questions.texts_checking import texts_faults
from casework.disclosure import Audience
from casework.questions import (
    MAX_FOR_PARENTS,
    MAX_QUESTIONS,
    AskedOf,
    Means,
    SkipReason,
)
from casework.reports import GONE
from casework.updates import Direction, Wish

_FIELDS: dict[str, type] = {
    "key": str,
    "choices": list,
    "open": bool,
    "per_goal": bool,
    "sensitive": bool,
    "alerts": list,
    "audience": str,
    "means": str,
    "instead_of": str,
    "when": dict,
}
_FEWEST_CHOICES = 2
_CHOICES: dict[str, set[str]] = {
    Means.DIRECTION: set(Direction),
    Means.WISH: set(Wish),
    Means.STILL_THERE: {"still", GONE},
}
"""What the program must be able to understand in the answers it uses."""


def faults(content: str) -> list[str]:
    """Return what is wrong with a question set, one sentence each; empty: nothing."""
    try:
        written = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        return [f"this is no TOML: {error}."]
    except RecursionError:
        return ["this is no TOML: brackets stand in brackets without end."]
    found = list(_structure(written))
    # Texts are compared with the structure; while that is broken they say nothing.
    return found or list(texts_faults(written))


def _structure(written: dict[str, Any]) -> Iterator[str]:
    known = {"for", "questions", "skip_reasons", *LANGUAGES}
    for name in sorted(written.keys() - known):
        yield f'"{name}" is not known here; there are {", ".join(sorted(known))}.'
    if written.get("for") not in set(AskedOf):
        yield f'"for" must be one of {_all(AskedOf)}.'
    reasons = written.get("skip_reasons", [])
    if not isinstance(reasons, list) or not set(map(str, reasons)) <= set(SkipReason):
        yield f'"skip_reasons" can only hold {_all(SkipReason)}.'
    questions = written.get("questions")
    if not isinstance(questions, list) or not questions:
        yield "there is no [[questions]] in it."
        return
    if not all(isinstance(question, dict) for question in questions):
        yield "each question must be a table of its own, [[questions]]."
        return
    wrong = [f for n, q in enumerate(questions, 1) for f in _question(q, n)]
    if wrong:
        yield from wrong
        return  # questions are compared with each other when each is one
    yield from _keys(questions)
    yield from _amount(written)
    yield from _order(questions)


def _question(question: dict[str, Any], number: int) -> Iterator[str]:
    key = question.get("key")
    if not isinstance(key, str) or not key.isidentifier():
        yield f"question {number} has no key of letters and underscores."
        return
    for name, value in question.items():
        if name not in _FIELDS:
            yield f'question "{key}": "{name}" is not known; {_all(_FIELDS)} are.'
        elif not isinstance(value, _FIELDS[name]):
            yield f'question "{key}": "{name}" must be a {_FIELDS[name].__name__}.'
            return
    if question.get("audience", Audience.MANAGER) not in set(Audience):
        yield f'question "{key}": "audience" must be one of {_all(Audience)}.'
    if question.get("means", Means.NOTHING) not in set(Means):
        yield f'question "{key}": "means" must be one of {_all(Means)}.'
    yield from _choices(key, question)


def _choices(key: str, question: dict[str, Any]) -> Iterator[str]:
    choices = question.get("choices", [])
    if not all(isinstance(choice, str) for choice in choices):
        yield f'question "{key}": each choice must be a word.'
        return
    if len(set(choices)) < len(choices):
        yield f'question "{key}": a choice stands there twice.'
    if not question.get("open", False) and len(choices) < _FEWEST_CHOICES:
        yield f'question "{key}": a closed question needs two choices or more.'
    if not set(map(str, question.get("alerts", ()))) <= set(choices):
        yield f'question "{key}": "alerts" must name choices of its own.'
    understood = _CHOICES.get(question.get("means", ""))
    if understood is not None and not set(choices) <= understood:
        yield f'question "{key}": its choices can only be {_all(understood)}.'


def _keys(questions: list[dict[str, Any]]) -> Iterator[str]:
    earlier: dict[str, dict[str, Any]] = {}
    for question in questions:
        key = question.get("key", "")
        if key in earlier:
            yield f'question "{key}" is there twice.'
        replaced = question.get("instead_of", "")
        if replaced and replaced not in {q.get("key") for q in questions}:
            yield f'question "{key}": there is no question "{replaced}" to replace.'
        for other, choices in question.get("when", {}).items():
            offered = set(earlier.get(other, {}).get("choices", ()))
            if not isinstance(choices, list) or not offered.issuperset(
                map(str, choices or ["nothing"])
            ):
                yield (
                    f'question "{key}": "when" must name answers to an earlier question.'
                )
        earlier[key] = question


def _amount(written: dict[str, Any]) -> Iterator[str]:
    asked = [q for q in written["questions"] if not q.get("instead_of")]
    limit = MAX_QUESTIONS
    if written.get("for") == AskedOf.PARENTS:
        limit = MAX_FOR_PARENTS
    if len(asked) > limit:
        yield f"it asks {len(asked)} questions; {limit} is the most that people answer."


def _order(questions: list[dict[str, Any]]) -> Iterator[str]:
    if questions[0].get("open", False):
        yield (
            f'question "{questions[0].get("key")}": the first question must be a closed '
            "one, answered by one tap."
        )


def _all(values: Any) -> str:
    return ", ".join(sorted(str(value) for value in values))
