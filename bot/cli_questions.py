"""The commands around question sets: `umarlaud questions check`."""

from importlib.resources import files
from pathlib import Path

import click

from bot.questions.checking import faults


@click.group()
def questions() -> None:
    """Look after the question sets."""


@questions.command()
@click.argument("paths", metavar="[FILE]...", nargs=-1)
def check(paths: tuple[str, ...]) -> None:
    """Check question sets: those named, or else all the program has."""
    chosen = [Path(path) for path in paths] or _own()
    wrong = 0
    for path in chosen:
        for fault in _faults(path):
            click.echo(f"{path.name}: {fault}", err=True)
            wrong += 1
    if wrong:
        raise SystemExit(1)
    for path in chosen:
        click.echo(f"{path.name}: all is well.")


def _own() -> list[Path]:
    folder = Path(str(files("bot.questions")))
    return sorted(folder.glob("*.toml"))


def _faults(path: Path) -> list[str]:
    try:
        return faults(path.read_text(encoding="utf-8"))
    except OSError as error:
        return [f"the file cannot be read: {error.strerror}."]
    except UnicodeDecodeError:
        return ["the file is not written in UTF-8."]
