"""How a text is laid out for Telegram: messages no longer than allowed, buttons."""

from typing import Any

from bot.text import Button, Sending, Text

Keyboard = list[list[dict[str, Any]]]

LONGEST = 4096
LONGEST_CAPTION = 1024
"""Telegram counts characters after parsing; UTF-16 units are never fewer."""
CHOSEN = "✓ "
NOTHING = "…"
"""Telegram takes no message without words."""


def length(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parts(text: str, longest: int = LONGEST) -> list[str]:
    """Split a text into messages, between paragraphs, lines or words if possible."""
    found = []
    rest = text.strip()
    while length(rest) > longest:
        head = _head(rest, longest)
        found.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [*found, rest] if rest else found


def caption(alt: str) -> str:
    """Return the words under a picture: what it says, for who cannot see it."""
    return (parts(alt, LONGEST_CAPTION) or [""])[0]


def _head(text: str, longest: int) -> str:
    head = text[:longest]
    while length(head) > longest:
        head = head[: len(head) - (length(head) - longest + 1) // 2]
    for between in ("\n\n", "\n", " "):
        place = head.rfind(between)
        if place > len(head) // 2:
            return head[:place]
    return head


def body(text: Text) -> str:
    """Return the words, with the links that no button can carry."""
    loose = [f"{b.label}: {b.url}" for b in text.buttons if _is_loose(b)]
    return "\n\n".join(part for part in (text.body.strip(), *loose) if part)


def keyboard(sending: Sending) -> Keyboard:
    """Return the buttons, one in a row, with our tokens behind them."""
    tokens = iter(sending.tokens)
    rows: Keyboard = []
    for button in sending.text.buttons:
        label = CHOSEN + button.label if button.ticked else button.label
        if button.action:
            rows.append([{"text": label, "callback_data": next(tokens)}])
        elif button.url and not _is_loose(button):
            there = (
                {"web_app": {"url": button.url}} if button.app else {"url": button.url}
            )
            rows.append([{"text": label, **there}])
    return rows


def settled(rows: Keyboard, chosen: int | None) -> Keyboard:
    """Return the buttons as they stand when one was chosen: none does anything.

    Without a choice (it was answered in words) only the links stay.
    """
    acting = [row for row in rows if "callback_data" in row[0]]
    frozen: Keyboard = []
    for row in rows:
        if "callback_data" not in row[0]:
            frozen.append(row)
        elif chosen is not None:
            ticked = acting.index(row) == chosen
            label = CHOSEN + row[0]["text"] if ticked else row[0]["text"]
            frozen.append([{"text": label, "disabled": {}}])
    return frozen


def _is_loose(button: Button) -> bool:
    """Telegram's buttons open nothing but HTTPS."""
    return bool(button.url) and not button.url.startswith("https://")
