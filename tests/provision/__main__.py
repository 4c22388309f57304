"""Fetches what the tests need and the machine lacks: `python -m tests.provision`."""

import sys
from collections.abc import Callable

from tests.provision import (
    NotHere,
    chromium,
    dovecot,
    ical_js,
    in_ci,
    libical,
    postgres,
)

PARTS: dict[str, Callable[[], object]] = {
    "PostgreSQL": postgres.obtain,
    "Chromium": chromium.obtain,
    "Dovecot": dovecot.obtain,
    "ical.js": ical_js.obtain,
    "libical": libical.obtain,
}


def main() -> int:
    """Obtain each part and say in one line where it comes from."""
    missing = 0
    for name, obtain in PARTS.items():
        try:
            print(f"{name}: {obtain()}")
        except NotHere as reason:
            missing += 1
            print(f"{name}: left out ({reason})")
    return 1 if missing and in_ci() else 0


if __name__ == "__main__":
    sys.exit(main())
