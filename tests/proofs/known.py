"""What is stored, as it was read last: only what has changed is read anew."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import literal, select, union_all

from storage.shelf import Shelf
from storage.transaction import Transaction
from tests.proofs import canaries
from tests.proofs.places import Guard, guards_of


@dataclass(frozen=True, slots=True)
class Known:
    """One stored thing as it was read last, and where in it canaries stand."""

    version: int
    thing: Any
    stands: tuple[tuple[str, Guard], ...]


@cache
def _versions_of(rows: tuple[tuple[str, Any], ...]) -> Any:
    return union_all(*(select(literal(n), row.id, row.version) for n, row in rows))


def versions(tx: Transaction) -> Any:
    """Return the question which things are stored, each with its version."""
    shelves = [(n, s.row) for n, s in vars(tx).items() if isinstance(s, Shelf)]
    return _versions_of(tuple(shelves))


def standing(thing: Any) -> tuple[tuple[str, Guard], ...]:
    """Return every canary in a stored thing, with what its reader needs."""
    return tuple(
        (canary, guard)
        for text, guard in guards_of(thing)
        for canary in canaries.within(text)
    )
