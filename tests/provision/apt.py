"""Debian's packages, where they can be installed without asking anybody."""

import os
import shutil
import subprocess

from tests.provision import NotHere, in_ci


def install(package: str) -> None:
    """Install one package.

    Raises:
        NotHere: this is no Debian, or not ours to install on.
    """
    if not (shutil.which("apt-get") and _allowed()):
        raise NotHere(f"`apt-get install {package}` is not ours to do here")
    print(f"installing {package} by apt-get ...", flush=True)
    for step in (["update", "-qq"], ["install", "-y", "-qq", package]):
        done = subprocess.run(
            [*_as_root(), "apt-get", *step],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotHere(f"`apt-get {' '.join(step)}` failed: {done.stderr[-300:]}")


def _allowed() -> bool:
    return os.geteuid() == 0 or (in_ci() and shutil.which("sudo") is not None)


def _as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["sudo", "-n", "--preserve-env"]
