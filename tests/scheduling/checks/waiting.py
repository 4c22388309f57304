"""The checks of the 63 that no test holds yet, or only in part, and why.

A check leaves this table when a test named by its number exists. Check 62 is whole by
its first half: nobody but the receiver stands in a list, so no consent is needed.
Check 60 looks at mail here; every journey is overheard (`tests/overheard.py`), and
`tests.proofs disclosure` looks at every outgoing byte of its stories.
"""

WAITING: dict[int, str] = {}

IN_PART: dict[int, str] = {}
