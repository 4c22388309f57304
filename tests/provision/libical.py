"""libical, the calendar library of the GNOME and KDE desktops, read by a small program."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.provision import NotHere, apt

HERE = Path(__file__).parent
SOURCE = HERE / "read_with_libical.c"
PROGRAM = HERE.parents[1] / "build" / "libical" / "read"
COMPILERS = ("cc", "gcc", "clang")


def find() -> list[str]:
    """Return the command that reads a calendar from its standard input.

    Raises:
        NotHere: the library or a C compiler is missing.
    """
    if not PROGRAM.exists() or PROGRAM.stat().st_mtime < SOURCE.stat().st_mtime:
        _compile()
    return [str(PROGRAM)]


def obtain() -> Path:
    """Install the library if need be, and say where the program lies."""
    try:
        find()
    except NotHere:
        apt.install("libical-dev")
        find()
    return PROGRAM


def _compile() -> None:
    compiler = next(filter(None, map(shutil.which, COMPILERS)), None)
    if compiler is None:
        raise NotHere("no libical: there is no C compiler")
    PROGRAM.parent.mkdir(parents=True, exist_ok=True)
    # Under a name of its own until it is whole: other workers may look meanwhile.
    unfinished = PROGRAM.with_suffix(f".{os.getpid()}")
    done = subprocess.run(
        [compiler, "-O1", "-o", str(unfinished), str(SOURCE), "-lical"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotHere("no libical: install `libical-dev`")
    unfinished.replace(PROGRAM)
