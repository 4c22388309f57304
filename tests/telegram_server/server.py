"""The world over HTTP, as Telegram's Bot API server offers it."""

import asyncio
import json
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout, web

from tests.telegram_server import decoding, page
from tests.telegram_server.errors import ApiError
from tests.telegram_server.faults import Fault, Kind
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]

LARGEST_REQUEST = 64 * 1024 * 1024
UNAUTHORIZED = ApiError(401, "Unauthorized")
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head></html>"


class TelegramServer:
    """A Bot API server for one world, for as long as the `async with` lasts.

    Leaving it raises AssertionError when the bot, or the server itself, did
    anything that the description does not allow.
    """

    def __init__(
        self, world: TelegramWorld, *, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.world = world
        self.host = host
        self.port = port
        self._runner: web.AppRunner | None = None
        self._session: ClientSession | None = None
        self._webhook: asyncio.Task[None] | None = None
        self.moves: page.Moves = {}
        """What moves the clock of a demo, for the buttons of the page."""

    @property
    def url(self) -> str:
        """Where the server is, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()
        if kind is None and self.world.failures:
            raise AssertionError(
                "against the Bot API's description:\n" + "\n".join(self.world.failures)
            )

    async def start(self) -> None:
        """Begin to listen and to carry updates."""
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        page.add(app, self.world, self.moves)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.05
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = site.port if self.port == 0 else self.port
        self._session = ClientSession(timeout=ClientTimeout(total=None))
        self._webhook = asyncio.create_task(self.world.webhook.run(self._session))

    async def stop(self) -> None:
        """Drop every connection and stop; the world stays as it is."""
        self.world.polling.end()
        if self._webhook is not None:
            self._webhook.cancel()
            await asyncio.gather(self._webhook, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def restart(self) -> None:
        """Go down and come up at the same address; what was not confirmed waits on."""
        await self.stop()
        await self.start()

    async def _method(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.bot.token:
            return _refusal(UNAUTHORIZED)
        name = request.match_info["method"]
        fault = self.world.faults.next_for(name)
        try:
            raw = await decoding.read(request)
            if fault is not None:
                self.world.changed()
                early = await self._before(fault, request)
                if early is not None:
                    return early
            result = await self.world.call(name, raw)
        except ApiError as error:
            return _refusal(error)
        answer = web.json_response({"ok": True, "result": result}, dumps=_dumps)
        return await _after(fault, request) or answer

    async def _before(
        self, fault: Fault, request: web.Request
    ) -> web.StreamResponse | None:
        match fault.kind:
            case Kind.REFUSE:
                assert fault.error is not None
                raise fault.error
            case Kind.LOSE:
                return _drop(request)
            case Kind.HANG:
                await asyncio.Event().wait()
            case Kind.SLOW:
                await self.world.clock.sleep(fault.seconds)
            case Kind.BAD_GATEWAY:
                return _proxy_error()
            case _:
                pass
        return None

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.world.bot.token:
            return _refusal(UNAUTHORIZED)
        data = self.world.files.fetch(request.match_info["path"])
        if data is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=data, content_type="application/octet-stream")


async def _after(
    fault: Fault | None, request: web.Request
) -> web.StreamResponse | None:
    match fault.kind if fault else None:
        case Kind.DROP:
            return _drop(request)
        case Kind.HANG_AFTER:
            await asyncio.Event().wait()
        case Kind.GARBLE:
            return web.Response(text='{"ok": true, "resu', content_type=JSON)
        case _:
            pass
    return None


JSON = "application/json"


def _drop(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _proxy_error() -> web.Response:
    return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")


def _refusal(error: ApiError) -> web.Response:
    return web.json_response(error.as_json(), status=error.code, dumps=_dumps)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
