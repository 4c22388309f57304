"""Locked files: written and read in pieces, unreadable without the master key.

Each piece is sealed with AES-256-GCM and bound to the file's heading, its number
and whether it is the last, so that a file that was cut off, put together anew
or given another heading does not open.
"""

import gzip
import io
import json
import os
import struct
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.keys import MasterKeys
from storage.sealing import KEY_BYTES

_PIECE = 1 << 20
_NONCE_BYTES = 12
_SALT_BYTES = 16
_LENGTH = struct.Struct(">IB")
_PLACE = struct.Struct(">QB")

Heading = dict[str, Any]


class FileLocked(Exception):
    """No master key that we have opens this file, or it is damaged."""


async def write(
    path: Path, heading: Heading, lines: AsyncIterator[bytes], masters: MasterKeys
) -> None:
    """Write a locked file, whole or not at all; only its owner may read it.

    The heading can be read without any key: it must hold nothing personal.
    """
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        writer = _Writer(file, heading, masters)
        async for line in lines:
            writer.add(line)
        writer.end()
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def heading_of(path: Path) -> Heading:
    """Return what a locked file says of itself.

    Raises:
        FileLocked: it is no such file.
    """
    with path.open("rb") as file:
        return _heading(file.readline())


def read(path: Path, masters: MasterKeys) -> Iterator[bytes]:
    """Return the lines of a locked file one by one.

    Raises:
        FileLocked: no key opens it, or it is damaged; nothing after that is read.
    """
    with path.open("rb") as file:
        first = file.readline()
        cipher = _cipher(_heading(first), masters)
        left = b""
        for piece in _opened(file, first, cipher):
            *whole, left = (left + piece).split(b"\n")
            yield from whole
        if left:
            raise FileLocked


class _Writer:
    """Packs, seals and writes what is added, piece by piece."""

    def __init__(self, file: BinaryIO, heading: Heading, masters: MasterKeys) -> None:
        salt = os.urandom(_SALT_BYTES).hex()
        heading = {**heading, "master": masters.newest, "salt": salt}
        self._file = file
        self._first = json.dumps(heading).encode() + b"\n"
        self._cipher = _cipher(heading, masters)
        self._waiting = bytearray()
        self._number = 0
        file.write(self._first)

    def add(self, line: bytes) -> None:
        """Add a line, which holds no line feed."""
        self._waiting += line + b"\n"
        if len(self._waiting) >= _PIECE:
            self._seal(last=False)

    def end(self) -> None:
        """Write what is left and mark the end."""
        self._seal(last=True)

    def _seal(self, *, last: bool) -> None:
        nonce = os.urandom(_NONCE_BYTES)
        place = _place(self._first, self._number, last=last)
        packed = gzip.compress(bytes(self._waiting), compresslevel=6)
        body = nonce + self._cipher.encrypt(nonce, packed, place)
        self._file.write(_LENGTH.pack(len(body), last) + body)
        self._waiting.clear()
        self._number += 1


def _opened(file: BinaryIO, first: bytes, cipher: AESGCM) -> Iterator[bytes]:
    number, last = 0, False
    while not last:
        start = file.read(_LENGTH.size)
        if len(start) < _LENGTH.size:
            raise FileLocked
        length, last = _LENGTH.unpack(start)
        body = file.read(length)
        place = _place(first, number, last=bool(last))
        try:
            packed = cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], place)
        except (InvalidTag, ValueError) as error:
            raise FileLocked from error
        yield gzip.GzipFile(fileobj=io.BytesIO(packed)).read()
        number += 1


def _heading(line: bytes) -> Heading:
    try:
        heading: Heading = json.loads(line)
        heading["master"], heading["salt"]
    except (ValueError, KeyError, TypeError) as error:
        raise FileLocked from error
    return heading


def _cipher(heading: Heading, masters: MasterKeys) -> AESGCM:
    master = masters.by_version.get(heading["master"])
    if master is None:
        raise FileLocked
    derived = HKDF(
        algorithm=SHA256(),
        length=KEY_BYTES,
        salt=bytes.fromhex(heading["salt"]),
        info=b"umarlaud locked file",
    )
    return AESGCM(derived.derive(master))


def _place(first: bytes, number: int, *, last: bool) -> bytes:
    return first + _PLACE.pack(number, last)
