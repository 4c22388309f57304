"""The program broken on purpose: every proof must have been seen to fail."""

from tests.proofs.broken.breaking import Break
from tests.proofs.broken.leaks import LEAKS
from tests.proofs.broken.losses import LOSSES

BREAKS: tuple[Break, ...] = (*LOSSES, *LEAKS)
"""Every break there is."""
