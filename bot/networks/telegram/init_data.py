"""What Telegram says to a page that it opens, and whether it was Telegram that said it.

The page is told in the fragment of its address (`#tgWebAppData=…`), so that no
script of Telegram's has to be loaded. What holds: HMAC-SHA256 over the sorted
`key=value` lines, keyed with HMAC-SHA256("WebAppData", token)
(core.telegram.org/bots/webapps, "Validating data received via the Mini App").
"""

import hmac
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

OLDEST = timedelta(minutes=10)
"""The age at which it counts no more; it is used within a second."""
_AHEAD = timedelta(minutes=1)
"""How far Telegram's clock may be ahead of ours."""
_LONGEST = 8192
_HASH = "hash"


def user_of(told: str, token: str, now: datetime) -> int | None:
    """Return the account that opened the page, or None if nothing vouches for it."""
    fields = _fields(told)
    if fields is None:
        return None
    given = fields.pop(_HASH, "")
    if not hmac.compare_digest(given.encode(), signature(fields, token).encode()):
        return None
    return _account(fields) if _is_fresh(fields, now) else None


def signature(fields: dict[str, str], token: str) -> str:
    """Return the hash with which Telegram signs these fields."""
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), sha256).digest()
    return hmac.new(key, lines.encode(), sha256).hexdigest()


def _fields(told: str) -> dict[str, str] | None:
    """Return the fields, or None where they are no such thing or one is doubled."""
    if len(told) > _LONGEST:
        return None
    try:
        told.encode()  # half a character of two is none
        pairs = parse_qsl(told, keep_blank_values=True, strict_parsing=True)
    except ValueError:
        return None
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else None


def _is_fresh(fields: dict[str, str], now: datetime) -> bool:
    given = fields.get("auth_date", "")
    if not given.isascii() or not given.isdecimal() or len(given) > len("9999999999"):
        return False
    opened_at = datetime.fromtimestamp(int(given), UTC)
    return now - OLDEST <= opened_at <= now + _AHEAD


def _account(fields: dict[str, str]) -> int | None:
    try:
        user = json.loads(fields.get("user", ""))
    except (ValueError, RecursionError):
        return None
    number = user.get("id") if isinstance(user, dict) else None
    return number if isinstance(number, int) and number > 0 else None
