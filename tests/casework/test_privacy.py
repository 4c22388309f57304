"""What may stand in a chat that is kept elsewhere: the table, and that it is safe."""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from casework.announcements import InviteToRoundtable
from casework.asking import AskQuestion
from casework.catalogue import MESSAGES
from casework.check_ins import Item
from casework.forms import AskField, Field, Option
from casework.minutes_sent import SendMinutes
from casework.notices import TellRefusal
from casework.outcome import Message
from casework.privacy import CLOSED, LOGISTICS, Content, Privacy, content_of, may_stand
from casework.steps import Nudge
from tests.specimens import specimen

SAY_NOTHING_OF_A_CASE = {
    "address",
    "after",
    "code",
    "codes",
    "command",
    "join",
    "key",
    "language",
    "manager_name",
    "manager_phone",
    "municipality",
    "network",
    "networks",
    "offer",
    "offer_on",
    "others",
    "phone",
    "place",
    "question_set",
    "secret",
    "through",
    "token",
    "uid",
    "waiting",
}
"""Fields of text in which neither words of people nor names of the family stand."""
BESIDES = {
    "EraseWords": {"ref"},
    "InviteToRoundtable": {"reason"},
    "SettleButtons": {"keyboard"},
    "ShowSettings": {"email"},
    "TellRefusal": {"reason", "data"},
    "Thank": {"name"},
}
"""Where words stand that are taken away; a reason is looked into; buttons go back to
where they stood; one's own e-mail; the case manager who was told."""


def texts_of(hint: Any, name: str, seen: tuple[type, ...] = ()) -> Iterator[str]:
    """Yield the names of all fields of text in a type, however deep."""
    if hint is str:
        yield name
    elif get_origin(hint) in {Union, types.UnionType, tuple, frozenset, dict}:
        for inside in get_args(hint):
            yield from texts_of(inside, name, seen)
    elif is_dataclass(hint) and hint not in seen and isinstance(hint, type):
        hints = get_type_hints(hint)
        for each in fields(hint):
            yield from texts_of(hints[each.name], each.name, (*seen, hint))


@pytest.mark.parametrize("kind", sorted(LOGISTICS | CLOSED, key=str), ids=str)
def test_what_may_stand_in_a_chat_has_no_field_for_words(kind: type) -> None:
    found = set(texts_of(kind, ""))
    assert found <= SAY_NOTHING_OF_A_CASE | BESIDES.get(kind.__name__, set())


def test_a_message_nobody_has_thought_about_counts_as_words() -> None:
    class New(Message):
        pass

    assert content_of(specimen(New)) is Content.WORDS


@pytest.mark.parametrize(
    ("message", "content"),
    [
        (specimen(Nudge), Content.LOGISTICS),
        (specimen(SendMinutes), Content.WORDS),
        (specimen(InviteToRoundtable, reason=""), Content.CLOSED),
        (specimen(InviteToRoundtable, reason="She is ill"), Content.WORDS),
        (specimen(TellRefusal, data={"length": 5}), Content.LOGISTICS),
        (specimen(TellRefusal, data={"text": "31.4."}), Content.WORDS),
    ],
)
def test_the_table_at_a_glance(message: Message, content: Content) -> None:
    assert content_of(message) is content


@pytest.mark.parametrize(
    ("item", "content"),
    [
        (Item(key="mood", choices=("good", "hard")), Content.CLOSED),
        (Item(key="anything", open=True), Content.WORDS),
        (Item(key="goal", goal_text="Sleeps alone"), Content.WORDS),
        (Item(key="still", obstacle_text="No transport"), Content.WORDS),
    ],
)
def test_a_question_is_closed_only_without_anybodys_words(
    item: Item, content: Content
) -> None:
    asked = specimen(AskQuestion, asked=item, because=False, told=None)
    assert content_of(asked) is content


@pytest.mark.parametrize(
    ("kind", "field", "content"),
    [
        ("rhythm", Field(key="day", takes_text=True), Content.LOGISTICS),
        ("letter", Field(key="pass_on", options=(Option(value="y"),)), Content.CLOSED),
        ("invite", Field(key="name", takes_text=True), Content.WORDS),
        ("seat", Field(key="who", options=(Option(value="1", text="Kati"),)), 2),
    ],
)
def test_a_form_is_words_where_it_takes_or_shows_some(
    kind: str, field: Field, content: int
) -> None:
    asked = replace(specimen(AskField), kind=kind, field=field)
    assert content_of(asked) == content


def test_each_level_lets_less_stand_than_the_one_before() -> None:
    told = {
        level: {k for k, v in MESSAGES.items() if may_stand(specimen(v), level)}
        for level in Privacy
    }
    assert told[Privacy.LOGISTICS] < told[Privacy.NOTICE] < told[Privacy.OPEN]
    assert told[Privacy.OPEN] == set(MESSAGES)
