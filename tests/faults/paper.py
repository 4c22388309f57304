"""A chat network whose screens are a file: they outlive a program that is killed."""

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.text import Sending

_LINK = re.compile(r"/join/\S+")


@dataclass(frozen=True, slots=True)
class Paper:
    """Writes each message as one line; `shows_once` as Matrix would, or not."""

    path: Path
    shows_once: bool = True
    name: str = "console"

    async def send(self, sending: Sending) -> str:
        ref = str(sending.id) if self.shows_once else uuid4().hex
        labels = [b.label for b in sending.text.buttons if b.action]
        self._write(
            ref=sending.replaces or ref,
            id=sending.id,
            edits=bool(sending.replaces),
            to=sending.address,
            body=_LINK.sub("/join/…", sending.text.body),
            link="".join(_LINK.findall(sending.text.body)).removeprefix("/join/"),
            buttons=dict(zip(labels, sending.tokens, strict=True)),
        )
        return sending.replaces or ref

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        self._write(ref=message_ref, to=address, chosen=chosen, settled=True)

    def _write(self, **line: Any) -> None:
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, json.dumps(line).encode() + b"\n")
        os.close(file)


@dataclass(slots=True)
class Screens:
    """What everyone saw in the end, each in order, and what came more than once."""

    seen: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    times: Counter[tuple[str, int]] = field(default_factory=Counter)

    @classmethod
    def of(cls, path: Path) -> "Screens":
        screens = cls()
        for line in path.read_text().splitlines() if path.exists() else ():
            screens.put(json.loads(line))
        return screens

    def put(self, line: dict[str, Any]) -> None:
        screen = self.seen.setdefault(line["to"], {})
        screen[line["ref"]] = screen.get(line["ref"], {}) | line
        if "id" in line and not line["edits"]:
            self.times[line["to"], line["id"]] += 1

    def told(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return per person what they were told, a repeat counted once."""
        return {
            who.partition(":")[0]: [
                (b["body"], tuple(b["buttons"]), b.get("chosen"), b.get("settled"))
                for b in {b["id"]: b for b in screen.values()}.values()
            ]
            for who, screen in self.seen.items()
        }

    def repeated(self, *, in_teams: bool) -> int:
        """Count what was shown more than once: in team chats, or elsewhere."""
        return sum(
            times - 1
            for (who, _), times in self.times.items()
            if who.startswith("team:") is in_teams
        )

    def token(self, who: str, label: str) -> str:
        """Return what the newest button of this label hands back."""
        for bubble in reversed(self.seen[who].values()):
            if label in bubble["buttons"]:
                return str(bubble["buttons"][label])
        newest = list(self.seen[who].values())[-1]
        raise AssertionError(f"no {label!r} for {who}: {newest}")

    def link(self, who: str) -> str:
        """Return the newest invitation somebody was given to pass on."""
        return next(b["link"] for b in reversed(self.seen[who].values()) if b["link"])
