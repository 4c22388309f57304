"""Radicale, a real CalDAV server, on this machine and over https."""

import json
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import uuid4

from tests.provision.certificates import NAME, certificate

USER, PASSWORD = "mari", "rakenduse-parool"
_numbers = count(1)
_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
ssl = True
certificate = {certificate}
key = {key}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}/collections
[logging]
level = error
"""


@dataclass
class Radicale:
    """The server, and the calendars of Mari as files."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def root(self) -> Path:
        return self.folder / "collections" / "collection-root" / USER

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "radicale", "--config", str(self.folder / "config")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_for(self.port)

    def stop(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def calendar(self) -> "Shelf":
        """Make a new, empty calendar."""
        shelf = Shelf(self.root / f"calendar-{next(_numbers)}", self.port)
        shelf.folder.mkdir(parents=True)
        props = shelf.folder / ".Radicale.props"
        props.write_text(json.dumps({"tag": "VCALENDAR"}))
        return shelf


@dataclass
class Shelf:
    """One calendar: what lies in it, and what its owner does with it."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.port}/{USER}/{self.folder.name}/"

    def entries(self) -> list[str]:
        files = sorted(self.folder.glob("*.ics"))
        return [
            file.read_text(encoding="utf-8").replace("\r\n", "\n") for file in files
        ]

    def edit(self, before: str, after: str) -> None:
        """Let the owner change the one entry in their calendar program."""
        (file,) = self.folder.glob("*.ics")
        text = file.read_bytes().decode()
        assert before in text
        # As Radicale does it: a new file in the place of the old one.
        new = file.with_name(f".{uuid4()}")
        new.write_bytes(text.replace(before, after).encode())
        new.replace(file)


@contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """Run the server for a while."""
    cert, key = certificate(folder)
    port = _free_port()
    users = [f"{user}:{PASSWORD}\n" for user in (USER, "kati")]
    (folder / "users").write_text("".join(users))
    config = _CONFIG.format(port=port, certificate=cert, key=key, folder=folder)
    (folder / "config").write_text(config)
    server = Radicale(folder, port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    trust = ssl._create_unverified_context()  # noqa: S323 - only asked whether it is up
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError):
            with socket.create_connection(("127.0.0.1", port), 1) as plain:
                trust.wrap_socket(plain).close()
            return
        time.sleep(0.05)
    raise AssertionError("Radicale did not start")
