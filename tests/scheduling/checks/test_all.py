import re
from pathlib import Path

from tests.scheduling.checks.waiting import IN_PART, WAITING

NAMED = re.compile(r"def test_check_(\d\d)_")


def test_each_of_the_63_checks_is_tested_or_says_what_it_waits_for() -> None:
    tests = Path(__file__).parents[3] / "tests"
    tested = {
        int(number)
        for file in tests.rglob("test_*.py")
        for number in NAMED.findall(file.read_text(encoding="utf-8"))
    }

    assert tested | WAITING.keys() == set(range(1, 64))
    assert tested & WAITING.keys() == set()
    assert IN_PART.keys() <= tested
