"""Takes the picture of the README: `python -m tests.take_pictures`."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from bot.demo.table import free_port, lay
from bot.networks.web.server import serving
from tests.provision import chromium

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "table.png"


async def main() -> None:
    port = free_port(18280)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            lay(Path(folder), port) as laid,
            serving(laid.app, "127.0.0.1", port),
        ):
            running = asyncio.create_task(laid.program.run())
            await take(f"http://127.0.0.1:{port}/?language=en")
            running.cancel()


async def take(url: str) -> None:
    """Live until Monday morning, answer on Kati's phone, and take the picture."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        page = await browser.new_page(viewport={"width": 1480, "height": 930})
        await page.goto(url)
        kati = page.frame_locator("#phone-kati iframe")
        await kati.locator("body[data-live=yes]").wait_for()
        await page.click("button[value=monday]")
        await kati.get_by_role("button", name="Nii ja naa").click()
        await kati.locator(".chosen").wait_for()
        mari = page.frame_locator("#phone-mari iframe")
        await mari.locator(".day").first.wait_for()
        await page.click(".guide summary")  # the phones are what is to be seen
        await page.mouse.move(2, 925)
        await page.wait_for_timeout(1500)  # the pages come to rest
        await asyncio.to_thread(PICTURE.parent.mkdir, parents=True, exist_ok=True)
        await page.screenshot(path=PICTURE)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
