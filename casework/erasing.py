"""Erasing a case for good, and what keeps it from being erased (GDPR 17, 18)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from casework.cases import Case, Member, restricted_in
from casework.ids import CaseId, PersonId
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
    decided_by: str = ""
    """Who had it erased by hand; empty: the schedule."""
    people: int | None = None
    """How many, known from it alone, went with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """An erasure somebody decided: who, on which ground, and what goes with it."""

    because: str
    decided_by: str
    members: Collection[Member]
    """Everyone who is or was in the network."""
    gone: Collection[PersonId]
    """Who is known from this case alone."""


class CaseIsHeld(Exception):
    """Nothing of the case may be erased, for the reason given."""


def hold(case: Case, because: str, now: datetime) -> Outcome:
    """Let nothing of a case be erased, or end that with an empty reason."""
    fact = CaseHeld(at=now, case=case.id, because=because)
    return Outcome((replace(case, held_because=because, erasure=None),), (fact,))


def erase(case: Case, hand: ByHand, now: datetime) -> Outcome:
    """Note that a case is erased, where the note outlives the case.

    Raises:
        CaseIsHeld: it may not be.
    """
    if case.held_because:
        raise CaseIsHeld(case.held_because)
    if restricted_in(hand.members):
        raise CaseIsHeld("somebody wants their data kept, though not used (GDPR 18)")
    fact = CaseErased(
        at=now,
        erased=case.id,
        because=hand.because,
        decided_by=hand.decided_by,
        people=len(hand.gone),
    )
    return Outcome(facts=(fact,))
