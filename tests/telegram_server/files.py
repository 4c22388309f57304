"""Files: what was sent to Telegram, by id, and links to fetch it for an hour."""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.telegram_server.clock import Clock
from tests.telegram_server.errors import ApiError, bad_request

Json = dict[str, Any]

LARGEST_SENT = 50 * 1024 * 1024
LARGEST_FETCHED = 20 * 1024 * 1024
LINK_VALID = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: bytes with a name and a type."""

    data: bytes
    name: str
    mime: str | None = None


@dataclass(eq=False)
class StoredFile:
    """A file on Telegram's servers; `size` may be claimed without the bytes."""

    id: str
    unique_id: str
    upload: Upload
    size: int

    def as_document(self) -> Json:
        """Return the file as a Document."""
        guessed = mimetypes.guess_type(self.upload.name)[0]
        mime = guessed or self.upload.mime or "application/octet-stream"
        return self.reference() | {
            "file_name": self.upload.name,
            "mime_type": mime,
        }

    def reference(self) -> Json:
        """Return the ids and the size that every kind of file has."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }


@dataclass
class Files:
    """Every file there is."""

    clock: Clock
    _by_id: dict[str, StoredFile] = field(default_factory=dict)
    _links: dict[str, tuple[StoredFile, datetime]] = field(default_factory=dict)

    def keep(self, upload: Upload, *, size: int | None = None) -> StoredFile:
        """Store a file and give it an id.

        Raises:
            ApiError: 413, it is larger than a bot may send.
        """
        real_size = len(upload.data) if size is None else size
        if real_size > LARGEST_SENT:
            raise ApiError(413, "Request Entity Too Large")
        digest = hashlib.sha256(upload.data + upload.name.encode()).hexdigest()
        number = len(self._by_id) + 1
        stored = StoredFile(
            f"BQACAg{number:04d}{digest[:24]}", f"AgAD{digest[:12]}", upload, real_size
        )
        self._by_id[stored.id] = stored
        return stored

    def every(self) -> list[Upload]:
        """Return every file that was ever sent."""
        return [stored.upload for stored in self._by_id.values()]

    def by_id(self, file_id: str) -> StoredFile:
        """Return the file of that id.

        Raises:
            ApiError: 400, there is none.
        """
        if file_id not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def link(self, file_id: str) -> Json:
        """Return the file as a File, with a path that is good for an hour."""
        stored = self.by_id(file_id)
        if stored.size > LARGEST_FETCHED:
            raise bad_request("file is too big")
        path = f"documents/file_{stored.unique_id}"
        self._links[path] = stored, self.clock.now() + LINK_VALID
        return stored.reference() | {"file_path": path}

    def fetch(self, path: str) -> bytes | None:
        """Return the bytes behind a path, or None when the link is no longer good."""
        stored, until = self._links.get(path, (None, self.clock.now()))
        if stored is None or self.clock.now() >= until:
            return None
        return stored.upload.data
