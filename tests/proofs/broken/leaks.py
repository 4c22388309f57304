"""Breaks by which somebody is shown, or could find out, what is not theirs."""

from tests.proofs.broken.breaking import Break

LEAKS: tuple[Break, ...] = ()
"""Caught by the proof of disclosure and the tests of the threats."""
