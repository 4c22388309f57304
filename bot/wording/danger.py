"""Words about danger: whom to call, and that this is no emergency channel."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.names import name_of
from casework.danger import AlertDanger, Messages, ShowEmergencyNumbers
from handlers.actions import AnswerTask, Run


def word(message: Messages, words: Words) -> Text:
    """Put a message about danger into words."""
    _ = words.gettext
    match message:
        case ShowEmergencyNumbers():
            return Text(_numbers(message, words))
        case AlertDanger():
            return _alert(message, words)
        case _:
            assert_never(message)


def _alert(message: AlertDanger, words: Words) -> Text:
    _ = words.gettext
    text = (
        _("{code}: {name} ({role}) speaks of danger. Please call now: {phone}")
        if message.phone
        else _(
            "{code}: {name} ({role}) speaks of danger. Please get in touch now. No "
            "phone number is written down here."
        )
    )
    role = name_of(f"role.{message.role}", words)
    lines = [
        text.format(
            code=message.code, name=message.name, role=role, phone=message.phone
        )
    ]
    if message.words:
        lines.append(_("“{words}”").format(words=message.words))
    if message.by_words:
        lines.append(_("A word in the text made this alert appear. Judge it yourself."))
    return Text("\n".join(lines), () if message.phone else _other_ways(message, words))


def _other_ways(message: AlertDanger, words: Words) -> tuple[Button, ...]:
    """Without a phone number: write here, or find somebody who has the number."""
    _ = words.gettext
    network = Button(_("Who else is there"), Run(command="network", words=message.code))
    if message.task is None:
        return (network,)
    return Button(_("Write to them here"), AnswerTask(task=message.task)), network


def _numbers(message: ShowEmergencyNumbers, words: Words) -> str:
    _ = words.gettext
    lines = [
        _("{code}: if somebody is in danger now, call 112 at once.").format(
            code=message.code
        ),
        _(
            "About a child in need you can call 116 111 at any hour, free of charge. "
            "Nobody watches this chat at night: do not wait for an answer here."
        ),
        _("Your case manager gets a message about it. Your words are kept.")
        if message.by_words
        else _(
            "Your case manager gets a message about it. If you can, write here what "
            "is happening."
        ),
    ]
    return "\n\n".join(lines)
