"""Run the proofs: `python -m tests.proofs NAME [options]`, or all with no name.

A proof is a module here with a function `main(arguments) -> int`: it prints its
seed and its figures, and returns how many promises were broken.
"""

import sys
from importlib import import_module

PROOFS = ("disclosure", "faults", "fuzz", "parents", "breaks")
"""Every proof there is, by the name of its module."""


def main(arguments: list[str]) -> int:
    """Run one proof with its options, or each with its own."""
    names = arguments[:1] or list(PROOFS)
    if not set(names) <= set(PROOFS):
        print(f"There is no such proof; these are: {', '.join(PROOFS)}.")
        return 2
    broken = 0
    for name in names:
        print(f"== {name}", flush=True)
        broken += import_module(f"tests.proofs.{name}").main(arguments[1:])
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
