"""The Mini App in a real browser, on a small phone."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from casework.privacy import Privacy
from tests.phones.both import a_table_of_both
from tests.phones.chromium import BrowserPhone, BrowserShop
from tests.provision import databases

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.browser


async def test_the_page_opens_by_what_stands_in_the_address_and_forgets_it(
    browser: "Browser", tmp_path: Path
) -> None:
    url = databases.sqlite_url(tmp_path)
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    async with a_table_of_both(url, keys_url, Privacy.NOTICE) as both:
        await both.table.manager("mari", "Mari Maasikas")
        await both.table.case("mari")
        await both.table.say("mari", "/status")
        phone: BrowserPhone = await BrowserShop(browser).phone()
        page = phone.page
        told = quote(both.told("mari"), safe="")
        app = f"{both.pages.url}/app#tgWebAppData={told}&tgWebAppVersion=9.5"
        await page.goto(app)
        await page.wait_for_url("**/chat/**")
        await page.wait_for_selector("body[data-live=yes]")
        assert "K7-4F2Q" in await page.inner_text("#log")
        assert "tgWebAppData" not in page.url
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360
        await page.screenshot(path=tmp_path / "app.png")

        await page.goto(f"{both.pages.url}/app")
        assert await page.locator("#lost").is_visible()
        await phone.close()
