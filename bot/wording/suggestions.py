"""Words around a suggested time: who would like it, and what comes of it."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.names import name_of
from casework.suggestion_messages import (
    ConfirmSuggested,
    ConfirmSuggestionDeclined,
    Messages,
    TellSuggested,
    TellSuggestionDeclined,
    TellSuggestionTaken,
)
from handlers.roundtable_actions import DecideSuggestion, Do, WithRoundtable


def word(message: Messages, words: Words) -> Text:
    """Put a message about a suggested time into words."""
    _ = words.gettext
    moment = words.moment(message.starts_at)
    match message:
        case TellSuggested():
            return _suggested(message, words)
        case ConfirmSuggested():
            text = _(
                "{code}: thank you. I have told the case manager that {moment} would "
                "suit you. You hear from me what comes of it."
            )
            return Text(text.format(code=message.code, moment=moment))
        case TellSuggestionTaken():
            return _taken(message, words)
        case TellSuggestionDeclined():
            return Text(_declined(message, words))
        case ConfirmSuggestionDeclined():
            text = _("{code}: it stays as it is. I have told {name}.")
            return Text(text.format(code=message.code, name=message.name))
        case _:
            assert_never(message)


def _suggested(message: TellSuggested, words: Words) -> Text:
    _ = words.gettext
    text = _("{code}: {name} ({role}) suggests another time: {moment}.")
    lines = [
        text.format(
            code=message.code,
            name=message.name,
            role=name_of(f"role.{message.role}", words),
            moment=words.moment(message.starts_at),
        )
    ]
    if message.words:
        lines.append(f"“{message.words}”")
    if message.fixed_at is None:
        labels = (
            (True, _("Ask everyone about this time too")),
            (False, _("No, leave it at the others")),
        )
    else:
        fixed = _("The roundtable is fixed for {moment}.")
        lines.append(fixed.format(moment=words.moment(message.fixed_at)))
        labels = (
            (True, _("Move it to the suggested time")),
            (False, _("No, keep the time")),
        )
    buttons = (
        Button(
            label,
            DecideSuggestion(
                roundtable=message.roundtable,
                by=message.by,
                starts_at=message.starts_at,
                take=take,
            ),
        )
        for take, label in labels
    )
    return Text("\n".join(lines), tuple(buttons))


def _taken(message: TellSuggestionTaken, words: Words) -> Text:
    _ = words.gettext
    text = _("{code}: everyone is asked about {moment} too, until {deadline}.")
    body = text.format(
        code=message.code,
        moment=words.moment(message.starts_at),
        deadline=words.moment(message.closes_at),
    )
    see = WithRoundtable(roundtable=message.roundtable, what=Do.SEE_POLL)
    return Text(body, (Button(_("Show the answers so far"), see),))


def _declined(message: TellSuggestionDeclined, words: Words) -> str:
    _ = words.gettext
    if message.fixed_at is None:
        text = _(
            "{code}: {moment} cannot be offered to everyone this time. Perhaps one of "
            "the other times can still suit you?"
        )
        return text.format(code=message.code, moment=words.moment(message.starts_at))
    text = _(
        "{code}: the roundtable cannot be moved to {moment}. It stays on {fixed}. What "
        "you would have said there can be read out."
    )
    return text.format(
        code=message.code,
        moment=words.moment(message.starts_at),
        fixed=words.moment(message.fixed_at),
    )
