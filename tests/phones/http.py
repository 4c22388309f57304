"""A phone without a browser: it follows links and fills in forms over HTTP."""

import aiohttp

from tests.phones.reading import Element, read


class HttpPhone:
    """One person's phone; it keeps cookies, and understands forms and no script."""

    def __init__(self) -> None:
        jar = aiohttp.CookieJar(unsafe=True)  # the test's server has no name
        self.session = aiohttp.ClientSession(
            cookie_jar=jar, headers={"Accept-Language": "en"}
        )
        self.page = Element("page")
        self.url = ""
        self.status = 0

    async def open(self, url: str) -> None:
        await self._take(self.session.get(url))
        for refresh in self.page.all("meta", **{"http-equiv": "refresh"}):
            there = refresh.attributes["content"].partition("url=")[2]
            await self._take(self.session.get(_absolute(self.url, there)))

    async def begin(self) -> None:
        forms = self.page.all("form", method="post")
        if forms:
            await self.submit(forms[0])

    async def can_write(self) -> bool:
        return bool(self.page.all("form", id="composer"))

    async def write(self, text: str) -> None:
        (composer,) = self.page.all("form", id="composer")
        await self.submit(composer, text=text)

    async def press(self, label: str) -> None:
        for form in reversed(self.page.all("form", "knobs")):
            for button in form.all("button"):
                if button.text.strip() == label:
                    name, value = button.attributes["name"], button.attributes["value"]
                    await self.submit(form, **{name: value})
                    return
        raise AssertionError(f"no button {label!r} here: {self.page.text}")

    async def submit(self, form: Element, **more: str) -> None:
        """Send a form as a browser without script does."""
        fields = {
            field.attributes["name"]: field.attributes.get("value", "")
            for field in form.all("input")
        }
        where = _absolute(self.url, form.attributes.get("action", self.url))
        await self._take(self.session.post(where, data={**fields, **more}))
        for refresh in self.page.all("meta", **{"http-equiv": "refresh"}):
            await self.open(
                _absolute(self.url, refresh.attributes["content"].partition("url=")[2])
            )

    async def see(self) -> Element:
        if "/chat/" in self.url and not self._refused():
            await self.open(self.url)
        return self.page

    async def fetch(self, url: str) -> tuple[str, bytes]:
        async with self.session.get(url) as answer:
            return answer.headers["Content-Type"], await answer.read()

    async def close(self) -> None:
        await self.session.close()

    def _refused(self) -> bool:
        return self.status == 422  # what was typed still stands there, with the reason

    async def _take(self, asking: aiohttp.client._RequestContextManager) -> None:
        async with asking as answer:
            self.status = answer.status
            path = str(answer.url).partition("#")[0]
            self.url = path.removesuffix("/message") if self._refused() else path
            self.page = read(await answer.text())


class HttpShop:
    """Phones that speak plain HTTP."""

    async def phone(self) -> HttpPhone:
        return HttpPhone()


def _absolute(url: str, path: str) -> str:
    return path if "://" in path else "/".join(url.split("/")[:3]) + path
