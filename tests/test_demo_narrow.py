"""The table of the demo in a real browser, on the narrowest phone."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.demo.table import free_port, lay
from bot.languages import LANGUAGES, Languages
from bot.networks.web.server import serving
from tests.table import TALLINN

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTH = 360
SMALLEST = 120
WIDTHS = """all => all.filter(b => b.offsetParent && !b.closest('details div'))
  .map(b => b.getBoundingClientRect().width)"""


@pytest.fixture
async def narrow(browser: "Browser", tmp_path: Path) -> AsyncIterator["Page"]:
    port = free_port(18380)
    async with lay(tmp_path, port) as laid, serving(laid.app, "127.0.0.1", port):
        page = await browser.new_page(viewport={"width": WIDTH, "height": 740})
        page.set_default_timeout(15_000)
        await page.goto(f"http://127.0.0.1:{port}/")
        yield page
        await page.close()


def moments(language: str) -> list[str]:
    """Return the shortest and the longest moment of a year."""
    words = Languages(TALLINN).of(language)
    days = [date(2026, 11, 20) + timedelta(days=n) for n in range(365)]
    said = sorted((f"{words.long_day(day)}, 08:30" for day in days), key=len)
    return [said[0], said[-1]]


async def test_the_clock_keeps_its_width_whatever_day_it_is(narrow: "Page") -> None:
    for language in LANGUAGES:
        await narrow.goto(f"{narrow.url.partition('?')[0]}?language={language}")
        for moment in moments(language):
            await narrow.evaluate("said => { moment.textContent = said }", moment)
            buttons = narrow.locator("#clock > button, .pick summary")
            widths = await buttons.evaluate_all(WIDTHS)
            assert len(widths) == 4
            assert min(widths) >= SMALLEST, (language, moment, widths)
            wide = "document.documentElement.scrollWidth"
            assert await narrow.evaluate(wide) <= WIDTH


async def test_what_to_try_is_open_where_there_is_room(narrow: "Page") -> None:
    assert not await narrow.locator(".guide").evaluate("guide => guide.open")
    await narrow.set_viewport_size({"width": 1200, "height": 800})
    await narrow.reload()
    assert await narrow.locator(".guide").evaluate("guide => guide.open")


async def test_no_finger_leaves_a_hover_behind(narrow: "Page") -> None:
    """Every style of a hover is for devices that can hover."""
    outside = await narrow.evaluate(
        """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
          .filter(rule => rule.selectorText?.includes(':hover')).length"""
    )
    assert outside == 0
