"""Settings: one frozen value, read once at the start from the environment.

Every setting `UMARLAUD_X` may also be given as `UMARLAUD_X_FILE`, the name of a
file that holds the value; secrets should be. No other module reads the
environment.
"""

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot import mail_settings, retention_schedule
from bot.setting_wrong import PREFIX
from bot.setting_wrong import SettingWrong as SettingWrong  # noqa: PLC0414 - from here
from casework.privacy import Privacy
from casework.schedule import Schedule

_LAST_PORT = 65535
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation is set up."""

    data: Path
    database_url: str = field(repr=False)
    keys_url: str = field(repr=False)
    master_key_file: Path | None
    master_key: str = field(repr=False)
    municipality: str
    zone: ZoneInfo
    web_url: str
    web_host: str
    web_port: int
    web_behind_proxy: bool
    telegram_token: str = field(repr=False, default="")
    """What BotFather gave; without it there is no Telegram."""
    telegram_api: str = ""
    """Another Bot API server than Telegram's own."""
    telegram_webhook: bool = False
    """Telegram brings updates to our own address; otherwise they are fetched."""
    smtp_url: str = field(repr=False, default="")
    """The server that takes our mail: smtps://user:password@host:465."""
    mail_from: str = ""
    """The address that invites by mail; answers arrive there."""
    backups: Path | None = None
    """Where a backup is put every hour; none is made without it."""
    imap_url: str = field(repr=False, default="")
    """The mailbox in which answers arrive: imaps://user:password@host/INBOX."""
    mail_vouched_by: str = ""
    """How our own mail server calls itself in Authentication-Results."""
    alive_url: str = field(repr=False, default="")
    """Opened every minute while all is well: a dead man's switch."""
    metrics_port: int = 0
    """Where /metrics and /readyz are served; nowhere without it."""
    telegram_privacy: Privacy = Privacy.NOTICE
    """How much of a case may stand in chats on Telegram."""
    pin_required: bool = False
    """Case managers must set a PIN before they are shown anything of a case."""
    retention: Schedule | None = None
    """How long each class of data is kept; nothing is deleted without it."""
    log_level: str


