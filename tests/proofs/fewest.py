"""What a run of the disclosure proof must have had in it, or it proves nothing."""

A_RUN = 100_000
"""The numbers are for so many situations; a shorter run needs its share of each.

A number is asked for once ten of it could be expected.
"""

ALLOWED: dict[str, int] = {
    "goals": 500,
    "network": 500,
    "updates_summary": 100,
    "tasks_own": 50,
    "agenda": 20,
    "minutes": 10,
    "tasks_all": 10,
    "obstacles": 10,
    "contacts": 10,
    "child_opinion": 10,
}
REFUSED: dict[str, int] = {
    "contacts": 10_000,
    "network": 10_000,
    "updates_full": 10_000,
    "goals": 5_000,
    "tasks_all": 5_000,
    "tasks_own": 1_000,
    "updates_summary": 500,
    "child_opinion": 100,
    "agenda": 100,
    "obstacles": 100,
    "minutes": 10,
}
STATES: dict[str, int] = {
    "active": 50_000,
    "in several cases": 1_000,
    "limited": 100,
    "left": 100,
    "away": 100,
    "invited": 100,
    "suspended": 100,
    "text outdated": 100,
    "in a closed case": 100,
}
