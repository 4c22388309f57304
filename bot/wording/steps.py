"""Words of next steps and of what became of somebody's words."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.names import name_of
from casework import reading, steps
from casework.reading import TellWordsRead
from casework.steps import (
    ConfirmNudge,
    ConfirmRelease,
    Nudge,
    PostSummaryReady,
    TellSummaryReady,
)
from handlers.actions import Run


def word(message: steps.Messages | reading.Messages, words: Words) -> Text:
    """Put a next step into words."""
    _ = words.gettext
    match message:
        case Nudge():
            return _nudge(message, words)
        case ConfirmNudge():
            body = _("{name} ({role}) will be reminded at the next good time.").format(
                name=message.name, role=name_of(f"role.{message.role}", words)
            )
        case TellSummaryReady():
            return _ready(message, words)
        case ConfirmRelease():
            body = words.ngettext(
                "{code}: {count} member is told of the summary. Each reads what is "
                "meant for them.",
                "{code}: {count} members are told of the summary. Each reads what is "
                "meant for them.",
                message.members,
            ).format(code=message.code, count=message.members)
        case PostSummaryReady():
            body = _(
                "{code}: a summary is ready. Everyone finds it in their own chat."
            ).format(code=message.code)
        case TellWordsRead():
            body = _read(message, words)
        case _:
            assert_never(message)
    return Text(body)


def _nudge(message: Nudge, words: Words) -> Text:
    body = words.gettext(
        "{code}: your case manager would be glad of a word from you. One tap is "
        "enough, and “nothing new” is an answer too."
    ).format(code=message.code)
    run = Run(command="checkin", words=message.code)
    return Text(body, (Button(words.gettext("Answer now"), run),))


def _ready(message: TellSummaryReady, words: Words) -> Text:
    body = words.gettext("{code}: your case manager has a summary for you.")
    run = Run(command="summary", words=message.code)
    return Text(
        body.format(code=message.code), (Button(words.gettext("Read it"), run),)
    )


def _read(message: TellWordsRead, words: Words) -> str:
    if not message.reader:
        return _read_by_role(message, words)
    opened = words.gettext(
        "{code}: {name} ({role}) has read your words of {day}. Thank you for them."
    )
    arrived = words.gettext(
        "{code}: your words of {day} have reached {name} ({role}). Thank you for them."
    )
    return (opened if message.opened else arrived).format(
        code=message.code,
        name=message.reader,
        role=name_of(f"role.{message.reader_role}", words),
        day=words.brief_day(words.local_day(message.written_at)),
    )


def _read_by_role(message: TellWordsRead, words: Words) -> str:
    opened = words.gettext(
        "{code}: your words of {day} have been read by the {role}. Thank you for them."
    )
    arrived = words.gettext(
        "{code}: your words of {day} have reached the {role}. Thank you for them."
    )
    return (opened if message.opened else arrived).format(
        code=message.code,
        role=name_of(f"role.{message.reader_role}", words),
        day=words.brief_day(words.local_day(message.written_at)),
    )
