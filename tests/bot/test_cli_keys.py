"""The master key at the command line, on a real database in a file."""

from base64 import b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key file of an installation in an empty folder."""
    monkeypatch.setenv("UMARLAUD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(tmp_path / "key"))
    return tmp_path / "key"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_key_is_made_for_its_owner_alone_and_never_overwritten(
    settings: Path,
) -> None:
    assert run("keys", "make", str(settings)).exit_code == 0
    made = settings.read_text()

    again = run("keys", "make", str(settings))

    assert settings.stat().st_mode & 0o777 == 0o400
    assert again.exit_code == 1
    assert settings.read_text() == made


def test_without_a_key_nothing_starts_and_the_sentence_says_what_to_do(
    settings: Path,
) -> None:
    settings.touch()

    missing = run("add-manager", "Mari")

    assert missing.exit_code == 1
    assert "umarlaud keys make" in missing.output
    assert not (settings.parent / "data").exists()


def test_a_wrong_key_is_refused_and_changes_nothing(settings: Path) -> None:
    run("keys", "make", str(settings))
    assert run("add-manager", "Mari").exit_code == 0
    before = (settings.parent / "data" / "umarlaud-keys.db").read_bytes()
    settings.unlink()
    run("keys", "make", str(settings))

    wrong = run("keys", "check")

    assert wrong.exit_code == 1
    assert "does not open" in wrong.output
    assert (settings.parent / "data" / "umarlaud-keys.db").read_bytes() == before


def test_a_rotated_key_opens_everything_and_the_old_one_nothing(settings: Path) -> None:
    run("keys", "make", str(settings))
    old = settings.read_text()
    run("add-manager", "Mari")

    assert "Version 2 wraps 2 keys" in run("keys", "rotate").output
    assert run("keys", "finish").exit_code == 0
    assert run("keys", "check").exit_code == 0
    settings.chmod(0o600)
    settings.write_text(old)

    assert run("keys", "check").exit_code == 1


def test_a_damaged_key_is_named_as_such(settings: Path) -> None:
    settings.write_text("1:not-base64\n")

    assert "damaged" in run("keys", "check").output


def given_as(way: str, key: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand the master key over in one of the three ways, and in no other."""
    monkeypatch.delenv("UMARLAUD_MASTER_KEY_FILE", raising=False)
    monkeypatch.delenv("UMARLAUD_MASTER_KEY", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    place = folder / "credentials" / "umarlaud-master-key"
    place.parent.mkdir(exist_ok=True)
    place.write_text(key)
    if way == "environment":
        monkeypatch.setenv("UMARLAUD_MASTER_KEY", key)
    elif way == "file":
        monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(place))
    elif way == "systemd":
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(place.parent))


@pytest.mark.parametrize("way", ["file", "environment", "systemd"])
def test_a_key_opens_whichever_way_it_comes_and_a_wrong_one_changes_nothing(
    settings: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("keys", "make", str(settings))
    key = settings.read_text()
    assert run("add-manager", "Mari").exit_code == 0
    data = settings.parent / "data"
    before = (data / "umarlaud-keys.db").read_bytes()

    given_as(way, key, settings.parent, monkeypatch)
    assert run("keys", "check").exit_code == 0
    wrong = f"1:{b64encode(b'w' * 32).decode()}"
    for bad, says in ((wrong, "does not open"), ("1:half", "damaged"), ("", "missing")):
        given_as(way, bad, settings.parent, monkeypatch)
        said = run("keys", "check")
        assert said.exit_code == 1
        assert says in said.output
        assert run("add-manager", "Piret").exit_code == 1
    assert (data / "umarlaud-keys.db").read_bytes() == before


@pytest.mark.parametrize("way", ["environment", "nothing"])
def test_only_a_key_in_a_file_is_rotated(
    settings: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("keys", "make", str(settings))
    given_as(way, settings.read_text(), settings.parent, monkeypatch)

    for step in ("rotate", "finish"):
        said = run("keys", step)
        assert said.exit_code == 1
        assert "UMARLAUD_MASTER_KEY_FILE" in said.output
