"""A plain page on which one can be the people, for the stand-alone server."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.telegram_server.actor import CannotDo
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.invites import CannotJoin
from tests.telegram_server.people import Person
from tests.telegram_server.polls import CannotVote
from tests.telegram_server.views import Seen
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

TEMPLATE = Path(__file__).parent / "page.html"
FAILURES_SHOWN = 20


def add(app: web.Application, world: TelegramWorld) -> None:
    """Put the page and what it asks for beside the Bot API."""
    app.router.add_get("/", _show)
    app.router.add_get("/play/state", _state(world))
    app.router.add_post("/play/do", _do(world))


async def _show(_: web.Request) -> web.FileResponse:
    return web.FileResponse(TEMPLATE)


def _state(world: TelegramWorld) -> Handler:
    async def state(_: web.Request) -> web.Response:
        people = [_person(person) for person in world.people.values()]
        return web.json_response(
            {"people": people, "failures": world.failures[-FAILURES_SHOWN:]}
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
    }


def _chat(person: Person, chat: Chat) -> Json:
    title = chat.title if isinstance(chat, GroupChat) else person.world.bot.first_name
    seen = [*person.sees(chat), *person.sees_alone(chat)]
    return {
        "id": chat.id,
        "title": title,
        "menu": person.menu(chat),
        "messages": [
            _message(person, each)
            for each in sorted(seen, key=lambda each: each.message.date)
        ],
    }


def _message(person: Person, seen: Seen) -> Json:
    message = seen.message
    poll = message.draft.content.get("poll")
    return {
        "number": message.number,
        "ephemeral": seen.ephemeral,
        "mine": message.sender is person,
        "sender": seen.sender,
        "time": message.date.isoformat(),
        "text": seen.text or _in_words(message.draft.content),
        "file": seen.file,
        "edited": seen.edited,
        "protected": seen.protected,
        "reply_to": seen.reply_to.text if seen.reply_to else None,
        "reactions": seen.reactions,
        "rows": (message.draft.markup or {}).get("inline_keyboard", []),
        "options": [] if not poll or poll["is_closed"] else poll["options"],
    }


def _in_words(content: Json) -> str:
    """Say what a message without text is: a service line, a voice, a place."""
    match content:
        case {"new_chat_members": [{"first_name": name}, *_]}:
            return f"— {name} joined —"
        case {"left_chat_member": {"first_name": name}}:
            return f"— {name} left —"
        case _:
            return f"[{next(iter(content), '')}]"


def _do(world: TelegramWorld) -> Handler:
    async def do(request: web.Request) -> web.Response:
        wish = await request.json()
        try:
            _deed(world, wish)
        except (CannotDo, CannotVote, CannotJoin, KeyError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response({})

    return do


def _deed(world: TelegramWorld, wish: Json) -> None:
    if wish["do"] == "arrive":
        world.user(wish["text"], lang=wish.get("lang") or None)
        return
    person = world.people[wish["person"]]
    chat = world.chats.get(wish.get("chat", 0))
    own = chat is None or chat is person.private_chat
    match wish["do"]:
        case "send":
            person.send(wish["text"], None if own else chat)
        case "reply":
            person.reply(_meant(chat, wish), wish["text"])
        case "edit":
            person.edit(_meant(chat, wish), wish["text"])
        case "press":
            person.press(_meant(chat, wish), wish["text"])
        case "vote":
            person.vote(_meant(chat, wish), wish["text"])
        case "voice":
            person.send_voice(chat=None if own else chat)
        case "join":
            person.join(wish["text"])
        case "block":
            person.unblock() if person.blocked_bot else person.block()
        case unknown:
            raise ValueError(f"nobody can {unknown}")


def _meant(chat: Chat | None, wish: Json) -> Seen:
    if chat is None:
        raise ValueError("no such chat")
    home = chat.ephemeral if wish.get("ephemeral") else chat.messages
    return Seen(home[wish["number"]])
