from pathlib import Path

import pytest

from bot.mail_settings import server
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


SMTP = "smtps://laud:s%40crt@mail.vald.ee"


def test_a_mail_server_and_a_sender_belong_together() -> None:
    settings = read({"UMARLAUD_SMTP_URL": SMTP, "UMARLAUD_MAIL_FROM": "laud@vald.ee"})

    entered = server(settings.smtp_url)
    assert (entered.host, entered.port, entered.tls) == ("mail.vald.ee", 465, True)
    assert (entered.user, entered.password) == ("laud", "s@crt")
    assert "s@crt" not in repr(entered)
    assert "s%40crt" not in repr(settings)
    with pytest.raises(SettingWrong, match="UMARLAUD_MAIL_FROM is not set"):
        read({"UMARLAUD_SMTP_URL": SMTP})


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("no-reply@vald.ee", "a mailbox that can receive"),
        ("Noreply@vald.ee", "a mailbox that can receive"),
        ("ei-vasta@vald.ee", "a mailbox that can receive"),
        ("Laud <laud@vald.ee>", "a bare mail address"),
    ],
)
def test_check_35_nobody_is_invited_by_an_address_that_hears_no_answer(
    address: str, named: str
) -> None:
    with pytest.raises(SettingWrong, match=named):
        read({"UMARLAUD_SMTP_URL": SMTP, "UMARLAUD_MAIL_FROM": address})


@pytest.mark.parametrize("url", ["mail.vald.ee", "https://x", "smtp://h:port"])
def test_what_is_no_mail_server_is_said_to_be_none(url: str) -> None:
    with pytest.raises(SettingWrong, match="no address of a mail server"):
        read({"UMARLAUD_SMTP_URL": url, "UMARLAUD_MAIL_FROM": "laud@vald.ee"})


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
