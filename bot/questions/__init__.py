"""Question sets: one file each, with every language in it, and how they are read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.languages import FIRST, LANGUAGES
from casework.disclosure import Audience
from casework.questions import AskedOf, Means, Question, QuestionSet, SkipReason


@dataclass(frozen=True, slots=True)
class SetTexts:
    """The words of one question set in one language."""

    intro: str
    intro_again: str
    """The same in short, for who has met the set before."""
    outro: str
    questions: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]


@cache
def sets() -> Mapping[str, QuestionSet]:
    """Return every question set there is, as structure, by its key."""
    return {key: structure(key, written) for key, written in _written().items()}


@cache
def texts(key: str, language: str) -> SetTexts:
    """Return the words of a set in a language; Estonian for one we do not speak."""
    written = _written()[key]
    spoken = written[language if language in LANGUAGES else FIRST]
    return SetTexts(
        intro=spoken["intro"],
        intro_again=spoken["intro_again"],
        outro=spoken["outro"],
        questions=spoken["questions"],
        labels=spoken["labels"],
    )


def structure(key: str, written: dict[str, Any]) -> QuestionSet:
    """Return the structure of a set as written in its file."""
    return QuestionSet(
        key=key,
        asked_of=AskedOf(written["for"]),
        questions=tuple(_question(question) for question in written["questions"]),
        skip_reasons=tuple(map(SkipReason, written.get("skip_reasons", SkipReason))),
    )


def _question(written: dict[str, Any]) -> Question:
    when = written.get("when", {})
    return Question(
        key=written["key"],
        choices=tuple(written.get("choices", ())),
        open=written.get("open", False),
        per_goal=written.get("per_goal", False),
        sensitive=written.get("sensitive", False),
        alerts=tuple(written.get("alerts", ())),
        audience=Audience(written.get("audience", Audience.MANAGER)),
        means=Means(written.get("means", Means.NOTHING)),
        instead_of=written.get("instead_of", ""),
        when={question: tuple(choices) for question, choices in when.items()},
    )


@cache
def _written() -> dict[str, dict[str, Any]]:
    """Read every file of this folder."""
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(files("bot.questions").iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
    }
