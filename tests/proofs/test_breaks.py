"""The list of deliberate breaks stays true: each can still be made, and be caught."""

import ast

import pytest

from tests.proofs.broken import BREAKS
from tests.proofs.broken.breaking import ROOT, Break, Change, Outdated


@pytest.mark.parametrize("each", BREAKS, ids=lambda each: each.name)
def test_a_break_can_still_be_made_and_its_tests_are_there(each: Break) -> None:
    texts = {change.file: (ROOT / change.file).read_text() for change in each.changes}
    for change in each.changes:
        texts[change.file] = change.of(texts[change.file])
    for text in texts.values():
        ast.parse(text)
    path, _, name = each.caught_by.partition("::")
    assert not name or f"def {name.partition('[')[0]}(" in (ROOT / path).read_text()


def test_there_are_enough_breaks_and_no_two_of_one_name() -> None:
    assert len({each.name for each in BREAKS}) == len(BREAKS) >= 10


def test_a_break_whose_place_is_gone_is_refused() -> None:
    with pytest.raises(Outdated):
        Change("any.py", "what is gone", "").of("something else")
