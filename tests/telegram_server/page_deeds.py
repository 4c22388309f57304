"""What the person whose phone it is can do on the page."""

from typing import Any
from urllib.parse import quote

from tests.telegram_server.actor import CannotDo
from tests.telegram_server.chats import Chat, GroupChat
from tests.telegram_server.groups import Group
from tests.telegram_server.people import Person
from tests.telegram_server.views import Seen
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


def deed(world: TelegramWorld, wish: Json) -> Json:
    """Have somebody do something; return what their app opens, if anything."""
    if wish["do"] == "arrive":
        person = world.user(wish["text"], lang=wish.get("lang") or None)
        if "start" in wish:
            person.start(wish["start"])
        return {}
    person = world.people[wish["person"]]
    chat = world.chats.get(wish.get("chat", 0))
    if wish["do"] == "app":
        return {"url": _app(person, _meant(chat, wish), wish["text"])}
    in_group = chat if isinstance(chat, GroupChat) else None
    _say(person, in_group, wish) or _touch(person, chat, wish) or _move(
        world, person, in_group, wish
    )
    return {}


def _app(person: Person, seen: Seen, label: str) -> str:
    """Return where the Mini App opens, with what Telegram puts behind it."""
    opened = person.open_app(seen, label)
    return f"{opened.url}#tgWebAppData={quote(opened.init_data, safe='')}"


def _say(person: Person, group: GroupChat | None, wish: Json) -> bool:
    match wish["do"]:
        case "send":
            person.send(wish["text"], group)
        case "start":
            person.start(wish["text"])
        case "voice":
            person.send_voice(chat=group)
        case "photo":
            person.send_photo(chat=group)
        case "sticker":
            person.send_sticker()
        case "place":
            person.send_location()
        case _:
            return False
    return True


def _touch(person: Person, chat: Chat | None, wish: Json) -> bool:
    match wish["do"]:
        case "reply":
            person.reply(_meant(chat, wish), wish["text"])
        case "edit":
            person.edit(_meant(chat, wish), wish["text"])
        case "press":
            person.press(_meant(chat, wish), wish["text"])
        case "vote":
            person.vote(_meant(chat, wish), wish["text"])
        case _:
            return False
    return True


def _move(
    world: TelegramWorld, person: Person, group: GroupChat | None, wish: Json
) -> None:
    match wish["do"]:
        case "join":
            person.join(wish["text"])
        case "block":
            person.unblock() if person.blocked_bot else person.block()
        case "found":
            person.add_bot(
                wish["link"], world.supergroup(wish["text"], owner=person, bot=None)
            )
        case "add":
            person.add_bot(wish["text"], _own(group))
        case "bring":
            _own(group).add(world.people[wish["who"]], by=person)
        case "leave":
            person.leave(_own(group))
        case unknown:
            raise ValueError(f"nobody can {unknown}")


def _own(group: GroupChat | None) -> Group:
    if not isinstance(group, Group):
        raise CannotDo("this happens in groups")
    return group


def _meant(chat: Chat | None, wish: Json) -> Seen:
    if chat is None:
        raise ValueError("no such chat")
    home = chat.ephemeral if wish.get("ephemeral") else chat.messages
    return Seen(home[wish["number"]])
