"""The chat page, and the files in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from uuid import uuid4

from aiohttp import web

from bot.networks.web import rendering
from bot.networks.web.guard import Closed, Entered, entered, number
from bot.networks.web.site import SITE
from handlers import web_chats
from storage.web_chats import Bubble

PER_PAGE = 30
ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Day:
    """The bubbles of one day, under its name."""

    day: str
    name: str
    bubbles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed that could not be taken yet, and why."""

    text: str = ""
    notice: str = ""
    aside: bool = False
    """It was asked in the team chat, and is answered in private."""


async def show(request: web.Request) -> web.Response:
    """Show somebody their chat, or the team's."""
    async with entered(request) as someone:
        html = await chat_page(request, someone, Typed(aside=ASIDE in request.query))
        response = web.Response(text=html, content_type="text/html")
        path = f"/chat/{someone.room.viewer.person.id}"
        response.set_cookie(
            "language", someone.words.language, path=path, samesite="Strict"
        )
        return response


async def chat_page(request: web.Request, someone: Entered, typed: Typed) -> str:
    """Return the page of a room as HTML, with what was typed still in its place."""
    turn, room = someone.turn, someone.room
    before = number(request.query.get("before", ""))
    # Read before the bubbles: a change in between is then shown twice, not lost.
    change = await turn.tx.web_chats.last_change(room.chat)
    bubbles, earlier = await web_chats.page(turn, room, before, PER_PAGE)
    teams = await web_chats.team_rooms(turn, room.viewer)
    return rendering.page(
        "chat.html",
        someone.words,
        **_titles(someone),
        base=someone.base,
        own=f"/chat/{room.viewer.person.id}",
        teams=[
            {"id": case.id, "code": case.code, "here": case == room.team}
            for case in teams
        ],
        is_team=room.team is not None,
        days=_days(rendering.Shelf(someone, request.app[SITE].places.web), bubbles),
        first=bubbles[0].place if bubbles else 0,
        earlier=earlier,
        past=before is not None,
        closed=room.viewer.left_at is not None,
        change=change,
        csrf=someone.csrf,
        key=uuid4().hex,
        draft=typed.text,
        notice=typed.notice,
        aside=typed.aside,
        emergency=_emergency(someone),
    )


def _titles(someone: Entered) -> dict[str, str]:
    _ = someone.words.gettext
    team = someone.room.team
    if team is not None:
        return {
            "title": _("Team chat {code}").format(code=team.code),
            "subtitle": _("Everyone in the network reads here"),
            "hint": _("Write to the team; no names, please"),
            "empty": _(
                "Here stand the dates of roundtables and what is meant for the whole "
                "network. Parents and specialists read it alike; your answers and "
                "what you ask the program stay in your own chat."
            ),
        }
    return {
        "title": "Ümarlaud",
        "subtitle": someone.turn.office.municipality,
        "hint": _("Write here"),
        "empty": _("Nothing has been written here yet."),
    }


def _emergency(someone: Entered) -> list[rendering.Part]:
    said = someone.words.gettext(
        "In danger call {danger}. If a child needs help, call {child}."
    )
    return rendering.parts(said.format(danger="112", child="116 111"), "")


def _days(shelf: rendering.Shelf, bubbles: Iterable[Bubble]) -> list[Day]:
    words = shelf.entered.words
    local = groupby(bubbles, lambda bubble: bubble.at.astimezone(words.zone).date())
    return [
        Day(
            day.isoformat(),
            words.long_day(day),
            [shelf.one(bubble) for bubble in of_day],
        )
        for day, of_day in local
    ]


async def file(request: web.Request) -> web.Response:
    """Hand out a picture or a file of a bubble that the viewer may see."""
    place = int(request.match_info["place"])
    async with entered(request) as someone:
        chats, room = someone.turn.tx.web_chats, someone.room
        found = await chats.before(room.chat, place + 1, room.cases, 1)
        if not found or found[0].place != place or not room.shows(found[0]):
            raise Closed
        content = await chats.content(found[0], int(request.match_info["number"]))
    if content is None:
        raise Closed
    kind = content.enclosure.media_type
    name = content.enclosure.name.encode("ascii", "replace").decode()
    shown = "inline" if kind.startswith("image/") else "attachment"
    safe = name.replace("?", "_").replace('"', "_").replace("\\", "_")
    return web.Response(
        body=content.content,
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'{shown}; filename="{safe}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
