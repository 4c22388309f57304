"""Known holes in the packages: looked up where a service answers, else said aloud.

`python -m tests.provision.audit`: red when there is a hole, green when there is none;
where nobody could be asked, it says so, for that is no finding of the packages.
"""

import re
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = ("run.txt", "dev.txt")
SERVICES = ("osv", "pypi")
SECONDS = 9
"""How long one service is waited for: a machine without a network must not wait."""


class Verdict(StrEnum):
    """What came of asking one service."""

    CLEAN = "no known hole in the packages"
    HOLES = "KNOWN HOLES in the packages"
    NOT_ASKED = "NOT AUDITED: no source of advisories could be reached from here"


def verdict(said: str) -> Verdict:
    """Return what pip-audit found, by its words: its code does not tell it apart."""
    if re.search(r"Found \d+ known vulnerabilit", said):
        return Verdict.HOLES
    clean = "No known vulnerabilities found" in said
    return Verdict.CLEAN if clean else Verdict.NOT_ASKED


def ask(service: str) -> str:
    """Return what pip-audit says with one service, or how far it came."""
    uv = str(Path(sys.executable).parent / "uv")
    asked = [uv, "--quiet", "--system-certs", "tool", "run", "pip-audit==2.10.1"]
    asked += ["--strict", "--disable-pip", "--require-hashes", "-s", service]
    for name in LOCKS:
        asked += ["--requirement", str(ROOT / "requirements" / name)]
    try:
        done = subprocess.run(
            asked, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        return str(error)
    return done.stdout + done.stderr


def main() -> int:
    """Ask one service after another until one answers."""
    for service in SERVICES:
        said = ask(service)
        found = verdict(said)
        if found is not Verdict.NOT_ASKED:
            print(f"{service}: {found}", said, sep="\n")
            return int(found is Verdict.HOLES)
    print(f"{found}. `make audit` looks where there is a network.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
