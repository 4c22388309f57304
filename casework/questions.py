"""Question sets: what is asked, as structure; the words lie beside the program.

A set is data, one file each with every language in it. This module knows the
keys, the choices and what an answer is good for, and no human text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from casework.disclosure import Audience

MAX_QUESTIONS = 10
"""Quitters stop after a median of nine (conversations.md 1)."""
MAX_FOR_PARENTS = 4


class Means(StrEnum):
    """What an answer is used for, besides being read."""

    NOTHING = "nothing"
    DIRECTION = "direction"
    """Where a goal goes: makes a progress update."""
    NOTE = "note"
    """The sentence of a progress update."""
    OBSTACLE = "obstacle"
    """Words about what stands in the way: tracked until a person closes it."""
    STILL_THERE = "still_there"
    """Whether an obstacle named earlier is still there."""
    WISH = "wish"
    """What the writer wants to happen: makes a task."""


class SkipReason(StrEnum):
    """Why somebody gives no answer; each is an answer too."""

    NOT_MY_TOPIC = "not_my_topic"
    NOTHING_NEW = "nothing_new"
    RATHER_NOT = "rather_not"
    COULD_NOT_BE_DONE = "could_not_be_done"


class AskedOf(StrEnum):
    """Whom a set of questions is for."""

    PARENTS = "parents"
    SPECIALISTS = "specialists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: closed, or open with or without one-tap answers beside."""

    key: str
    choices: tuple[str, ...] = ()
    open: bool = False
    """Words alone answer it. Beside a closed question they are only kept."""
    per_goal: bool = False
    sensitive: bool = False
    alerts: tuple[str, ...] = ()
    """The choices by which somebody asks for help: made a task at once."""
    audience: Audience = Audience.MANAGER
    means: Means = Means.NOTHING
    instead_of: str = ""
    """The question whose place it takes when there is a reason to ask it."""
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The reason: these answers to an earlier question. Empty: an open obstacle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """The questions put together to one kind of person, in their order."""

    key: str
    asked_of: AskedOf
    questions: tuple[Question, ...]
    skip_reasons: tuple[SkipReason, ...] = tuple(SkipReason)
    """Why a question of this set may be skipped."""

    @property
    def per_goal(self) -> bool:
        """Say whether the set asks about each goal somebody works on."""
        return any(question.per_goal for question in self.questions)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions put without any special reason."""
        return tuple(q for q in self.questions if not q.instead_of)

    @property
    def goals_at_once(self) -> int:
        """How many goals one check-in has room for."""
        about_goals = sum(1 for q in self.asked if q.per_goal)
        others = len(self.asked) - about_goals
        return (MAX_QUESTIONS - others) // about_goals if about_goals else 0

    def alternatives(self, question: Question) -> tuple[Question, ...]:
        """Return the questions that may take the place of this one."""
        return tuple(q for q in self.questions if q.instead_of == question.key)


QuestionSets = Mapping[str, QuestionSet]
