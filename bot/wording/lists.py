"""Lists as people write them."""

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """Return names in one line."""
    return ", ".join(names)


def numbered(lines: Iterable[str]) -> list[str]:
    """Return lines with their numbers."""
    return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]


def dashed(lines: Iterable[str]) -> list[str]:
    """Return lines with a dash each."""
    return [f"– {line}" for line in lines]
