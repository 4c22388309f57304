"""`make demo-telegram`: everybody's Telegram on one page, in a real browser."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.demo.table import free_port
from tests.demo_telegram import Demo, laid
from tests.phones.http import HttpPhone
from tests.telegram_server.groups import Group
from tests.telegram_server.people import Person

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

NARROW = {"width": 360, "height": 740}
WIDE = "document.documentElement.scrollWidth"


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with laid(tmp_path, free_port(18581)) as ready:
        working = asyncio.create_task(ready.run())
        yield ready
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def owner(demo: Demo, name: str) -> Person:
    people = demo.server.world.people.values()
    return next(each for each in people if each.first_name.startswith(name))


async def test_a_case_manager_makes_the_team_chat_on_the_programs_own_page(
    demo: Demo,
) -> None:
    """At the level of the demo, names stand on the page and not on Telegram."""
    world, mari, page = demo.server.world, owner(demo, "Mari"), HttpPhone()
    (team,) = [chat for chat in world.chats.values() if isinstance(chat, Group)]
    mari.send("/tiim")
    await world.until(lambda: "Lisa mind rühma" in mari.last().buttons, within=60)
    mari.add_bot(mari.last().message.buttons[-1]["url"], team)
    await world.until(lambda: "/once/" in mari.last().text, within=60)
    (link,) = re.findall(r"http://\S+/once/\S+", mari.last().text)
    await page.open(link)
    (form,) = page.page.all("form")
    await page.submit(form)
    await page.press("Tee see ühiseks vestluseks")
    await world.until(lambda: "K7-4F2Q" in mari.last(team).text, within=60)
    await page.close()


async def test_the_clock_brings_the_digest_of_monday(demo: Demo) -> None:
    mari = owner(demo, "Mari")
    await demo.server.moves["monday"]()
    assert "ootab midagi" in mari.last().text
    assert mari.last().message.date.isoformat().startswith("2026-11-23T06:30")


@pytest.mark.browser
async def test_a_mother_answers_and_a_case_manager_adds_the_bot_as_mari(
    demo: Demo, browser: "Browser"
) -> None:
    page = await browser.new_page(viewport=NARROW)  # type: ignore[arg-type]
    page.set_default_timeout(60_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.goto(demo.server.url)
    await _answers_as_kati(page)
    await _adds_the_bot_as_mari(page)
    assert wrong == []
    assert demo.server.world.failures == []
    await page.close()


async def _answers_as_kati(page: "Page") -> None:
    await _become(page, "Kati Kask")
    await page.get_by_label("Sõnum").fill("/kusitlus")
    await page.get_by_role("button", name="Saada").click()
    await page.get_by_role("button", name="Raskelt", exact=True).click()
    chosen = page.get_by_role("button", name="✓ Raskelt")
    await chosen.wait_for()
    assert await chosen.is_disabled()
    assert await page.evaluate(WIDE) <= NARROW["width"]


async def _adds_the_bot_as_mari(page: "Page") -> None:
    await _become(page, "Mari Maasikas")
    await page.locator("#menu summary").click()
    assert await page.evaluate(WIDE) <= NARROW["width"]
    await page.keyboard.press("Escape")
    await page.get_by_label("Sõnum").fill("/tiim")
    await page.get_by_role("button", name="Saada").click()
    await page.get_by_role("button", name="↗").last.click()
    await page.get_by_role("dialog").get_by_role("button", name="Lapse tiim").click()
    await page.get_by_role("link", name="/once/").wait_for()
    assert await page.evaluate(WIDE) <= NARROW["width"]


async def _become(page: "Page", name: str) -> None:
    await page.locator("#people").get_by_role("button", name=name).click()
