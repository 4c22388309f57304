"""The municipality's schedule, read from the file that UMARLAUD_RETENTION names."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.setting_wrong import SettingWrong
from casework.closures import REOPENED_WITHIN
from casework.schedule import Schedule, Term

NAME = "UMARLAUD_RETENTION"
TERMS = ("message_copies", "closed_cases", "journal", "spent_forms", "told_before")
_TERM = re.compile(r"([1-9][0-9]{0,3}) (day|month|year)s?")
_MONTH = timedelta(days=28)
_LEAST = {
    "message_copies": timedelta(days=30),
    "closed_cases": REOPENED_WITHIN + _MONTH,
    "journal": timedelta(),
    "spent_forms": timedelta(days=1),
    "told_before": timedelta(days=7),
}
"""Shorter than this, buttons would die under people's fingers, a closing could not be
taken back, or nobody could say in time that a case must be kept."""

EXAMPLE = """decided_by = "[decision, number, day]"
message_copies = "90 days"
closed_cases = "5 years"
journal = "7 years"
spent_forms = "30 days"
told_before = "30 days"
"""


def load(path: Path) -> Schedule:
    """Read the schedule.

    Raises:
        SettingWrong: it cannot be read, says too little, or cannot be meant.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, "it cannot be read; it should be a text file") from error
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, f"it is no TOML: {error}") from error
    unknown = given.keys() - {"decided_by", *TERMS}
    if unknown:
        raise _wrong(path, f"there is no {', '.join(sorted(unknown))} in a schedule")
    terms = {name: _term(path, name, given.get(name)) for name in TERMS}
    if terms["journal"].at_least < terms["closed_cases"].at_least:
        raise _wrong(path, "the journal must stay at least as long as the cases")
    return Schedule(decided_by=_decided(path, given), **terms)


def _decided(path: Path, given: dict[str, Any]) -> str:
    decided = given.get("decided_by")
    if not isinstance(decided, str) or not decided.strip() or "[" in decided:
        raise _wrong(
            path, "decided_by should say who decided it, the number and the day"
        )
    return decided.strip()


def _term(path: Path, name: str, given: object) -> Term:
    found = _TERM.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise _wrong(path, f'{name} should be like "90 days", "6 months" or "5 years"')
    count = int(found[1])
    term = {
        "day": Term(days=count),
        "month": Term(months=count),
        "year": Term(months=12 * count),
    }[found[2]]
    if term.at_least < _LEAST[name]:
        raise _wrong(path, f"{name} should be {_LEAST[name].days} days or more")
    return term


def _wrong(path: Path, why: str) -> SettingWrong:
    return SettingWrong(f"{NAME} names {path}: {why}. Nothing is deleted by it.")
