"""Well-formed inputs of every kind, to be bent."""

import json
from importlib.resources import files

from tests.scheduling.checks.answers import (
    a_calendar,
    a_mail,
    an_event,
    apple,
    gmail,
    outlook,
)
from tests.table import MONDAY
from tests.telegram_server.mini_apps import init_data

TOKEN = "7:token-of-the-program"
__all__ = ["SPECIMENS", "TOKEN"]

WORDS = (
    "/invite K7-4F2Q",
    "/ümarlaud",
    "/круглыйстол завтра в 15:00",
    "STOP!",
    "neljapäeval kell 14.30",
    "esmaspäeviti pärast kella kahte",
    "not on Fridays between 9 and 12",
    "по вторникам после обеда",
    "24.12.2026 15:00",
    "tomorrow at 3 pm",
    "29.3 kell 3:30",
    "Poisil on lasteaias raske, aga eile läks paremini.",
    "60001019906",
    "1.0.0123456789abcdef01234567",
    "🙂👍🏽 שלום",
)


_KATI = {"id": 5, "is_bot": False, "first_name": "Kati <b>", "language_code": "ru"}
_PRIVATE = {"id": 5, "type": "private", "first_name": "Kati <b>"}
_GROUP = {"id": -1001, "type": "supergroup", "title": "Our team"}


def _said(chat: dict[str, object] = _PRIVATE, **more: object) -> dict[str, object]:
    return {"message_id": 7, "date": 1795417200, "chat": chat, "from": _KATI, **more}


def _change(chat: dict[str, object], status: str) -> dict[str, object]:
    member = {"status": status, "user": _KATI}
    return _said(chat, old_chat_member=member, new_chat_member=member)


def _updates() -> list[bytes]:
    press = {"id": "77", "from": _KATI, "data": "1.0.0123456789abcdef01234567"}
    buttons = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1.0.01"}]]}
    came: list[dict[str, object]] = [
        {"message": _said(text="Tere! Как дела? 😀")},
        {"message": _said(text="/start token-of-an-invitation")},
        {"message": _said(text="later", reply_to_message=_said(text="earlier"))},
        {"message": _said(voice={"file_id": "x", "duration": 3})},
        {"edited_message": _said(text="better words", edit_date=1795417300)},
        {"callback_query": {**press, "message": _said(text="?", reply_markup=buttons)}},
        {"callback_query": {**press, "message": _said(_GROUP, text="?")}},
        {"my_chat_member": _change(_PRIVATE, "kicked")},
        {"my_chat_member": _change(_GROUP, "administrator")},
        {"chat_member": _change(_GROUP, "left")},
        {"chat_join_request": _said(_GROUP, user_chat_id=5)},
        {"message": _said(_GROUP, text="/status@umarlaud_bot K7-4F2Q")},
        {"message": _said(_GROUP, text="between ourselves")},
        {"message": _said(_GROUP, new_chat_members=[_KATI])},
        {"message": _said(_GROUP, left_chat_member=_KATI)},
        {"message": _said(_GROUP, migrate_to_chat_id=-1002)},
    ]
    numbered = ({"update_id": n, **update} for n, update in enumerate(came, 100))
    return [json.dumps(each, ensure_ascii=False).encode() for each in numbered]


def _calendars() -> list[bytes]:
    more = ("RRULE:FREQ=WEEKLY;COUNT=20;BYDAY=MO,TH", "EXDATE:20261123T140000")
    whole_days = an_event(
        DTSTART=";VALUE=DATE:20261116",
        DTEND=";VALUE=DATE:20261118",
        STATUS=":TENTATIVE",
    )
    made = [a_calendar(), a_calendar(an_event(*more), whole_days, method="PUBLISH")]
    return [text.encode() for text in made]


def _init_data() -> list[bytes]:
    user = {"id": 5, "first_name": "Kati", "language_code": "et"}
    return [init_data(TOKEN, user, MONDAY, "q1").encode()]


def _questions() -> list[bytes]:
    folder = files("bot.questions")
    names = ("parent_weekly.toml", "specialist_update.toml")
    return [(folder / name).read_bytes() for name in names]


SPECIMENS = {
    "messages": [words.encode() for words in WORDS],
    "updates": _updates(),
    "mails": [gmail(), outlook(), apple(), a_mail().as_bytes()],
    "calendars": _calendars(),
    "questions": _questions(),
    "init data": _init_data(),
}
