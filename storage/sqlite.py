"""SQLite without a change of threads for every statement.

aiosqlite hands each call to a thread of its own and back: four changes for one
SELECT, and more than a hundred for one answer. Inside a transaction a statement
takes microseconds and waits for nobody, since the write lock is taken when the
transaction begins. So only what may wait goes to the thread: opening, beginning
to write while another process does, committing, closing. docs/performance.md has the figures.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite

_QUICK = {"cursor", "execute", "executemany", "fetchall", "rollback"}
_WAITING = ("BEGIN IMMEDIATE", "PRAGMA", "VACUUM", "COMMIT")


class Connection(aiosqlite.Connection):
    """A connection that leaves the event loop's thread only where it may wait."""

    _patience: int | None = None
    """Milliseconds another process is waited for; None: not looked at yet."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:
        if self._connection is None or _may_wait(fn, args):
            return await super()._execute(fn, *args, **named)  # type: ignore[no-untyped-call]
        return fn(*args, **named)

    def begin_at_once(self, *, to_write: bool) -> bool:
        """Begin a transaction here and now; False: it takes waiting for another process."""
        if not to_write:
            self.at_once("BEGIN")
            return True
        if self._patience is None:
            (self._patience,) = self.at_once("PRAGMA busy_timeout").fetchone()
        self.at_once("PRAGMA busy_timeout=0")
        try:
            self.at_once("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        finally:
            self.at_once(f"PRAGMA busy_timeout={self._patience}")
        return True

    def at_once(self, words: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Carry out a statement of an open transaction here and now."""
        return self._conn.execute(words, values)


def _may_wait(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    name, of = fn.__name__, getattr(fn, "__self__", None)
    if name == "close":
        return isinstance(of, sqlite3.Connection)
    if name not in _QUICK:
        return True
    return name == "execute" and str(args[0]).startswith(_WAITING)


def connect(path: str, **options: Any) -> aiosqlite.Connection:
    """Open a SQLite file; used from two threads, never from both at once."""
    options["check_same_thread"] = False

    def connector() -> sqlite3.Connection:
        file: sqlite3.Connection = sqlite3.connect(path, **options)
        return file

    opened = Connection(connector, iter_chunk_size=64)
    opened._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does it
    return opened
