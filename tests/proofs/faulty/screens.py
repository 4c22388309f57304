"""What the networks were handed, read back from their log."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Line = dict[str, Any]
_WORD = re.compile(r"[^\s,.]+")


@dataclass(slots=True)
class Shown:
    """One message that appeared on a screen, once or more often."""

    times: int = 0
    known: int = 0
    """How often it appeared and the process that sent it lived to note so."""
    after_known: int = 0
    """How often it appeared after that: nothing excuses these."""
    first: int = 0
    at: str = ""


@dataclass(slots=True)
class Screens:
    """Everyone's screens, each message in its last form; read as the log grows."""

    path: Path
    offset: int = 0
    lines: int = 0
    seen: dict[str, dict[str, Line]] = field(default_factory=dict)
    shown: dict[tuple[str, int], Shown] = field(
        default_factory=lambda: defaultdict(Shown)
    )
    faults: Counter[str] = field(default_factory=Counter)
    calendars: dict[tuple[str, str], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    pressed: set[tuple[str, int]] = field(default_factory=set)
    """Whose buttons were used, and of which message: nobody presses there again."""
    _unsure: dict[str, list[tuple[str, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def look(self) -> "Screens":
        """Read what has come since the last look."""
        if not self.path.exists():
            return self
        with self.path.open("rb") as log:
            log.seek(self.offset)
            for line in log:
                self.offset += len(line)
                self.lines += 1
                self._put(json.loads(line))
        return self

    def _put(self, line: Line) -> None:
        if "quiet" in line:
            for key in self._unsure.pop(line["quiet"], ()):
                self.shown[key].known += 1
            return
        if line["fault"]:
            self.faults[line["fault"]] += 1
        if "to" not in line:
            return
        screen = self.seen.setdefault(line["to"], {})
        before = screen.get(line["ref"], {"origin": line.get("id")})
        screen[line["ref"]] = before | line | {"touched": self.lines}
        if "id" in line and not line["edits"]:
            self._count(line)

    def _count(self, line: Line) -> None:
        key = (line["to"], line["id"])
        shown = self.shown[key]
        shown.times += 1
        shown.first = shown.first or self.lines
        shown.at = shown.at or line["at"]
        shown.after_known += shown.known > 0
        if line["ok"]:
            self._unsure[line["by"]].append(key)
        if shown.times == 1:
            for uid, sequence in line["calendar"]:
                self.calendars[line["to"], uid].append(sequence)

    def told(self) -> dict[str, Counter[tuple[Any, ...]]]:
        """Return what each was told in the end, a repeat counted once."""
        found: dict[str, Counter[tuple[Any, ...]]] = defaultdict(Counter)
        for who, screen in self.seen.items():
            # Of what was repeated, the program knows the copy that it changed last.
            bubbles = sorted(screen.values(), key=lambda b: b["touched"])
            for bubble in {b["origin"]: b for b in bubbles if "body" in b}.values():
                look = (
                    bubble["body"],
                    tuple(sorted(bubble["buttons"])),
                    "settled" in bubble,
                )
                found[who.partition(":")[0]][look] += 1
        return found

    def token(self, who: str, label: str) -> str | None:
        """Return what the newest button of this label hands back.

        A message that was answered is not pressed again: the next question, late in a
        storm, may have a button of the same name.
        """
        found = self._button(who, label)
        return found and found[1]

    def press(self, who: str, label: str) -> str | None:
        """Return the same, and take the message for answered from now on."""
        found = self._button(who, label)
        if found:
            self.pressed.add((who, found[0]))
        return found and found[1]

    def _button(self, who: str, label: str) -> tuple[int, str] | None:
        for bubble in reversed(self.seen.get(who, {}).values()):
            if (who, bubble.get("id", -1)) in self.pressed:
                continue
            for each, token in bubble.get("buttons", {}).items():
                if _is_named(each, label):
                    return int(bubble["id"]), str(token)
        return None

    def link(self, who: str) -> str:
        """Return the newest invitation somebody was given to pass on."""
        return next(b["link"] for b in reversed(self.seen[who].values()) if b["link"])


def _is_named(label: str, named: str) -> bool:
    begins = named.endswith("…") and label.startswith(named[:-1])
    return label == named or begins
