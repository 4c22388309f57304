"""What somebody sees, whole and comparable: messages, mails, and the marks in them."""

import re
from email import message_from_bytes
from hashlib import sha256

from bot.networks.console import Bubble

NUMBER = re.compile(
    r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|token-\d+|=+\d{10,}=+"
    r"|(?<=say the number )\d+"
)
"""Ids, links, marks of mails: drawn anew each time."""


def opened(letter: bytes) -> str:
    """Return a mail with every part as its reader sees it."""
    parts = message_from_bytes(letter).walk()
    return "\n".join(
        f"{part.items()}\n{bytes(part.get_payload(decode=True) or b'').decode()}"
        for part in parts
    )


def whole(bubble: Bubble) -> str:
    """Return everything of a message: words, buttons, their state, files, pictures."""
    text = bubble.text
    lines = [text.subject, text.body, f"settled {bubble.settled}, {bubble.chosen}"]
    lines += [f"[{b.label}] {b.url} {b.action} {b.ticked}" for b in text.buttons]
    for each in text.attachments:
        try:
            content = each.content.decode()
        except UnicodeDecodeError:
            content = sha256(each.content).hexdigest()[:12]
        lines.append(f"{each.name} {each.alt}\n{content}")
    return "\n".join(lines)
