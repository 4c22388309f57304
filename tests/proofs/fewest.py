"""What a run of the disclosure proof must have had in it, or it proves nothing."""

A_RUN = 100_000
"""The numbers are for so many situations; another length needs its share of each."""
FROM = A_RUN // 2
"""From this length on they are asked for: much of it happens in few worlds, but there
for long, so that a shorter run may by chance have none of it.
"""

ALLOWED: dict[str, int] = {
    "goals": 1_500,
    "network": 1_500,
    "agenda": 400,
    "tasks_all": 200,
    "tasks_own": 200,
    "updates_full": 200,
    "updates_summary": 200,
    "minutes": 100,
    "contacts": 50,
    "obstacles": 20,
    "child_opinion": 10,
    "the score": 4,
}
REFUSED: dict[str, int] = {
    "contacts": 50_000,
    "network": 50_000,
    "updates_full": 50_000,
    "tasks_all": 20_000,
    "tasks_own": 10_000,
    "goals": 10_000,
    "agenda": 5_000,
    "updates_summary": 5_000,
    "child_opinion": 5_000,
    "minutes": 1_000,
    "obstacles": 500,
}
STATES: dict[str, int] = {
    "active": 40_000,
    "in several cases": 1_000,
    "limited": 500,
    "parents apart": 500,
    "stopped": 200,
    "behind a PIN": 200,
    "left": 200,
    "limited by a court": 200,
    "in a closed case": 200,
    "beside data unused": 500,
    "with data unused": 50,
    "text outdated": 50,
    "invited": 100,
    "suspended": 50,
    "away": 50,
    "reading": 20,
    "erased": 20,
}
