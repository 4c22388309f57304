"""Isikukood: recognised so that it can be refused; kept nowhere (casework.md D12)."""

import re
from datetime import date

_CANDIDATE = re.compile(r"(?<!\d)[1-8]\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{4}(?!\d)")
_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)
_ELEVEN, _TEN = 11, 10


def is_personal_code(digits: str) -> bool:
    """Say whether eleven digits are a valid Estonian personal code."""
    if len(digits) != _ELEVEN or not digits.isascii() or not digits.isdigit():
        return False
    return _date_exists(digits) and _check_digit(digits) == int(digits[-1])


def holds_personal_code(text: str) -> bool:
    """Say whether a text holds a valid personal code, also one written in groups."""
    return any(
        is_personal_code(re.sub(r"[ -]", "", found.group()))
        for found in _CANDIDATE.finditer(text)
    )


def _date_exists(digits: str) -> bool:
    century = 1800 + 100 * ((int(digits[0]) - 1) // 2)
    if not "1" <= digits[0] <= "8":
        return False
    try:
        date(century + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    except ValueError:
        return False
    return True


def _check_digit(digits: str) -> int:
    for weights in (_FIRST, _SECOND):
        rest = sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % _ELEVEN
        if rest < _TEN:
            return rest
    return 0
