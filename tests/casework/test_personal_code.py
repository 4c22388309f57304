"""Isikukood: the table of casework.md D12, and what hypothesis makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.personal_code import holds_personal_code, is_personal_code

VALID = (
    "36805280109",
    "60001019906",
    "30303039914",
    "71503140033",
    "89912310060",
    "71503140520",
    "89912310430",
    "70402290016",
)
INVALID = (
    "36805280108",
    "70002290015",
    "39902300010",
    "39913010019",
    "06805280106",
    "96805280104",
)


@pytest.mark.parametrize("code", VALID)
def test_a_valid_code_is_known_wherever_it_stands(code: str) -> None:
    assert is_personal_code(code)
    for text in (code, f"isikukood {code}.", f"({code[:7]} {code[7:]})", f"IK:{code}"):
        assert holds_personal_code(text)


@pytest.mark.parametrize("code", INVALID)
def test_a_number_that_is_no_code_may_be_written(code: str) -> None:
    assert not is_personal_code(code)
    assert not holds_personal_code(f"number {code}")


@given(st.sampled_from(VALID), st.integers(1, 9))
def test_a_wrong_check_digit_is_noticed(code: str, shift: int) -> None:
    wrong = (int(code[-1]) + shift) % 10

    assert not is_personal_code(code[:-1] + str(wrong))


@given(st.text(alphabet="0123456789 .,-abc", max_size=40))
def test_any_text_is_looked_through_without_an_error(text: str) -> None:
    assert holds_personal_code(text) in {True, False}


@given(st.text(alphabet="0123456789", min_size=12, max_size=30))
def test_a_longer_number_is_no_code(digits: str) -> None:
    assert not holds_personal_code(digits)
