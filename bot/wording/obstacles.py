"""Words about what stands in the way."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.names import name_of
from casework.obstacles import ConfirmResolved, ListObstacles, Messages, Standing
from handlers.check_in_actions import AcknowledgeObstacle, ResolveObstacle


def word(message: Messages, words: Words) -> Text:
    """Put a message about obstacles into words."""
    match message:
        case ListObstacles():
            return _list(message, words)
        case ConfirmResolved():
            body = words.gettext("{code}: resolved, with your reason: “{text}”")
            return Text(body.format(code=message.code, text=message.text))
        case _:
            assert_never(message)


def _list(message: ListObstacles, words: Words) -> Text:
    if not message.standing:
        none = words.gettext("{code}: nothing stands in the way that we know of.")
        return Text(none.format(code=message.code))
    head = words.gettext("{code}: what stands in the way, the oldest first.")
    lines = [head.format(code=message.code)]
    buttons: list[Button] = []
    for number, standing in enumerate(message.standing, 1):
        lines.append(f"{number}. {_line(standing, words)}")
        buttons += _buttons(number, standing, words)
    return Text("\n\n".join(lines), tuple(buttons))


def _line(standing: Standing, words: Words) -> str:
    _ = words.gettext
    since = words.ngettext("for {days} day", "for {days} days", standing.days)
    parts = [
        _("“{text}” – {name} ({role}), {since}").format(
            text=standing.text,
            name=standing.name,
            role=name_of(f"role.{standing.role}", words),
            since=since.format(days=standing.days)
            if standing.days
            else _("since today"),
        )
    ]
    if standing.acknowledged:
        parts.append(_("You have seen it."))
    if standing.said_gone:
        parts.append(_("Who named it says it is gone."))
    return " ".join(parts)


def _buttons(number: int, standing: Standing, words: Words) -> list[Button]:
    resolve = ResolveObstacle(obstacle=standing.obstacle)
    label = words.gettext("{number}: resolved …").format(number=number)
    buttons = [Button(label, resolve)]
    if not standing.acknowledged:
        seen = words.gettext("{number}: seen").format(number=number)
        acknowledge = AcknowledgeObstacle(obstacle=standing.obstacle)
        buttons.insert(0, Button(seen, acknowledge))
    return buttons
