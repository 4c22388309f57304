"""What the tests need of the machine: a PostgreSQL and a Chromium, found or fetched."""

import os


class NotHere(Exception):
    """A part of the machine that could not be had; its text says what and why."""


def in_ci() -> bool:
    """Say whether nothing may be left out."""
    return os.environ.get("CI") == "true"
