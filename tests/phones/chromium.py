"""A phone with a real browser: Chromium, at the size of a small phone."""

import asyncio
from typing import TYPE_CHECKING

from tests.phones.reading import Element, read

if TYPE_CHECKING:
    from playwright.async_api import Browser, Locator, Page

PHONE: "dict[str, int]" = {"width": 360, "height": 740}


class BrowserPhone:
    """One person's phone with its own browser."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    async def open(self, url: str) -> None:
        await self.page.goto(url)
        if "/l/" in url:
            await self._in_chat()

    async def begin(self) -> None:
        if await self.page.locator("form").count():
            await self.page.evaluate("document.forms[0].submit()")
            await self._in_chat()

    async def can_write(self) -> bool:
        return await self.page.locator("#say").count() > 0

    async def write(self, text: str) -> None:
        await self.page.fill("#say", text)
        await self._sent(self.page.locator(".send"))

    async def press(self, label: str) -> None:
        button = self.page.get_by_role("button", name=label, exact=True).last
        await button.wait_for()
        await self._sent(button)

    async def see(self) -> Element:
        if await self.page.locator("#log").count():
            await self._up_to_date()
        return read(await self.page.content())

    async def fetch(self, url: str) -> tuple[str, bytes]:
        answer = await self.page.request.get(url)
        return answer.headers["content-type"], await answer.body()

    async def close(self) -> None:
        await self.page.context.close()

    async def _sent(self, button: "Locator") -> None:
        async with self.page.expect_response(lambda r: r.request.method == "POST"):
            await button.click()
        # The page's script has taken the answer in when nothing is busy any more.
        await self.page.wait_for_function(
            "!document.querySelector('[aria-busy=true], form[data-busy]')"
        )

    async def _in_chat(self) -> None:
        await self.page.wait_for_url("**/chat/**")
        await self.page.wait_for_selector("body[data-live=yes]")

    async def _up_to_date(self) -> None:
        """Wait until everything that the server shows has come in."""
        from playwright.async_api import Error  # noqa: PLC0415 - 0.7 s to import

        for _ in range(400):
            try:
                if await self.page.evaluate(UP_TO_DATE):
                    return
            except Error:
                pass  # the page is being opened anew
            await asyncio.sleep(0.05)
        raise AssertionError("the page does not show what the server shows")


UP_TO_DATE = """async () => {
  const answer = await fetch(location.href, {cache: "no-store"});
  const there = new DOMParser()
    .parseFromString(await answer.text(), "text/html").querySelector("#log");
  const here = document.querySelector("#log");
  if (!there || !here) return !there && !here;
  const words = (log) => [...log.querySelectorAll(".bubble")]
    .map((b) => (b.querySelector(".words")?.textContent ?? "") + "|"
      + [...b.querySelectorAll("button, .chosen")].map((x) => x.textContent))
    .join("\\n");
  const [now, then] = [words(here), words(there)];
  return then ? now.endsWith(then) : !now;
}"""


class BrowserShop:
    """Phones that are real browsers."""

    def __init__(self, browser: "Browser") -> None:
        self._browser = browser

    async def phone(self) -> BrowserPhone:
        context = await self._browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            locale="en-GB",
        )
        return BrowserPhone(await context.new_page())
