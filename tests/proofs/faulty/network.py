"""Networks that keep a log of what they were handed, and do not always say so."""

import asyncio
import json
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.ports import DeliveryFailed
from bot.text import Sending
from casework.mails import MailTrouble
from scheduling.clock import Clock

_LINK = re.compile(r"/join/\S+")
_SECRET = re.compile(r"[0-9a-f]{32}")
HANG = 0.3
"""Seconds after which a sender gives up on a network that does not answer."""
TRIED = 0.04
"""How often each kind of fault strikes a sending, where they are let loose."""


def append(path: Path, line: dict[str, Any]) -> None:
    """Add one line in one write, so that a killed process leaves none half written."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, json.dumps(line).encode() + b"\n")
    os.close(file)


@dataclass(slots=True)
class Weather:
    """What goes wrong on the way, drawn from a seed of this one process."""

    chance: random.Random
    away: Callable[[], str]
    """The trouble that is there now, as the parent wrote it down."""
    passed: Callable[[], None]
    """Told of each point before and after a call."""
    tried: float = 0.0

    def draws(self) -> str:
        """Draw what happens to one call, mostly nothing."""
        drawn = self.chance.random()
        for kind in ("cut before", "cut after", "429", "502", "hung before", "hung"):
            if drawn < self.tried:
                return kind
            drawn -= self.tried
        return ""


@dataclass(slots=True)
class Logged:
    """A network whose log is a file: it outlives a program that is killed."""

    name: str
    path: Path
    process: str
    clock: Clock
    weather: Weather
    shows_once: bool = False

    async def send(self, sending: Sending) -> str:
        """Show a message, with a fault before it, after it, or none."""
        fault = self.weather.draws()
        await self._before(fault)
        ref = sending.replaces or f"{sending.id}.{self.chance()}"
        labels = [b.label for b in sending.text.buttons if b.action]
        append(
            self.path,
            {
                "ref": ref,
                "id": sending.id,
                "edits": bool(sending.replaces),
                "to": sending.address,
                "by": self.process,
                "at": self.clock().isoformat(),
                "ok": fault == "",
                "fault": fault,
                "body": _SECRET.sub("…", _LINK.sub("/join/…", sending.text.body)),
                "link": "".join(_LINK.findall(sending.text.body))[6:],
                "buttons": dict(zip(labels, sending.tokens, strict=True)),
                "calendar": calendars_of(sending),
            },
        )
        await self._after(fault)
        return ref

    async def settle(self, address: str, message_ref: str, chosen: int | None) -> None:
        """Show which button was pressed."""
        fault = self.weather.draws()
        await self._before(fault)
        append(
            self.path,
            {"ref": message_ref, "to": address, "settled": True, "fault": fault},
        )
        await self._after(fault)

    def chance(self) -> str:
        """Return a number that no other attempt has."""
        return f"{self.weather.chance.getrandbits(48):x}"

    async def _before(self, fault: str) -> None:
        self.weather.passed()
        if self.name == "mail" and self.weather.away() == "mail away":
            self._note("mail away")
            raise DeliveryFailed(MailTrouble.AWAY, retry_after=60)
        if fault in {"cut before", "429", "502", "hung before"}:
            self._note(fault)
        if fault == "429":
            raise DeliveryFailed("429", retry_after=1 + self.weather.chance.random())
        if fault == "hung before":
            await asyncio.sleep(HANG)
        if fault in {"cut before", "502", "hung before"}:
            raise DeliveryFailed(fault, unknown=True)
        # Nobody answers at once: others have their turn meanwhile.
        await asyncio.sleep(self.weather.chance.random() * 0.004)

    def _note(self, fault: str) -> None:
        append(self.path, {"fault": fault, "by": self.process})

    async def _after(self, fault: str) -> None:
        self.weather.passed()
        if fault == "hung":
            await asyncio.sleep(HANG)
        if fault in {"hung", "cut after"}:
            raise DeliveryFailed(fault, unknown=True)
        await asyncio.sleep(self.weather.chance.random() * 0.004)


def calendars_of(sending: Sending) -> list[tuple[str, int]]:
    """Return the identity and the SEQUENCE of every meeting in a message's files."""
    found: list[tuple[str, int]] = []
    for file in sending.text.attachments:
        if not file.media_type.startswith("text/calendar"):
            continue
        uids = re.findall(rb"UID:(\S+)\r\n", file.content)
        numbers = re.findall(rb"SEQUENCE:(\d+)\r\n", file.content)
        found += [(u.decode(), int(n)) for u, n in zip(uids, numbers, strict=False)]
    return found
