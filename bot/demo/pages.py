"""The page of the demo: the phones side by side, and the clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.app import Assistant
from bot.demo.cast import GUESTS, MARI
from bot.demo.story import Table
from bot.languages import Words
from bot.networks.web import rendering
from bot.networks.web.guard import NotFromHere, check_origin
from bot.networks.web.site import SITE, spoken
from bot.wording.names import name_of
from scheduling.clock import SettableClock

_HERE = Path(__file__).parent
_KINDS = {".css": "text/css", ".js": "text/javascript"}
_LONGEST = timedelta(days=370)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the page of the demo shows and moves."""

    program: Assistant
    clock: SettableClock
    table: Table


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone on the table: whose it is, and the page it shows."""

    key: str
    name: str
    role: str
    page: str


DEMO = web.AppKey("demo", Demo)


def add(
    app: web.Application, program: Assistant, clock: SettableClock, table: Table
) -> None:
    """Add the pages of the demo to those of the program."""
    app[DEMO] = Demo(program, clock, table)
    app.add_routes(
        [
            web.post("/demo/clock", move),
            web.get(r"/demo/{version}/{name:[a-z]+\.(?:css|js)}", _static),
        ]
    )


async def front(request: web.Request) -> web.Response:
    """Show the table with all its phones."""
    _refuse_strangers(request)
    demo, words = request.app[DEMO], _chosen(request)
    html = (
        _environment()
        .get_template("demo.html")
        .render(
            _=words.gettext,
            lang=words.language,
            phones=_phones(demo.table, words),
            moment=_in_words(demo, words),
            now=_local(demo).strftime("%Y-%m-%dT%H:%M"),
            code=demo.table.case.code,
        )
    )
    return web.Response(text=html, content_type="text/html")


async def move(request: web.Request) -> web.Response:
    """Let time pass; everything due in between happens in its order."""
    check_origin(request)
    _refuse_strangers(request)
    demo, words = request.app[DEMO], _chosen(request)
    sent = await request.post()
    there = later(_local(demo), str(sent.get("to", "")))
    if there is not None and there > demo.clock():
        await demo.program.live_until(there, demo.clock)
    return web.json_response(
        {
            "moment": _in_words(demo, words),
            "now": _local(demo).strftime("%Y-%m-%dT%H:%M"),
            "moved": there is not None,
        }
    )


def later(now: datetime, to: str) -> datetime | None:
    """Return the moment that a button of the clock stands for, or None."""
    match to:
        case "hour":
            return now + timedelta(hours=1)
        case "morning":
            return _at(now, now.date() + timedelta(days=1), time(8))
        case "monday":
            monday = now.date() + timedelta(days=-now.weekday() % 7)
            due = _at(now, monday, time(8, 30))
            return due if due > now else _at(now, monday + timedelta(7), time(8, 30))
        case _:
            return _picked(now, to)


def _picked(now: datetime, to: str) -> datetime | None:
    try:
        picked = datetime.fromisoformat(to).replace(tzinfo=now.tzinfo)
    except ValueError:
        return None
    return picked if now < picked <= now + _LONGEST else None


def _at(now: datetime, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)


def _phones(table: Table, words: Words) -> list[Phone]:
    phones = [
        Phone(
            seat.key,
            seat.name.partition(" ")[0],
            name_of(f"role.{seat.role}", words),
            f"/l/{table.links[seat.key]}",
        )
        for seat in (MARI, *GUESTS)
    ]
    manager = table.people[MARI.key].id
    team = f"/chat/{manager}/team/{table.case.id}"
    title = words.gettext("Team chat {code}").format(code=table.case.code)
    return [*phones, Phone("team", title, words.gettext("Mari writes here"), team)]


def _local(demo: Demo) -> datetime:
    return demo.clock().astimezone(demo.program.parts.office.zone)


def _in_words(demo: Demo, words: Words) -> str:
    local = _local(demo)
    return f"{words.long_day(local.date())}, {words.clock(local.time())}"


def _chosen(request: web.Request) -> Words:
    """Return the language chosen on the page, else the browser's."""
    chosen = request.query.get("language", "")
    if chosen in {"et", "ru", "en"}:
        return request.app[SITE].languages.of(chosen)
    return spoken(request)


def _refuse_strangers(request: web.Request) -> None:
    """Answer this machine alone: the page opens everybody's chat.

    Raises:
        NotFromHere: another name was used to get here (DNS rebinding).
    """
    if request.host.partition(":")[0] not in {"127.0.0.1", "localhost"}:
        raise NotFromHere


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = rendering.static_url
    made.globals["own"] = _own_url
    made.filters["whole_codes"] = rendering.whole_codes
    return made


@cache
def _own_url(name: str) -> str:
    version = sha256((_HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/demo/{version}/{name}"


async def _static(request: web.Request) -> web.Response:
    path = _HERE / "static" / request.match_info["name"]
    if not path.exists():
        raise web.HTTPNotFound
    return web.Response(
        body=path.read_bytes(), content_type=_KINDS[path.suffix], charset="utf-8"
    )
