"""A break: a small change that makes the program lose or tell something."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from compileall import compile_dir
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from py_compile import PycInvalidationMode
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]
_LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "build", "data", "node_modules", "*.egg-info"
)
_TOO_LONG = 900
"""Seconds for a test; what hangs for longer has noticed nothing that it could name."""
_RED = 1
"""What pytest returns when tests failed, and for nothing else."""
_NAMED = re.compile(r"^(?:FAILED|ERROR) (.*)$", re.MULTILINE)


class Outdated(Exception):
    """The code to be broken is not there any more: the break must follow it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place in one file, written another way."""

    file: str
    old: str
    new: str

    def of(self, text: str) -> str:
        """Return a file's text with the change in it.

        Raises:
            Outdated: the place is not there, or there is more than one.
        """
        if text.count(self.old) != 1:
            raise Outdated(f"{self.file} has {text.count(self.old)} times: {self.old}")
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Break:
    """What is broken, and the test or tests that must turn red by it."""

    name: str
    caught_by: str
    """A test as pytest is told of it: `path`, `path::name` or `path::name[case]`."""
    changes: tuple[Change, ...]


def broken(name: str, caught_by: str, *changes: tuple[str, str, str]) -> Break:
    """Name a break: file, old text and new text of every place."""
    return Break(name, caught_by, tuple(Change(*each) for each in changes))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of tests came to."""

    code: int
    named: list[str] = field(default_factory=list)
    """The tests that failed, and in a few words why."""

    @property
    def red(self) -> bool:
        """Whether tests failed, rather than could not be run."""
        return self.code == _RED


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the program that may be broken."""

    root: Path

    @contextmanager
    def with_changes(self, changes: Iterable[Change]) -> Iterator[None]:
        """Have the copy broken for a while.

        Raises:
            Outdated: one of the places is not there any more.
        """
        before: dict[Path, str] = {}
        try:
            for each in changes:
                path = self.root / each.file
                text = path.read_text()
                before.setdefault(path, text)
                path.write_text(each.of(text))
            yield
        finally:
            for path, text in before.items():
                path.write_text(text)

    def run(self, tests: Collection[str]) -> Outcome:
        """Run tests on the copy until the first fails."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        try:
            done = subprocess.run(
                [*command, "--tb=line", *tests],
                cwd=self.root,
                env=os.environ | {"PYTHONPATH": str(self.root)} | _NO_BYTECODE,
                capture_output=True,
                text=True,
                check=False,
                timeout=_TOO_LONG * len(tests),
            )
        except subprocess.TimeoutExpired:
            return Outcome(-1, ["it did not come to an end"])
        named = _NAMED.findall(done.stdout)
        return Outcome(done.returncode, named or done.stdout.splitlines()[-1:])


_NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"}
"""Nothing broken stays compiled; what a test said stands whole on its line."""


@contextmanager
def a_copy() -> Iterator[Copy]:
    """Copy the program to a place where nobody works."""
    with TemporaryDirectory(prefix="umarlaud-broken-") as folder:
        root = Path(folder) / "umarlaud"
        shutil.copytree(ROOT, root, ignore=_LEFT_OUT)
        # Compiled once, each file known by its content: what is broken is compiled anew.
        compile_dir(root, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
        yield Copy(root)
