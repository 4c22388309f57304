"""The demo: the table as a newcomer finds it."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.demo.table import Laid, free_port, lay
from bot.networks.web.server import serving
from tests.phones.http import HttpPhone
from tests.phones.reading import Element, read


class AtTable:
    """Somebody who sits at the demo with a browser."""

    def __init__(self, laid: Laid, url: str, session: aiohttp.ClientSession) -> None:
        self.laid = laid
        self.url = url
        self.session = session

    async def page(self, language: str = "en") -> Element:
        answer = await self.session.get(f"{self.url}/?language={language}")
        assert answer.status == 200
        return read(await answer.text())

    async def move(self, to: str) -> dict[str, str]:
        moved = await self.session.post(
            f"{self.url}/demo/clock?language=en", data={"to": to}
        )
        said: dict[str, str] = await moved.json()
        return said

    async def phone(self, key: str) -> HttpPhone:
        phone = HttpPhone()
        await phone.open(f"{self.url}/l/{self.laid.table.links[key]}")
        return phone


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[AtTable]:
    port = free_port(18080)
    async with (
        lay(tmp_path, port) as laid,
        serving(laid.app, "127.0.0.1", port),
        aiohttp.ClientSession() as session,
    ):
        await laid.program.settle()
        yield AtTable(laid, f"http://127.0.0.1:{port}", session)


async def test_everybody_sits_at_the_table(demo: AtTable) -> None:
    page = await demo.page()
    assert [h.text.split()[0] for h in page.all("h2")] == [
        "Mari", "Kati", "Oleg", "Jaan", "Liis", "Anu", "Team",
    ]  # fmt: skip
    for frame in page.all("iframe"):
        where = frame.attributes.get("src") or frame.attributes["data-src"]
        assert where.startswith(("/l/", "/chat/"))


@pytest.mark.parametrize("language", ["et", "ru", "en"])
async def test_the_table_speaks_three_languages(demo: AtTable, language: str) -> None:
    page = await demo.page(language)
    (html,) = page.all("html")
    assert html.attributes["lang"] == language
    if language != "en":
        assert "Next Monday" not in page.text


async def test_the_clock_goes_from_friday_to_monday(demo: AtTable) -> None:
    assert "Friday" in (await demo.page()).all("p", id="moment")[0].text
    assert (await demo.move("hour"))["now"] == "2026-11-20T11:00"
    assert (await demo.move("morning"))["now"] == "2026-11-21T08:00"
    assert (await demo.move("monday"))["now"] == "2026-11-23T08:30"
    assert (await demo.move("monday"))["now"] == "2026-11-30T08:30"
    assert (await demo.move("2026-12-01T12:15"))["now"] == "2026-12-01T12:15"


@pytest.mark.parametrize(
    "to", ["", "yesterday", "2026-11-01T10:00", "2099-01-01T00:00"]
)
async def test_the_clock_goes_to_no_other_place(demo: AtTable, to: str) -> None:
    assert (await demo.move(to))["now"] == "2026-11-20T10:00"


async def test_parents_are_asked_on_sunday_and_mari_hears_on_monday(
    demo: AtTable,
) -> None:
    await demo.move("monday")
    kati, oleg, mari = [await demo.phone(key) for key in ("kati", "oleg", "mari")]
    assert "Kuidas Teie nädal läks?" in kati.page.text
    assert "Как прошла Ваша неделя?" in oleg.page.text
    assert "K7-4F2Q" in mari.page.all("article")[-1].text
    for phone in (kati, oleg, mari):
        await phone.close()


async def test_the_table_opens_for_this_machine_alone(demo: AtTable) -> None:
    elsewhere = {"Host": "rebound.example"}
    assert (await demo.session.get(demo.url, headers=elsewhere)).status == 403
    moved = await demo.session.post(
        f"{demo.url}/demo/clock",
        data={"to": "hour"},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert moved.status == 403


async def test_names_and_words_are_sealed_in_its_database(
    demo: AtTable, tmp_path: Path
) -> None:
    await demo.move("monday")
    kept = _everything_in(tmp_path)
    for word in ("Kati", "Oleg", "Maasikas", "Kõneravi", "magamineku"):
        assert word.encode() not in kept


def _everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_the_command_says_where_the_table_is() -> None:
    """No account, no setting: the command alone lays it."""
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--no-open", "--port", "18180"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stdout is not None
        assert re.search(r"http://127\.0\.0\.1:18\d\d\d/", started.stdout.readline())
    finally:
        started.terminate()
        started.wait(10)
        started.communicate()
