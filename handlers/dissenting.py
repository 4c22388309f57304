"""Asking whether the child or a parent sees something differently, and in what words."""

from collections.abc import Iterator
from uuid import UUID

from casework.circles import Circle
from casework.forms import Field, Form, Option
from casework.ids import MemberId
from casework.minuted import Dissent
from casework.words import checked
from handlers.turn import Turn

LIMIT = 1000
CHILD = "child"
UNKNOWN = "unknown"
"""Nobody knows how the child sees it."""


def fields(form: Form, circle: Circle, *, whole: bool) -> Iterator[Field]:
    """Give the questions: who sees it differently, then the words of each."""
    options = [Option(value=CHILD, word="differs.child")]
    options += [
        Option(value=str(p.member.id), text=p.person.name, word=f"role.{p.member.role}")
        for p in circle.parents
    ]
    if whole:
        options.append(Option(value=UNKNOWN, word="differs.unknown"))
    yield Field(key="differs", options=tuple(options), many=True)
    for number, who in enumerate(_ticked(form)):
        if who == CHILD:
            yield Field(key="child_words", takes_text=True)
        else:
            name = _name(circle, who)
            yield Field(key=f"words{number}", takes_text=True, about={"name": name})


def check(form: Form) -> None:
    """Refuse words too long to stand in minutes."""
    for number, who in enumerate(_ticked(form)):
        for words in form.all(_key(number, who)):
            checked(words, limit=LIMIT)


def said(turn: Turn, form: Form) -> tuple[Dissent, ...]:
    """Return who sees it differently, in their words."""
    return tuple(
        Dissent(
            of=None if who == CHILD else MemberId(UUID(who)),
            words=form.one(_key(number, who)),
            at=turn.now,
        )
        for number, who in enumerate(_ticked(form))
    )


def _ticked(form: Form) -> list[str]:
    return [who for who in form.all("differs") if who != UNKNOWN]


def _key(number: int, who: str) -> str:
    return "child_words" if who == CHILD else f"words{number}"


def _name(circle: Circle, member: str) -> str:
    names = circle.who([MemberId(UUID(member))])
    return names[0] if names else ""
