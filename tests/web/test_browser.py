"""The pages in a real browser, on a small phone."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casework.roles import Role
from tests.phones.chromium import PHONE, BrowserPhone, BrowserShop
from tests.phones.pages import PagePhones, a_table_of_pages
from tests.provision import databases
from tests.table import Table

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Route

pytestmark = pytest.mark.browser

HOSTILE = '<script>document.title="broken"</script><img src=x onerror="boom()">'


@pytest.fixture
async def laid(browser: "Browser", tmp_path: Path) -> AsyncIterator[Table]:
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    url = databases.sqlite_url(tmp_path)
    async with a_table_of_pages(url, keys_url, BrowserShop(browser)) as ready:
        await ready.manager("mari", "Mari Maasikas")
        case = await ready.case("mari")
        await ready.seat("kati", "Kati Kask", case, Role.PARENT, language="et")
        yield ready
        await ready.database.close()


@pytest.fixture
async def kati(laid: Table) -> BrowserPhone:
    assert isinstance(laid.phones, PagePhones)
    phone = await laid.phones.phone("kati")
    assert isinstance(phone, BrowserPhone)
    return phone


async def answers(page: "Page", count: int) -> None:
    """Wait until the program has answered so often."""
    await page.locator(".bubble.theirs").nth(count - 1).wait_for()


async def test_what_was_typed_is_shown_and_never_carried_out(
    kati: BrowserPhone,
) -> None:
    broken: list[str] = []
    kati.page.on("pageerror", lambda error: broken.append(str(error)))
    await kati.write(HOSTILE)
    own = kati.page.locator(".bubble.mine .words")
    await own.wait_for()
    assert await own.inner_text() == HOSTILE
    await kati.page.reload()
    assert await own.inner_text() == HOSTILE
    assert "Ümarlaud" in await kati.page.title()
    assert broken == []


async def test_everything_can_be_done_with_the_keyboard(kati: BrowserPhone) -> None:
    page = kati.page
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    await page.focus("#say")
    await page.keyboard.type("/language")
    await page.keyboard.press("Enter")
    await answers(page, 1)
    await page.focus(".bubble.theirs")
    for _ in range(3):
        await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent") == "In English"
    await page.keyboard.press("Enter")
    await answers(page, 2)
    await page.locator(".chosen").wait_for()
    # Who pressed with the keyboard goes on from where they were.
    where = "document.activeElement.closest('.bubble')?.id"
    assert await page.evaluate(where) == await page.locator(
        ".bubble:has(.chosen)"
    ).get_attribute("id")


async def test_a_screen_reader_finds_its_way(kati: BrowserPhone) -> None:
    await kati.write("/language")
    await answers(kati.page, 1)
    page = kati.page
    assert await page.get_attribute("html", "lang") == "et"
    assert await page.locator("h1").count() == 1
    log = page.get_by_role("log")
    assert await log.get_attribute("aria-live") == "polite"
    assert await log.get_attribute("aria-label")
    assert await page.locator("main, header, form#composer").count() == 3
    for role in ("button", "textbox", "link"):
        for element in await page.get_by_role(role).all():  # type: ignore[arg-type]
            name = await element.evaluate(
                "e => (e.labels?.[0]?.textContent ?? e.textContent).trim()"
            )
            assert name, await element.evaluate("e => e.outerHTML")
    assert await page.locator("img:not([alt])").count() == 0


@pytest.mark.parametrize("width", [320, 360, 412])
async def test_nothing_has_to_be_scrolled_sideways(
    kati: BrowserPhone, width: int
) -> None:
    await kati.page.set_viewport_size({"width": width, "height": 700})
    await kati.write("/language")
    await kati.write("a" * 400)
    await answers(kati.page, 1)
    wide = "document.documentElement.scrollWidth"
    assert await kati.page.evaluate(wide) <= width
    small = await kati.page.locator(".knobs button").evaluate_all(
        "all => all.filter(b => b.getBoundingClientRect().height < 48).length"
    )
    assert small == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_their_ground(
    kati: BrowserPhone, scheme: str
) -> None:
    await kati.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await kati.write("/language")
    await answers(kati.page, 1)
    for what in (
        ".theirs .words",
        ".mine .words",
        ".when",
        ".knobs button",
        ".top p",
        ".send",
        "#say",
    ):
        ratio = await kati.page.locator(what).first.evaluate(CONTRAST)
        assert ratio >= 4.5, (what, scheme, ratio)
    light = await kati.page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
    )
    assert (light < 60) is (scheme == "dark")


CONTRAST = """element => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parts(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const light = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const a = light(parts(getComputedStyle(element).color));
  const b = light(ground(element));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


async def test_words_whose_answer_was_lost_arrive_once(kati: BrowserPhone) -> None:
    """The first answer is cut off: the page tries again with the same key."""
    lost = 0

    async def lose_the_first(route: "Route") -> None:
        nonlocal lost
        lost += 1
        if lost == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await kati.page.route("**/message", lose_the_first)
    await kati.page.fill("#say", "/help")
    await kati.page.click(".send")
    await kati.page.wait_for_selector("#notice:not([hidden])")
    assert await kati.page.input_value("#say") == "/help"
    await answers(kati.page, 1)
    await kati.page.wait_for_selector("#notice[hidden]", state="attached")
    assert await kati.page.input_value("#say") == ""
    assert lost == 2
    assert await kati.page.locator(".bubble.mine").count() == 1
    assert await kati.page.locator(".bubble.theirs").count() == 1


async def test_a_double_tap_counts_once(laid: Table, kati: BrowserPhone) -> None:
    await kati.write("/language")
    button = kati.page.get_by_role("button", name="In English")
    await button.dblclick()
    await answers(kati.page, 2)
    await laid.assistant.settle()
    await asyncio.sleep(0)
    assert await kati.page.locator(".bubble.theirs").count() == 2


async def test_who_writes_is_taken_to_the_answer(kati: BrowserPhone) -> None:
    page = kati.page
    await page.set_viewport_size({"width": 360, "height": 420})
    for asked in range(1, 4):
        # Long words of one's own: the page is still moving when the answer comes.
        await kati.write("/language" + "\n" * asked if asked < 3 else LONG)
        await answers(page, asked)
    await page.wait_for_function(IN_SIGHT)
    assert await page.locator("#newest").is_hidden()


LONG = "Hommikud on rasked. " * 20
IN_SIGHT = """() => {
  const all = document.querySelectorAll(".bubble.theirs");
  const { top } = all[all.length - 1].getBoundingClientRect();
  return top >= 0 && top < document.querySelector("main").clientHeight;
}"""


async def test_what_was_missed_without_connection_comes_afterwards(
    laid: Table, kati: BrowserPhone
) -> None:
    context = kati.page.context
    await context.set_offline(offline=True)
    await kati.page.evaluate("window.dispatchEvent(new Event('offline'))")
    async with laid.database.transaction(laid.clock()) as tx:
        from casework.invitations import ChooseLanguage  # noqa: PLC0415

        await tx.outbox.add(ChooseLanguage(to=laid.people["kati"].id))
    await laid.assistant.settle()
    await context.set_offline(offline=False)
    await answers(kati.page, 1)


async def test_too_long_words_stay_in_their_box(kati: BrowserPhone) -> None:
    words = "õ" * 100_000
    await kati.page.fill("#say", words)
    await kati.page.click(".send")
    await kati.page.wait_for_selector("#notice:not([hidden])")
    assert "100000" in await kati.page.inner_text("#notice")
    assert await kati.page.input_value("#say") == words


async def test_it_works_without_the_script(browser: "Browser", laid: Table) -> None:
    assert isinstance(laid.phones, PagePhones)
    context = await browser.new_context(
        java_script_enabled=False,
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
    )
    page = await context.new_page()
    await page.goto(f"{laid.phones.pages.url}/l/link-of-kati")
    await page.wait_for_url("**/chat/**")
    await page.fill("#say", "/language")
    await page.click(".send")
    await page.get_by_role("button", name="In English").click()
    await page.locator(".chosen").wait_for()
    assert await page.locator(".chosen").inner_text()
    await context.close()
