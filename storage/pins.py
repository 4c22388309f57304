"""PINs as they are kept: by Argon2id, slow on purpose, each with a salt of its own."""

from secrets import token_bytes

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_MEMORY = 19 * 1024
"""KiB; with two passes OWASP's first choice for Argon2id."""


def hashed(pin: str) -> str:
    """Return what is kept of a PIN; the PIN cannot be read from it."""
    kdf = Argon2id(
        salt=token_bytes(16), length=32, iterations=2, lanes=1, memory_cost=_MEMORY
    )
    return kdf.derive_phc_encoded(pin.encode())


def is_right(pin: str, kept: str) -> bool:
    """Say whether this is the PIN that was kept."""
    try:
        Argon2id.verify_phc_encoded(pin.encode(), kept)
    except InvalidKey:
        return False
    return True
