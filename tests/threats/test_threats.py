"""Threats by their number, where no other test holds them (see `where.py`)."""

import ast
import json
import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import Languages
from bot.networks.telegram import door, updates, webhook
from bot.networks.telegram.door import Door
from bot.networks.telegram.groups import NOBODY
from bot.networks.telegram.webhook import PATH, SECRET_HEADER, Webhook, secret_of
from bot.networks.web.rendering import page
from bot.ports import Raw
from casework.cases import Case
from casework.roles import Role
from handlers.dispatch import COMMANDS
from tests.phones.reading import read
from tests.provision.audit import Verdict, verdict
from tests.table import TALLINN, Table

ROOT = Path(__file__).parents[2]
OURS = [
    path
    for layer in ("bot", "handlers", "scheduling", "storage", "casework")
    for path in sorted((ROOT / layer).rglob("*.py"))
]
MEMBERS = (Role.PARENT, Role.PROBATION_OFFICER)
NO_CASE = {"calendar", "leave", "stop"}
"""These say something else the second time; `calendar` and `stop` take no case."""
MANAGERS_ALONE = ("checkin", "handover", "invite", "newgoal", "roundtable")
WORDS = Languages(TALLINN).of("en")


@pytest.mark.at_console
@pytest.mark.parametrize("role", MEMBERS)
async def test_threat_07_no_command_tells_a_member_that_another_case_exists(
    network: Table, role: Role
) -> None:
    """Every command with the code of another's case, and with one that no case has."""
    case = await _case(network)
    await network.seat("mallory", "Malle Mets", case, role)
    told = {}
    for code in ("B3-9XWM", "B3-9XWN"):
        await network.wait(minutes=11)  # nobody may write so much at once
        for command in COMMANDS.keys() - NO_CASE:
            network.clear()
            await network.say("mallory", f"/{command} {code}")
            said = "\n".join(network.texts("mallory")).replace(code, "…")
            told[command, code] = said
            await network.say("mallory", "/cancel")
    assert not any("Piret" in said for said in told.values())
    differ = {
        command: (told[command, "B3-9XWM"], told[command, "B3-9XWN"])
        for command, code in told
        if told[command, "B3-9XWM"] != told[command, "B3-9XWN"]
    }
    assert differ == {}


@pytest.mark.at_console
@pytest.mark.parametrize("role", MEMBERS)
async def test_threat_07_what_the_case_manager_does_is_refused_to_members(
    network: Table, role: Role
) -> None:
    case = await _case(network)
    await network.seat("mallory", "Malle Mets", case, role)
    for command in MANAGERS_ALONE:
        network.clear()
        await network.say("mallory", f"/{command} {case.code}")
        assert network.labels("mallory") == [], command
        assert network.screen("mari") == [], command


@given(st.text(max_size=300))
def test_threat_08_a_page_shows_any_words_as_they_are(words: str) -> None:
    words = "".join(c for c in words if c == "\n" or c.isprintable())
    shown = read(page("plain.html", WORDS, said=[{"language": "en", "text": words}]))
    (sentence,) = shown.all("p", "sentence")
    assert sentence.children == ([words] if words else [])


def test_threat_08_no_table_for_a_spreadsheet_is_made() -> None:
    assert [path for path in OURS if "csv" in _imports(path)] == []


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "9" * 3000, {}, None, [1], 1e300])
def test_threat_10_odd_updates_are_stored_under_keys_that_fit(odd: object) -> None:
    message = {"chat": {"id": odd, "type": odd}, "from": odd, "date": odd, "text": "x"}
    update = {"update_id": odd, "message": message}
    raw = door.raw_of(updates.key(update), update)
    for short in (raw.key, raw.address):
        assert len(short) <= 120
        assert short.isprintable()
    assert json.loads(raw.payload) == update


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(None, id="missing"),
        pytest.param("", id="empty"),
        pytest.param(lambda secret: secret[:-1], id="truncated"),
        pytest.param(lambda secret: secret.upper(), id="other case"),
        pytest.param(lambda secret: secret + "õ", id="letters beyond"),
    ],
)
async def test_threat_11_only_the_whole_secret_opens_the_webhook(told: object) -> None:
    came: list[Raw] = []

    async def receive(raws: Sequence[Raw]) -> list[Raw]:
        came.extend(raws)
        return []

    secret = secret_of("7:token-of-the-program")
    app = web.Application()
    bot: Any = SimpleNamespace(me=NOBODY)  # nobody presses anything here
    Webhook(Door(bot, receive), secret).add_to(app)
    given_secret = told(secret) if callable(told) else told
    headers = {} if given_secret is None else {SECRET_HEADER: given_secret}
    async with TestClient(TestServer(app)) as client:
        refused = await client.post(PATH, json={"update_id": 1}, headers=headers)
        right = {SECRET_HEADER: secret}
        taken = await client.post(PATH, json={"update_id": 2}, headers=right)
        endless = await client.post(PATH, data=b"[" * 100_000, headers=right)
    assert (refused.status, taken.status, endless.status) == (403, 200, 400)
    assert [raw.key for raw in came] == ["2.None"]


def test_threat_11_a_body_nested_without_end_is_no_update() -> None:
    assert webhook.update_in(b"[" * 1_000_000) is None


def test_threat_20_nothing_that_runs_is_read_from_outside() -> None:
    running = {"pickle", "marshal", "shelve", "yaml", "dill", "cloudpickle"}
    assert [path for path in OURS if _imports(path) & running] == []
    called = {
        (path.name, node.func.id)
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {each for each in called if each[1] in {"eval", "exec"}} == set()


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "uv.txt", "fuzz.txt"])
def test_threat_24_every_package_is_pinned_by_its_hash(name: str) -> None:
    lock = (ROOT / "requirements" / name).read_text()
    entries = re.split(r"\n(?=\S)", lock.strip())
    loose = [e for e in entries if "==" not in e or "--hash=sha256:" not in e]
    assert [entry for entry in loose if not entry.startswith("#")] == []
    assert "://" not in lock


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("No known vulnerabilities found\n", Verdict.CLEAN),
        ("Found 2 known vulnerabilities in 1 package\n", Verdict.HOLES),
        ("ERROR: aiofiles: Dependency not found on PyPI", Verdict.NOT_ASKED),
        ("ConnectionError: Failed to resolve 'api.osv.dev'", Verdict.NOT_ASKED),
        ("", Verdict.NOT_ASKED),
    ],
)
def test_threat_24_an_audit_that_could_not_look_is_never_taken_for_a_clean_one(
    said: str, found: Verdict
) -> None:
    assert verdict(said) is found


def test_threat_24_ci_looks_for_known_holes_and_says_when_it_could_not() -> None:
    assert "tests.provision.audit" in (ROOT / ".ci" / "run").read_text()


def test_threat_beyond_no_secret_is_compared_letter_by_letter() -> None:
    """Secrets are compared by compare_digest, or looked up by their hash."""
    secret = re.compile(r"token|secret|csrf|signature|pressed|\bhash\b", re.IGNORECASE)
    compared = [
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        and secret.search(ast.unparse(node))
        and not isinstance(node.comparators[0], ast.Constant)
    ]
    assert [
        each for each in compared if not re.search(r"token_hash|_SIGNATURE", each)
    ] == []


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


async def _case(table: Table) -> Case:
    async with table.database.reading(table.clock()) as tx:
        (case,) = await tx.cases.led_by(table.people["mari"].id)
    return case
