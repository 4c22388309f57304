"""A web server with calendars on this machine, over https, as good or bad as told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from aiohttp import web

from bot.outside.fetching import Fetcher
from tests.provision.certificates import NAME, server_tls, trusting

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Published:
    """What the server answers, and what it was asked."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[web.BaseRequest] = field(default_factory=list)

    def url(self, path: str = "/mine.ics", host: str = NAME) -> str:
        return f"https://{host}:{self.port}{path}"

    def at(self, path: str, answer: Answer) -> str:
        """Answer so under this path; return its link."""
        self.answers[path] = answer
        return self.url(path)

    def text(self, path: str, text: str, **headers: str) -> str:
        async def answer(request: web.Request) -> web.StreamResponse:
            if (
                headers.get("ETag")
                and request.headers.get("If-None-Match") == headers["ETag"]
            ):
                return web.Response(status=304)
            return web.Response(text=text, headers=headers)

        return self.at(path, answer)

    def moved(self, path: str, to: str) -> str:
        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(status=302, headers={"Location": to})

        return self.at(path, answer)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request)
        answer = self.answers.get(request.path)
        return web.Response(status=404) if answer is None else await answer(request)  # type: ignore[arg-type]


@asynccontextmanager
async def publishing(folder: Path) -> AsyncIterator[Published]:
    """Run the server for a while."""
    published = Published()
    server = web.Server(published.handle)
    runner = web.ServerRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server_tls(folder))
    await site.start()
    published.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    try:
        yield published
    finally:
        await runner.cleanup()


def fetcher(folder: Path, seconds: float = 5.0) -> Fetcher:
    """A fetcher that may, in these tests, reach the one server on this machine.

    Only 127.0.0.1 under the name of the test is let through; everything else inside
    is refused as ever.
    """

    async def lookup(host: str, _port: int) -> list[str]:
        return ["127.0.0.1"] if host == NAME else [host]

    return Fetcher(_this_machine, lookup, trusting(folder), seconds)


def _this_machine(address: IPv4Address | IPv6Address) -> bool:
    return str(address) == "127.0.0.1"


async def forever(
    request: web.Request, chunk: bytes, pause: float
) -> web.StreamResponse:
    """Answer without end."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(chunk)
        await asyncio.sleep(pause)