def read(
    environment: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> Settings:
    """Read the settings; those named in `without` count as not set.

    Raises:
        SettingWrong: one of them cannot be right.
    """
    reader = _Reader(os.environ if environment is None else environment, without)
    data = Path(reader.get("DATA", "data"))
    database_url = _database_url(reader, data)
    host, port = reader.get("WEB_HOST", "127.0.0.1"), _port(reader)
    smtp_url, mail_from = mail_settings.sending(
        reader.get("SMTP_URL", ""), reader.get("MAIL_FROM", "")
    )
    return Settings(
        data=data,
        database_url=database_url,
        keys_url=_keys_url(reader, data, database_url),
        master_key_file=reader.file("MASTER_KEY"),
        master_key=reader.get("MASTER_KEY", ""),
        municipality=reader.get("MUNICIPALITY", "Ümarlaud"),
        zone=_zone(reader),
        web_url=_web_url(reader, port),
        web_host=host,
        web_port=port,
        web_behind_proxy=_one_of(reader, "WEB_BEHIND_PROXY", ("no", "yes")) == "yes",
        telegram_token=_telegram_token(reader),
        telegram_api=reader.get("TELEGRAM_API", "").rstrip("/"),
        telegram_webhook=_one_of(reader, "TELEGRAM_WEBHOOK", ("no", "yes")) == "yes",
        smtp_url=smtp_url,
        mail_from=mail_from,
        backups=reader.path("BACKUPS"),
        imap_url=_imap_url(reader),
        mail_vouched_by=reader.get("MAIL_VOUCHED_BY", ""),
        alive_url=reader.get("ALIVE_URL", ""),
        metrics_port=_port(reader, "METRICS_PORT", "0"),
        telegram_privacy=Privacy(
            _one_of(reader, "TELEGRAM_PRIVACY", ("notice", "open", "logistics"))
        ),
        pin_required=_one_of(reader, "PIN", ("offered", "required")) == "required",
        retention=_retention(reader),
        log_level=_one_of(reader, "LOG_LEVEL", ("info", "debug", "warning", "error")),
    )


class _Reader:
    def __init__(
        self, environment: Mapping[str, str], without: Collection[str]
    ) -> None:
        self._environment = environment
        self._without = frozenset(without)

    def get(self, name: str, default: str) -> str:
        if name in self._without:
            return default
        path = self.file(name)
        if path is None:
            return self._environment.get(PREFIX + name, default).strip()
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingWrong(
                f"{PREFIX}{name}_FILE names {path}, which cannot be read; "
                "it should be a readable text file."
            ) from error

    def file(self, name: str) -> Path | None:
        if name in self._without:
            return None
        given = self._environment.get(f"{PREFIX}{name}_FILE", "").strip()
        if given:
            return Path(given)
        folder = self._environment.get("CREDENTIALS_DIRECTORY", "")
        credential = Path(folder) / f"umarlaud-{name.lower().replace('_', '-')}"
        return credential if folder and credential.exists() else None

    def path(self, name: str) -> Path | None:
        given = self.get(name, "")
        return Path(given) if given else None


def _database_url(reader: _Reader, data: Path) -> str:
    default = f"sqlite:///{data / 'umarlaud.db'}"
    return _async_url("DATABASE_URL", reader.get("DATABASE_URL", default))


def _keys_url(reader: _Reader, data: Path, database_url: str) -> str:
    given = reader.get("KEYS_URL", "")
    if given:
        return _async_url("KEYS_URL", given)
    if database_url.startswith("sqlite"):
        return f"sqlite+aiosqlite:///{data / 'umarlaud-keys.db'}"
    return database_url


def _async_url(name: str, url: str) -> str:
    scheme, separator, rest = url.partition("://")
    driver = _DRIVERS.get(scheme.partition("+")[0])
    if not separator or driver is None:
        raise SettingWrong(
            f"{PREFIX}{name} begins with {scheme!r}; it should be like "
            "sqlite:///data/umarlaud.db or postgresql://user@host/name."
        )
    return f"{driver}://{rest}"


def _zone(reader: _Reader) -> ZoneInfo:
    name = reader.get("ZONE", "Europe/Tallinn")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise SettingWrong(
            f"{PREFIX}ZONE is {name!r}; it should be a time zone like Europe/Tallinn."
        ) from error


def _port(reader: _Reader, name: str = "WEB_PORT", default: str = "8080") -> int:
    given = reader.get(name, default)
    if given == default == "0":
        return 0
    if not given.isdecimal() or not 0 < int(given) <= _LAST_PORT:
        raise SettingWrong(
            f"{PREFIX}{name} is {given!r}; it should be a number from 1 to 65535."
        )
    return int(given)


def _web_url(reader: _Reader, port: int) -> str:
    url = reader.get("WEB_URL", f"http://localhost:{port}").rstrip("/")
    parts = urlsplit(url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise SettingWrong(
            f"{PREFIX}WEB_URL is {url!r}; it should begin with https://, because "
            "families' words travel over it."
        )
    return url


def _telegram_token(reader: _Reader) -> str:
    token = reader.get("TELEGRAM_TOKEN", "")
    if token and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{30,}", token):
        raise SettingWrong(
            f"{PREFIX}TELEGRAM_TOKEN is no token of a bot; it should be what BotFather "
            "gave, digits and letters with a colon between."
        )
    return token


def _retention(reader: _Reader) -> Schedule | None:
    path = reader.path("RETENTION")
    return None if path is None else retention_schedule.load(path)


def _imap_url(reader: _Reader) -> str:
    url = reader.get("IMAP_URL", "")
    if url:
        mail_settings.mailbox(url)
    return url


def _one_of(reader: _Reader, name: str, allowed: tuple[str, ...]) -> str:
    given = reader.get(name, allowed[0]).lower()
    if given not in allowed:
        raise SettingWrong(
            f"{PREFIX}{name} is {given!r}; it should be one of {', '.join(allowed)}."
        )
    return given
