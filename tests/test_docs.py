"""What the documents name exists."""

import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.settings import PREFIX

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SETTINGS = (ROOT / "bot" / "settings.py").read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text())
    inside = [link for link in links if "://" not in link]

    assert [link for link in inside if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_command_and_setting_named_exists(path: Path) -> None:
    text = path.read_text()
    commands = set(re.findall(r"(?:^|`|/)umarlaud ([a-z-]+)", text, re.MULTILINE))
    settings = set(re.findall(PREFIX + r"([A-Z_]+[A-Z])", text))
    known = {s for s in settings if f'"{s.removesuffix("_FILE")}"' in SETTINGS}

    assert commands - COMMANDS.keys() == set()
    assert {s for s in settings - known if not s.startswith("TEST_")} == set()
