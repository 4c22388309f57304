"""Digests, found by what is not secret."""

from typing import Any

from casework.digests import Digest
from storage.shelf import Shelf
from storage.tables import DigestRow


class Digests(Shelf[Digest, DigestRow]):
    """The digests, seen through one transaction; each has its reader's own id."""

    kind = Digest
    row = DigestRow

    def columns(self, thing: Digest) -> dict[str, Any]:
        """Show the database whether a digest lies unread."""
        return {"state": "unread" if thing.unread_since else "read"}
