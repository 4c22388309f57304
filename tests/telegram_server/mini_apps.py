"""Mini Apps: what a page is told when Telegram opens it, signed as Telegram signs."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OpenedApp:
    """A Mini App that was opened: its address and its `initData`."""

    url: str
    init_data: str


def init_data(token: str, user: Json, opened_at: datetime, query_id: str) -> str:
    """Return the query string of `initData` with its HMAC-SHA256 `hash`.

    The key is HMAC-SHA256("WebAppData", token), the message the sorted
    `key=value` lines (core.telegram.org/bots/webapps). The third-party Ed25519
    `signature` is not imitated: Telegram alone has its key.
    """
    told = {
        "auth_date": str(int(opened_at.timestamp())),
        "query_id": query_id,
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
    }
    lines = "\n".join(f"{name}={told[name]}" for name in sorted(told))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    told["hash"] = hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode(told)
