"""Words about what a court keeps from somebody, for who leads the case."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.limit_names import KINDS
from casework.court_limits import (
    AskEndLimit,
    LimitLine,
    Messages,
    ShowLimits,
    TellLimitDecided,
)
from handlers.actions import Run
from handlers.limit_actions import AgreeToEnd, EndLimit


def word(message: Messages, words: Words) -> Text:
    """Put a message about a limit into words."""
    _ = words.gettext
    match message:
        case ShowLimits():
            return _limits(message, words)
        case AskEndLimit():
            return _ask(message, words)
        case TellLimitDecided():
            body = _("{code}: the limit by decision “{decision}” still holds.")
            if message.ended:
                body = _("{code}: the limit by decision “{decision}” has ended.")
            return Text(body.format(code=message.code, decision=message.decision))
        case _:
            assert_never(message)


def _limits(message: ShowLimits, words: Words) -> Text:
    _ = words.gettext
    head = _("{code}: no court keeps anything from anybody here, as far as is entered.")
    if message.lines:
        head = _(
            "{code}: what courts keep from people here. Only who leads the case is shown this."
        )
    lines = [f"• {_line(each, words)}" for each in message.lines]
    body = "\n".join((head.format(code=message.code), *lines))
    ends = [
        Button(
            _("End: {name}").format(name=each.name),
            EndLimit(member=each.member, limit=each.limit),
        )
        for each in message.lines
    ]
    new = Run(command="limits", words=f"{message.code} new")
    return Text(body, (*ends, Button(_("Enter a court's limit"), new)))


def _line(line: LimitLine, words: Words) -> str:
    _ = words.gettext
    what = ", ".join(words.pgettext("limited", KINDS[kind]) for kind in line.what)
    told = _("{name}: not {what}; decision “{decision}”").format(
        name=line.name, what=what, decision=line.decision
    )
    if line.until:
        told = _("{limit}, until {day}").format(limit=told, day=words.day(line.until))
    if line.asked:
        told = _("{limit}. {name} is asked to agree to its end.").format(
            limit=told, name=line.asked
        )
    return told


def _ask(message: AskEndLimit, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: {who} would like the limit set by the court's decision “{decision}” to "
        "end. Say yes only if you have seen the newer decision yourself. Until you do, "
        "it holds."
    ).format(code=message.code, who=message.who, decision=message.decision)
    member, limit = message.member, message.limit
    return Text(
        body,
        (
            Button(
                _("Yes, I have seen it"),
                AgreeToEnd(member=member, limit=limit, ends=True),
            ),
            Button(
                _("No, it holds"), AgreeToEnd(member=member, limit=limit, ends=False)
            ),
        ),
    )
