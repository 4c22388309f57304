"""Sealed text: AES-256-GCM under one key per case or person.

What the database may read is ids, states and moments; everything a person
said or is called is sealed. The place of a sealed text (table, row, version,
owner) is authenticated with it, so that texts cannot be swapped between rows
or rolled back to an older version.
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"


class SealBroken(Exception):
    """A sealed text was changed, moved, or sealed with another key."""


class Seal:
    """Seals and opens the texts of one owner: a case or a person."""

    __slots__ = ("_cipher", "owner")

    def __init__(self, owner: UUID, key: bytes) -> None:
        self.owner = owner
        self._cipher = AESGCM(key)

    def close(self, text: bytes, place: str) -> bytes:
        """Return the text sealed for one place in the database."""
        nonce = os.urandom(_NONCE_BYTES)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, text, self._bind(place))

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return the text that was sealed for this place.

        Raises:
            SealBroken: it was sealed for another place, or with another key.
        """
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, self._bind(place))
        except InvalidTag as error:
            raise SealBroken(place) from error

    def _bind(self, place: str) -> bytes:
        return f"{place}:{self.owner}".encode()
