"""The master key: a line per version, in a file or the environment.

It is never in the database. Without it nothing that people wrote can be read.
"""

import base64
import binascii
import os
from pathlib import Path

from bot.settings import Settings, SettingWrong
from storage.keys import MasterKeys
from storage.sealing import KEY_BYTES

_HOW = "run: umarlaud keys make FILE, then set UMARLAUD_MASTER_KEY_FILE=FILE."


def load(settings: Settings) -> MasterKeys:
    """Return the master keys of this installation.

    Raises:
        SettingWrong: there is none, or it is no key.
    """
    if not settings.master_key:
        raise SettingWrong(f"The master key is missing; {_HOW}")
    return parse(settings.master_key)


def reload(settings: Settings) -> MasterKeys:
    """Return the master keys as their file has them now."""
    if settings.master_key_file is None:
        return load(settings)
    return parse(settings.master_key_file.read_text(encoding="ascii"))


def parse(text: str) -> MasterKeys:
    """Read the keys from their lines, "1:…" in base64, one for each version.

    Raises:
        SettingWrong: a line is no key.
    """
    keys = {}
    for line in text.split():
        version, _, encoded = line.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not version.isdecimal() or len(key) != KEY_BYTES:
            raise SettingWrong(
                f"The master key is damaged: not a key. To make one, {_HOW}"
            )
        keys[int(version)] = key
    if not keys:
        raise SettingWrong(f"The master key is empty; {_HOW}")
    return MasterKeys(keys)


def make(path: Path) -> None:
    """Make a first master key in a new file that only its owner may read.

    Raises:
        FileExistsError: a key is never overwritten.
    """
    _write_new(path, _lines(MasterKeys({1: os.urandom(KEY_BYTES)})))


def add(path: Path) -> MasterKeys:
    """Add a new version to the file and return all versions; the old ones stay.

    The file is replaced in one step: a crash leaves the old or the new one.
    """
    keys = parse(path.read_text(encoding="ascii"))
    grown = MasterKeys({**keys.by_version, keys.newest + 1: os.urandom(KEY_BYTES)})
    _replace(path, grown)
    return grown


def keep_newest(path: Path) -> None:
    """Remove every version but the newest from the file."""
    keys = parse(path.read_text(encoding="ascii"))
    _replace(path, MasterKeys({keys.newest: keys.by_version[keys.newest]}))


def _lines(keys: MasterKeys) -> str:
    return "".join(
        f"{version}:{base64.b64encode(key).decode()}\n"
        for version, key in sorted(keys.by_version.items())
    )


def _replace(path: Path, keys: MasterKeys) -> None:
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    _write_new(beside, _lines(keys))
    beside.replace(path)


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
