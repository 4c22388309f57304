"""Runs the benchmarks named on the command line, or all of them: `python -m bench`."""

import importlib
import pkgutil
import sys

import bench


def main(chosen: list[str]) -> None:
    """Run each benchmark in turn under its own heading."""
    there = [found.name for found in pkgutil.iter_modules(bench.__path__)]
    for name in chosen or [name for name in there if not name.startswith("_")]:
        print(f"== {name}")
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
