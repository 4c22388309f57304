"""A Chromium: the system's, one that Playwright keeps, or Debian's."""

import os
import shutil
from pathlib import Path

from tests.provision import NotHere, apt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Under root Chromium has no sandbox; the others keep it from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> Path:
    """Return the Chromium to test with.

    Raises:
        NotHere: the machine has none.
    """
    for candidate in (*_system(), *_playwright()):
        if candidate.exists():
            return candidate
    raise NotHere(
        "no Chromium: install `chromium` or run `playwright install chromium`"
    )


def obtain() -> Path:
    """Return the Chromium to test with, installed if need be."""
    try:
        return find()
    except NotHere:
        apt.install("chromium")
        return find()


def _system() -> list[Path]:
    found = [shutil.which(name) for name in NAMES]
    return [Path(path) for path in (*found, *MAC) if path]


def _playwright() -> list[Path]:
    homes = [
        Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "/nowhere")),
        Path("~/.cache/ms-playwright").expanduser(),
        Path("~/Library/Caches/ms-playwright").expanduser(),
    ]
    kept = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*")
    return [
        path
        for home in homes
        for pattern in kept
        for path in sorted(home.glob(f"chromium-*/{pattern}"), reverse=True)
    ]
