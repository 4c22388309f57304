"""The proof of the proofs: breaks the program on purpose, and looks who notices.

python -m tests.proofs breaks                  all of them
python -m tests.proofs breaks fence lease      those with one of these words
"""

import argparse
import resource
import sys

from tests.proofs.broken import BREAKS
from tests.proofs.broken.breaking import Break, Copy, Outdated, a_copy


def main(argv: list[str]) -> int:
    """Break one thing after another in a copy; 1: something went unnoticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs breaks")
    parser.add_argument("words", nargs="*", help="only breaks with one of these words")
    words = parser.parse_args(argv).words
    chosen = [b for b in BREAKS if not words or any(w in b.name for w in words)]
    with a_copy() as copy:
        before = copy.run(sorted({each.caught_by for each in chosen}))
        if before.code:
            print("  without any break already red:", *before.named, sep="\n    ")
            return 1
        print("| break | caught by | what it said |\n|---|---|---|", flush=True)
        unnoticed = [each.name for each in chosen if not _noticed(copy, each)]
    print(f"breaks: {len(chosen)}, unnoticed: {len(unnoticed)}")
    print(f"processor time: {_worked():.0f} s")
    sys.stdout.writelines(f"  UNNOTICED {name}\n" for name in unnoticed)
    return 1 if unnoticed or not chosen else 0


def _worked() -> float:
    """Return how many seconds of a processor the tests have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _noticed(copy: Copy, each: Break) -> bool:
    began = _worked()
    try:
        with copy.with_changes(each.changes):
            outcome = copy.run([each.caught_by])
    except Outdated as error:
        print(f"| {each.name} | OUTDATED | {error} |", flush=True)
        return False
    said = outcome.named[0].partition(" - ")[2][:90] if outcome.red else outcome.named
    seconds = f"{_worked() - began:.0f} s"
    mark = f"`{each.caught_by}`" if outcome.red else "**NOBODY**"
    print(f"| {each.name} | {mark}, {seconds} | {said} |", flush=True)
    return outcome.red
