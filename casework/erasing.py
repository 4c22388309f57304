"""Erasing a case for good, and what keeps it from being erased (GDPR 17, 18)."""

from dataclasses import dataclass, replace
from datetime import datetime

from casework.cases import Case
from casework.ids import CaseId
from casework.outcome import Fact, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeld(Fact):
    """A case may not be erased for now, or may be again: the reason is empty then."""

    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseErased(Fact):
    """A case was erased for good; it is the only thing that stays of it."""

    erased: CaseId
    because: str


class CaseIsHeld(Exception):
    """Nothing of the case may be erased, for the reason given."""


def hold(case: Case, because: str, now: datetime) -> Outcome:
    """Let nothing of a case be erased, or end that with an empty reason."""
    fact = CaseHeld(at=now, case=case.id, because=because)
    return Outcome((replace(case, held_because=because, erasure=None),), (fact,))


def erase(case: Case, because: str, now: datetime) -> Outcome:
    """Note that a case is erased, where the note outlives the case.

    Raises:
        CaseIsHeld: it may not be.
    """
    if case.held_because:
        raise CaseIsHeld(case.held_because)
    return Outcome(facts=(CaseErased(at=now, erased=case.id, because=because),))
