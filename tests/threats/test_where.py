"""Every threat has its tests, they exist, and the document names them alike."""

import re
from pathlib import Path

import pytest

from tests.threats.where import BEYOND, HELD

ROOT = Path(__file__).parents[2]
NAMED = [test for tests in (*HELD.values(), *BEYOND.values()) for test in tests]


def test_all_24_threats_of_the_table_are_there() -> None:
    assert list(HELD) == list(range(1, 25))
    assert all(HELD.values())


@pytest.mark.parametrize("test", [t for t in NAMED if isinstance(t, str)])
def test_a_test_that_holds_a_threat_exists(test: str) -> None:
    path, _, name = test.partition("::")
    assert re.search(rf"def {name}\(", (ROOT / path).read_text())


def test_the_document_has_a_row_for_each() -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    assert [int(n) for n in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == list(
        HELD
    )
