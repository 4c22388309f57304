"""Mail that comes in: stored as it came, by whichever door, and read when handled."""

import logging
import re
from email.parser import BytesHeaderParser
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.ports import Raw
from handlers.incoming import Incoming
from scheduling.incoming import BIGGEST_MAIL, head_of
from scheduling.replies import Puzzle, read_head, read_mail

logger = logging.getLogger(__name__)

MAIL = "mail"
_WHOLE, _HEAD = b"w", b"h"
_LINE_END = re.compile(rb"\r\n?")
_TRACE = ("Message-ID", "From", "Date")


class Letterbox:
    """Reads mails that were stored; nothing in them is believed beyond its sender.

    With `vouched_by`, the name under which our own mail server says whether a sender is
    genuine (Authentication-Results), no other sender is believed.
    """

    def __init__(self, home: ZoneInfo, vouched_by: str) -> None:
        self._home = home
        self._vouched_by = vouched_by or None

    def read(self, payload: bytes) -> Incoming | None:
        """Return the mail, as far as it is understood."""
        kept, content = payload[:1], payload[1:]
        if kept == _HEAD:
            mail = read_head(content, Puzzle.TOO_BIG)
            return Incoming(network=MAIL, key="", address="", mail=mail)
        read = read_mail(content, self._home, self._vouched_by)
        return Incoming(network=MAIL, key="", address="", mail=read)


def raw_of(content: bytes, *, whole: bool = True) -> Raw:
    """Return a mail as it is stored; of one too big, only the head.

    The same mail is known again through whichever door it comes, and however often:
    by its name, its sender and its words, not by what servers wrote on its way.
    """
    if len(content) > BIGGEST_MAIL:
        content, whole = head_of(content), False
    head = head_of(content)
    names = BytesHeaderParser().parsebytes(head)
    told_apart = sha256()
    for name in _TRACE:
        told_apart.update(str(names.get(name, "")).strip().encode("utf-8", "replace"))
        told_apart.update(b"\n")
    if whole:
        told_apart.update(_LINE_END.sub(b"\n", content).partition(b"\n\n")[2].strip())
    return Raw(
        network=MAIL,
        key=told_apart.hexdigest(),
        # Who writes twice is heard in this order; nothing else hangs on it.
        address=str(names.get("From", "")).strip().casefold()[-200:],
        payload=(_WHOLE if whole else _HEAD) + content,
        paced=False,
    )
