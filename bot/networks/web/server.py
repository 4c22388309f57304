"""The web pages put together: routes, headers, and what is said when one fails."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from bot.languages import LANGUAGES
from bot.networks.web import (
    answering,
    calendars,
    joining,
    live,
    pages,
    posts,
    rendering,
)
from bot.networks.web import app as apps
from bot.networks.web.guard import Closed, NotFromHere, TooMany
from bot.networks.web.site import SITE, Site, spoken
from casework.refusals import InvitationUnknown
from storage.conflicts import Conflict, Unavailable

logger = logging.getLogger(__name__)

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_TOKEN = "[A-Za-z0-9_-]{1,128}"  # noqa: S105 - the form of one, not one
_BIGGEST = 2 * 1024 * 1024
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}

_STATUS: dict[type[Exception], int] = {
    NotFromHere: 403,
    web.HTTPRequestEntityTooLarge: 413,
    TooMany: 429,
    Conflict: 503,
    Unavailable: 503,
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(site: Site, front: Handler | None = None) -> web.Application:
    """Return the web application of this site; its front page tells nothing."""
    app = web.Application(middlewares=[_say_what_failed], client_max_size=_BIGGEST)
    app[SITE] = site
    app[live.OPEN] = live.Sockets()
    app.on_response_prepare.append(_put_headers)
    app.on_shutdown.append(live.close_all)
    own = f"/chat/{{person:{_UUID}}}"
    for base in (own, f"{own}/team/{{case:{_UUID}}}"):
        app.add_routes(_chat(base))
    app.add_routes(
        [
            web.get("/", front or _front),
            web.get("/healthz", _health),
            web.get(r"/static/{version}/{name:[a-z]+\.(?:css|js|svg)}", _static),
            web.get(f"/l/{{token:{_TOKEN}}}", joining.personal_link),
            web.get("/app", apps.look),
            web.post("/app", apps.enter),
            web.get(f"/once/{{token:{_TOKEN}}}", apps.look_once),
            web.post(f"/once/{{token:{_TOKEN}}}", apps.open_once),
            web.get(f"/join/{{token:{_TOKEN}}}", joining.look),
            web.post(f"/join/{{token:{_TOKEN}}}", joining.join),
            web.get(f"/roundtable/{{token:{_TOKEN}}}", answering.look),
            web.post(f"/roundtable/{{token:{_TOKEN}}}", answering.answer),
            web.get(f"/feed/{{token:{_TOKEN}}}.ics", calendars.feed),
            web.get(f"/calendar/{{token:{_TOKEN}}}.ics", calendars.show),
        ]
    )
    return app


def _chat(base: str) -> list[web.RouteDef]:
    return [
        web.get(base, pages.show),
        web.get(f"{base}/live", live.socket),
        web.get(f"{base}/events", live.events),
        web.get(base + r"/files/{place:\d{1,9}}/{number:\d{1,2}}", pages.file),
        web.post(f"{base}/message", posts.message),
        web.post(f"{base}/press", posts.press),
    ]


async def _put_headers(request: web.Request, response: web.StreamResponse) -> None:
    site = request.app[SITE]
    frames = "'self'" if site.framed else "'none'"
    policy = f"{site.policy}frame-ancestors {frames}"
    response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if site.secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    response.headers.pop("Server", None)


@web.middleware
async def _say_what_failed(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Answer what cannot be done with a sentence, and never with our insides."""
    try:
        return await handler(request)
    except (Closed, InvitationUnknown, web.HTTPNotFound, web.HTTPMethodNotAllowed):
        return _unknown(request)
    except tuple(_STATUS) as failure:
        return _say(request, _STATUS[type(failure)])
    except (ConnectionResetError, web.HTTPException):
        raise
    except Exception:
        logger.exception("page failed", extra={"action": request.method})
        return _say(request, 500)


def _say(request: web.Request, status: int) -> web.Response:
    words = spoken(request)
    _ = words.gettext
    text = {
        403: _("This page is too old. Please open it again and repeat what you did."),
        413: _("Your text is too long to be taken. Please send it in shorter parts."),
        429: _("That was very fast. Please wait a minute and try again."),
        500: _(
            "Something went wrong on our side. Nothing you wrote is lost, and we have "
            "been told. Please try again in a while."
        ),
        503: _(
            "It does not work just now. Your words are still here; please try again "
            "in a minute."
        ),
    }[status]
    if posts.wants_json(request):
        return web.json_response({"notice": text}, status=status)
    said = [{"language": words.language, "text": text}]
    html = rendering.page("plain.html", words, said=said)
    return web.Response(text=html, content_type="text/html", status=status)


def _unknown(request: web.Request) -> web.Response:
    """Answer whoever has no working link: one page, whatever the reason."""
    if posts.wants_json(request):
        return web.json_response({"closed": True}, status=404)
    return _by_invitation(request, 404)


async def _front(request: web.Request) -> web.Response:
    return _by_invitation(request, 200)


def _by_invitation(request: web.Request, status: int) -> web.Response:
    languages = request.app[SITE].languages
    said = [
        {
            "language": language,
            "text": languages.of(language).gettext(
                "Hello! This assistant can only be used by invitation. If you have a "
                "link, ask the one who gave it to you for a new one. In danger call "
                "112; about a child in need call 116 111."
            ),
        }
        for language in LANGUAGES
    ]
    html = rendering.page("plain.html", languages.of(None), said=said)
    return web.Response(text=html, content_type="text/html", status=status)


async def _health(request: web.Request) -> web.Response:
    with suppress(Unavailable):
        async with request.app[SITE].reading() as turn:
            await turn.tx.horizon()
        return web.Response(text="ok")
    return web.Response(text="database unavailable", status=503)


async def _static(request: web.Request) -> web.Response:
    path = rendering.STATIC / request.match_info["name"]
    if not path.exists():
        raise web.HTTPNotFound
    return web.Response(
        body=path.read_bytes(),
        content_type=_KINDS[path.suffix],
        charset="utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[None]:
    """Serve the pages for as long as the context lasts.

    Raises:
        OSError: the port is taken, or may not be opened.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()
