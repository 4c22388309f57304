"""atheris, where it is installed: a process of its own that looks for new paths.

`pip install atheris` (Linux, with wheels for some versions of Python alone) is all that
is needed; without it the other two ways are used and the report says so.
"""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proofs.fuzzing.specimens import SPECIMENS
from tests.proofs.fuzzing.tally import Tally

_FOLLOWED = ["bot", "casework", "scheduling", "icalendar"]
_STAT = r"stat::{}:\s+(\d+)"


def is_there() -> bool:
    """Say whether atheris is installed."""
    return find_spec("atheris") is not None


def fuzz(name: str, inputs: int, seed: int) -> Tally:
    """Let atheris make this many inputs for one reader."""
    tally = Tally(f"{name}, by atheris")
    with TemporaryDirectory() as folder:
        corpus = Path(folder)
        for number, specimen in enumerate(SPECIMENS[name]):
            (corpus / str(number)).write_bytes(specimen)
        told = ["-print_final_stats=1", f"-runs={inputs}", f"-seed={seed}"]
        told += [f"-artifact_prefix={folder}/", "-max_len=6000", "-timeout=60"]
        done = subprocess.run(
            [sys.executable, "-m", __name__, name, *told, folder],
            capture_output=True,
            text=True,
            check=False,
            errors="replace",
        )
    tally.inputs = _stat(done.stderr, "number_of_executed_units")
    tally.slowest = float(_stat(done.stderr, "slowest_unit_time_sec"))
    tally.slow = int(tally.slowest > 1)
    if done.returncode:
        tally.fault(f"exit code {done.returncode}", (done.stdout + done.stderr)[-1500:])
    return tally


def _stat(told: str, name: str) -> int:
    found = re.search(_STAT.format(name), told)
    return int(found[1]) if found else 0


def main() -> None:
    """Run the fuzzer; it ends the process itself."""
    import atheris  # type: ignore[import-not-found]  # noqa: PLC0415 - only where it is

    with atheris.instrument_imports(include=_FOLLOWED):
        from tests.proofs.fuzzing.readers import READERS  # noqa: PLC0415 - instrumented

    atheris.Setup([sys.argv[0], *sys.argv[2:]], READERS[sys.argv[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
