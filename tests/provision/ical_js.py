"""ical.js, the calendar library inside Thunderbird, from npm."""

import shutil
import subprocess
from pathlib import Path

from tests.provision import NotHere

VERSION = "2.2.1"
HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "build" / "ical_js"
MODULE = FOLDER / "node_modules" / "ical.js" / "dist" / "ical.js"
READER = HERE / "read_with_ical_js.mjs"


def find() -> list[str]:
    """Return the command that reads a calendar from its standard input.

    Raises:
        NotHere: there is no Node, or the library was not installed.
    """
    node = shutil.which("node")
    if node is None:
        raise NotHere("no ical.js: install `nodejs` and `npm`")
    if not MODULE.exists():
        raise NotHere("no ical.js: run `python -m tests.provision`")
    return [node, str(READER), str(MODULE)]


def obtain() -> Path:
    """Install the library if need be, and say where it lies."""
    if not MODULE.exists():
        _install()
    find()
    return MODULE


def _install() -> None:
    if shutil.which("npm") is None:
        raise NotHere("no ical.js: install `nodejs` and `npm`")
    FOLDER.mkdir(parents=True, exist_ok=True)
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(FOLDER)]
    done = subprocess.run(
        ["npm", "install", *options, f"ical.js@{VERSION}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotHere(f"`npm install ical.js@{VERSION}` failed: {done.stderr[-300:]}")
