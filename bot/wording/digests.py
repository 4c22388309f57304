"""Words of the Monday digest: short, those cases first where something waits."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.statements import Teller
from casework.digests import (
    Messages,
    RemindUnread,
    ShowDigest,
    TellDeputyUnread,
    asks_for_decision,
)
from casework.statements import Kind, Summary
from handlers.actions import Run

_BUTTONS = 6


def word(message: Messages, words: Words) -> Text:
    """Put a digest, or a word about an unread one, into words."""
    _ = words.gettext
    match message:
        case ShowDigest():
            return _digest(message, words)
        case RemindUnread():
            body = _(
                "The digest of {day} is still unread. People wrote for it; have a look?"
            ).format(day=words.day(words.local_day(message.delivered_at)))
            return Text(body, (Button(_("All cases"), Run(command="status")),))
        case TellDeputyUnread():
            body = _(
                "{name} has not read the digest of {day}. You stand in for them in "
                "{code}: please have a look."
            ).format(
                name=message.name,
                day=words.day(words.local_day(message.delivered_at)),
                code=message.code,
            )
            run = Run(command="status", words=message.code)
            return Text(body, (Button(message.code, run),))
        case _:
            assert_never(message)


def _digest(message: ShowDigest, words: Words) -> Text:
    _ = words.gettext
    head = words.ngettext(
        "The week in your {count} case, since {day}.",
        "The week in your {count} cases, since {day}.",
        message.cases,
    )
    if message.cases == 1:
        head = _("The week in your case, since {day}.")
    since = words.brief_day(words.local_day(message.since))
    head = head.format(count=message.cases, day=since)
    asked = words.ngettext(
        "{count} thing waits for your decision (→).",
        "{count} things wait for your decision (→).",
        message.decisions,
    ).format(count=message.decisions)
    asked = asked if message.decisions else _("Nothing waits for your decision.")
    teller = Teller(words, message.to)
    blocks = [f"{head}\n{asked}", *(_case(part, teller) for part in message.parts)]
    if message.more:
        blocks.append(_("…and {count} more: /status").format(count=message.more))
    buttons = [
        Button(part.code, Run(command="summary", words=part.code))
        for part in message.parts[:_BUTTONS]
    ]
    buttons.append(Button(_("All cases"), Run(command="status")))
    return Text("\n\n".join(blocks), tuple(buttons))


def _case(part: Summary, teller: Teller) -> str:
    _ = teller.words.gettext
    others = [each for each in part.statements if each.kind is not Kind.LACK]
    lines = [f"→ {teller.line(each)}" for each in others if asks_for_decision(each)]
    lacks = [teller.line(lack) for lack in part.of(Kind.LACK)]
    if lacks:
        lines.append("→ " + _("Missing: {what}").format(what="; ".join(lacks)))
    lines += [
        f"• {teller.line(each)}" for each in others if not asks_for_decision(each)
    ]
    if part.left_out:
        more = _("…and {count} more: /summary {code}")
        lines.append(more.format(count=part.left_out, code=part.code))
    return "\n".join((part.code, *(lines or [_("Nothing new, nothing missing.")])))
