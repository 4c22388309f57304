from pathlib import Path

import pytest

from bot.settings import SettingWrong, read


def test_nothing_needs_to_be_set_to_begin() -> None:
    settings = read({})

    assert settings.database_url == "sqlite+aiosqlite:///data/umarlaud.db"
    assert settings.keys_url == "sqlite+aiosqlite:///data/umarlaud-keys.db"
    assert settings.web_url == "http://localhost:8080"
    assert str(settings.zone) == "Europe/Tallinn"


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("WEB_PORT", "many", "from 1 to 65535"),
        ("WEB_PORT", "0", "from 1 to 65535"),
        ("ZONE", "Europe/Tallin", "Europe/Tallinn"),
        ("DATABASE_URL", "mysql://host/name", "postgresql://"),
        ("WEB_URL", "http://tugi.vald.ee", "https://"),
        ("LOG_LEVEL", "loud", "info, debug"),
        ("MASTER_KEY_FILE", "/nowhere/key", "/nowhere/key"),
    ],
)
def test_a_wrong_setting_says_which_and_what_would_be_right(
    name: str, value: str, named: str
) -> None:
    with pytest.raises(SettingWrong) as wrong:
        read({f"UMARLAUD_{name}": value})

    sentence = str(wrong.value)
    assert f"UMARLAUD_{name}" in sentence
    assert named in sentence


def test_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://me@localhost/laud\n")

    settings = read({"UMARLAUD_DATABASE_URL_FILE": str(tmp_path / "url")})

    assert settings.database_url == "postgresql+asyncpg://me@localhost/laud"


def test_a_systemd_credential_is_found_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "umarlaud-master-key").write_text("1:abc")

    settings = read({"CREDENTIALS_DIRECTORY": str(tmp_path)})

    assert settings.master_key == "1:abc"


def test_no_secret_shows_in_the_settings_printed() -> None:
    settings = read(
        {
            "UMARLAUD_MASTER_KEY": "1:topsecret",
            "UMARLAUD_DATABASE_URL": "postgresql://me:topsecret@localhost/laud",
        }
    )

    assert "topsecret" not in repr(settings)
