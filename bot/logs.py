"""Logs: one line of JSON each, with an action and ids; never a name or a word.

Only the fields named here are written, whatever is handed over: a careless
`extra` cannot leak. Of an exception its kind and its places are kept, never its
message, which may quote what somebody wrote.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

FIELDS = (
    "action",
    "attempts",
    "drift",
    "inbox",
    "kind",
    "network",
    "parcel",
    "port",
    "round",
    "status",
    "took_ms",
    "trouble",
    "why",
    "work",
)
_TOKEN = re.compile(r"\d+:[\w-]{35}|[\w-]{22,}")


class Lines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: when, how bad, where, what, and the allowed fields."""
        at = datetime.fromtimestamp(record.created, UTC)
        line = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": redacted(str(record.msg)),
        }
        for name in FIELDS:
            if name in record.__dict__:
                line[name] = redacted(str(record.__dict__[name]))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["places"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def redacted(text: str) -> str:
    """Return the text with everything that looks like a token taken out."""
    return _TOKEN.sub("…", text)


def set_up(level: str) -> None:
    """Write the log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for talkative in ("aiohttp.access", "alembic", "aiosqlite", "apscheduler", "httpx"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        for frame in reversed(frames)
    )
