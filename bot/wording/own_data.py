"""Words about one's own data: asked for, and handed out in two files."""

import json
from typing import Any, assert_never

from bot.languages import Words
from bot.text import Attachment, Button, Text
from bot.wording.marks import N_
from casework.own_data import (
    Messages,
    SendMyData,
    TellDataAsked,
    TellRightAnswered,
    TellRightAsked,
)
from casework.tasks import TaskKind
from handlers.actions import Run

TITLES: dict[str, str] = {
    "Person": N_("About you"),
    "Member": N_("Your place in the network"),
    "Rhythm": N_("When you are asked"),
    "CheckIn": N_("What you were asked and answered"),
    "ProgressUpdate": N_("How you saw the goals go"),
    "Obstacle": N_("What stood in the way, in your words"),
    "Activity": N_("What you do in the plan"),
    "ClientOpinion": N_("Your opinion"),
    "Task": N_("What the case manager was asked to do for you"),
    "done": N_("What you did here"),
    "read_by": N_("Who was shown what about your family"),
}
"""What the readable file shows of each kind; the other file has the same names in it."""


def word(message: Messages, words: Words) -> Text:
    """Put a message about one's own data into words."""
    match message:
        case TellDataAsked():
            body = words.gettext(
                "{code}: you get everything that is kept about you and by you, without "
                "what belongs to others. So that nobody else gets it, your case "
                "manager calls you: say the number {number}. You get it by {day} at "
                "the latest."
            )
            day = words.day(message.until)
            return Text(body.format(code=message.code, number=message.number, day=day))
        case SendMyData():
            return _handed_out(message, words)
        case TellRightAsked():
            day = words.day(message.until)
            body = words.gettext(ASKED[message.kind])
            return Text(body.format(code=message.code, day=day))
        case TellRightAnswered():
            body = words.gettext(ANSWERED[message.kind])
            return Text(body.format(code=message.code, words=message.words))
        case _:
            assert_never(message)


ASKED: dict[TaskKind, str] = {
    TaskKind.ERASURE_WANTED: N_(
        "{code}: your case manager knows that you want your data erased, and answers "
        "by {day}. What the law says must be kept stays; the answer says what and why."
    ),
    TaskKind.RESTRICTION_WANTED: N_(
        "{code}: your case manager knows that you do not want your data used for now, "
        "and answers by {day}."
    ),
    TaskKind.CORRECTION_WANTED: N_(
        "{code}: your case manager has your words about what is wrong, and answers by "
        "{day}. The first words stay; yours stand beside them."
    ),
}
ANSWERED: dict[TaskKind, str] = {
    TaskKind.ERASURE_WANTED: N_(
        "{code}: the answer to your wish to have your data erased: “{words}” You may "
        "turn to the Data Protection Inspectorate if you disagree."
    ),
    TaskKind.RESTRICTION_WANTED: N_(
        "{code}: the answer to your wish that your data is not used: “{words}” You may "
        "turn to the Data Protection Inspectorate if you disagree."
    ),
    TaskKind.CORRECTION_WANTED: N_(
        "{code}: the answer to what you said is wrong: “{words}” You may turn to the "
        "Data Protection Inspectorate if you disagree."
    ),
}


def _handed_out(message: SendMyData, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: this is everything kept about you and by you: one file to read, one "
        "for programs. If something is wrong, tell your case manager; it is "
        "corrected beside the original. What belongs to others is not in it."
    ).format(code=message.code)
    content = json.loads(message.content)
    readable = _readable(content, words).encode()
    wrong = Button(
        _("Something is wrong"), Run(command="correction", words=message.code)
    )
    return Text(
        body,
        (wrong,),
        (
            Attachment("mydata.txt", "text/plain; charset=utf-8", readable, body),
            Attachment(
                "mydata.json", "application/json", message.content.encode(), body
            ),
        ),
    )


def _readable(content: dict[str, Any], words: Words) -> str:
    parts = []
    for kind, title in TITLES.items():
        entries = [_line(each) for each in content.get(kind, ())]
        if entries:
            parts.append("\n".join((words.gettext(title), *entries)))
    return "\n\n".join(parts) + "\n"


def _line(entry: dict[str, Any]) -> str:
    values = [f"{name}: {_plain(value)}" for name, value in entry.items() if value]
    return "– " + "; ".join(values)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{n}: {_plain(v)}" for n, v in value.items() if v)
    if isinstance(value, list):
        return " | ".join(_plain(each) for each in value)
    return str(value)
