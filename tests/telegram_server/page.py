"""A plain page on which one can be the people, for the stand-alone server."""

from collections.abc import Awaitable, Callable, Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.telegram_server.actor import CannotDo
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.errors import ApiError
from tests.telegram_server.invites import CannotJoin
from tests.telegram_server.page_deeds import deed
from tests.telegram_server.people import Person
from tests.telegram_server.polls import CannotVote
from tests.telegram_server.views import Seen
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Moves = Mapping[str, Callable[[], Awaitable[None]]]
"""What moves the clock of a demo, by the name of its button."""

HERE = Path(__file__).parent
FAILURES_SHOWN = 20
ONLY_OURS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:",
    "Cache-Control": "no-store",
}


def add(app: web.Application, world: TelegramWorld, moves: Moves) -> None:
    """Put the page and what it asks for beside the Bot API."""
    app.router.add_get("/", _part("page.html"))
    app.router.add_get("/play/page.css", _part("page.css"))
    app.router.add_get("/play/page.js", _part("page.js"))
    app.router.add_get("/play/file/{id}", _file(world))
    app.router.add_get("/play/state", _state(world, moves))
    app.router.add_post("/play/do", _do(world, moves))


def _part(name: str) -> Handler:
    async def show(_: web.Request) -> web.FileResponse:
        return web.FileResponse(HERE / name, headers=ONLY_OURS)

    return show


def _file(world: TelegramWorld) -> Handler:
    async def fetch(request: web.Request) -> web.Response:
        try:
            upload = world.files.by_id(request.match_info["id"]).upload
        except ApiError as error:
            raise web.HTTPNotFound from error
        kind = guess_type(upload.name)[0] or "application/octet-stream"
        return web.Response(body=upload.data, content_type=kind)

    return fetch


def _state(world: TelegramWorld, moves: Moves) -> Handler:
    async def state(_: web.Request) -> web.Response:
        people = [_person(person) for person in world.people.values()]
        return web.json_response(
            {
                "bot": world.bot.username,
                "now": world.clock.now().isoformat(),
                "moves": list(moves),
                "people": people,
                "failures": world.failures[-FAILURES_SHOWN:],
            }
        )

    return state


def _person(person: Person) -> Json:
    groups = [
        chat
        for chat in person.world.chats.values()
        if isinstance(chat, GroupChat)
        and chat.member(person).present
        and chat.migrated_to is None
    ]
    return {
        "id": person.id,
        "name": person.first_name,
        "lang": person.lang,
        "blocked": person.blocked_bot,
        "chats": [_chat(person, chat) for chat in [person.private_chat, *groups]],
        "alerts": person.alerts[-3:],
        "answered": len(person.alerts),
    }


def _chat(person: Person, chat: Chat) -> Json:
    group = chat if isinstance(chat, GroupChat) else None
    seen = [*person.sees(chat), *person.sees_alone(chat)]
    return {
        "id": chat.id,
        "title": group.title if group else person.world.bot.first_name,
        "group": group is not None,
        "runs": group is not None and bool(group.member(person).admin),
        "menu": person.menu(chat),
        "messages": [
            _message(person, each)
            for each in sorted(seen, key=lambda each: each.message.date)
        ],
    }


def _message(person: Person, seen: Seen) -> Json:
    message = seen.message
    content = message.draft.content
    poll, service = content.get("poll"), _service(content)
    return {
        "number": message.number,
        "ephemeral": seen.ephemeral,
        "mine": message.sender is person,
        "sender": seen.sender,
        "tag": _tag(message.chat, seen),
        "time": message.date.isoformat(),
        "text": seen.text or service or _in_words(content),
        "service": bool(service),
        "editable": "text" in content,
        "files": _files(person.world, content),
        "edited": seen.edited,
        "protected": seen.protected,
        "reply_to": seen.reply_to.text if seen.reply_to else None,
        "reactions": seen.reactions,
        "rows": (message.draft.markup or {}).get("inline_keyboard", []),
        "options": [] if not poll or poll["is_closed"] else poll["options"],
    }


def _tag(chat: Chat, seen: Seen) -> str:
    """Return the role that stands beside a name in a group."""
    if not isinstance(chat, GroupChat):
        return ""
    return chat.member(seen.message.sender).tag or ""


def _files(world: TelegramWorld, content: Json) -> list[Json]:
    photo, document = content.get("photo"), content.get("document")
    given = photo[-1] if photo else document
    if given is None:
        return []
    name = world.files.by_id(given["file_id"]).upload.name
    url = f"/play/file/{given['file_id']}"
    return [{"name": name, "url": url, "picture": photo is not None}]


def _service(content: Json) -> str:
    """Say what Telegram itself tells in a chat; "" for what somebody says."""
    match content:
        case {"new_chat_members": [{"first_name": name}, *_]}:
            return f"+ {name}"
        case {"left_chat_member": {"first_name": name}}:
            return f"− {name}"
        case _:
            return ""


def _in_words(content: Json) -> str:
    """Say what a message without text is: a voice, a place."""
    kind = next(iter(content), "")
    return "" if kind in {"photo", "document"} else f"[{kind}]"


def _do(world: TelegramWorld, moves: Moves) -> Handler:
    async def do(request: web.Request) -> web.Response:
        wish = await request.json()
        try:
            if wish["do"] == "move":
                await moves[wish["text"]]()
                return web.json_response({})
            return web.json_response(deed(world, wish))
        except (CannotDo, CannotVote, CannotJoin, KeyError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return do
