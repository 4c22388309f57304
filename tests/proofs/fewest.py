"""What a run of the disclosure proof must have had in it, or it proves nothing."""

A_RUN = 10_000
"""The numbers are for so many situations; a longer run needs more of each."""

ALLOWED: dict[str, int] = {}
REFUSED: dict[str, int] = {}
STATES: dict[str, int] = {}
