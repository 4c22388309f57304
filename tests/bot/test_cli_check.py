"""`umarlaud check` says the state of every part, whatever is wrong with another."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import SettingWrong, read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UMARLAUD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(tmp_path / "key"))
    assert run("keys", "make", str(tmp_path / "key")).exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_of_a_whole_installation_each_part_works_or_is_not_set_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UMARLAUD_WEB_URL", "https://laud.example")
    said = run("check")

    assert said.exit_code == 0
    assert "works  master key" in said.output
    assert "works  database (sqlite)" in said.output
    assert "FAILS" not in said.output


def test_a_key_file_that_cannot_be_read_hides_no_other_part(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(folder / "nowhere"))
    monkeypatch.setenv("UMARLAUD_WEB_PORT", "many")
    monkeypatch.setenv("UMARLAUD_ZONE", "Europe/Tallin")
    monkeypatch.setenv("UMARLAUD_TELEGRAM_TOKEN_FILE", str(folder / "no-token"))

    said = run("check")

    assert said.exit_code == 1
    for line in (
        "FAILS  master key",
        f"names {folder / 'nowhere'}, which cannot be read",
        "FAILS  setting UMARLAUD_WEB_PORT",
        "FAILS  setting UMARLAUD_ZONE",
        "FAILS  setting UMARLAUD_TELEGRAM_TOKEN",
        "FAILS  database: not looked at",
        "mail: not set up",
        "retention: no schedule is set",
    ):
        assert line in said.output
    assert not (folder / "data").exists()


def test_no_database_is_made_where_the_one_named_is_wrong(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UMARLAUD_DATABASE_URL", "mysql://host/name")

    said = run("check")

    assert "FAILS  setting UMARLAUD_DATABASE_URL" in said.output
    assert "works  master key" in said.output
    assert not (folder / "data").exists()


def test_a_damaged_key_is_said_beside_the_rest(folder: Path) -> None:
    (folder / "key").chmod(0o600)
    (folder / "key").write_text("1:not-base64\n")

    said = run("check")

    assert "FAILS  master key" in said.output
    assert "damaged" in said.output
    assert "mail: not set up" in said.output


@pytest.mark.parametrize("given", ["offered", "OFFERED", "required"])
def test_the_municipality_decides_whether_case_managers_must_have_a_pin(
    given: str,
) -> None:
    assert read({"UMARLAUD_PIN": given}).pin_required is (given == "required")
    assert read({}).pin_required is False


@pytest.mark.parametrize("wrong", ["yes", "123456", "must"])
def test_a_pin_setting_that_cannot_be_meant_stops_the_start(wrong: str) -> None:
    with pytest.raises(SettingWrong, match="offered, required"):
        read({"UMARLAUD_PIN": wrong})
