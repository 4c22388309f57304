"""Words about the opinions of the child and the parent."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from casework.ids import CaseId, RoundtableId
from casework.opinions import AskOpinionFirst, ConfirmOpinion, Messages, Wanted, Whose
from handlers.roundtable_actions import WriteOpinion


def word(message: Messages, words: Words) -> Text:
    """Put a message about an opinion into words."""
    match message:
        case ConfirmOpinion():
            return _confirmation(message, words)
        case AskOpinionFirst():
            return _gate(message, words)
        case _:
            assert_never(message)


def missing_lines(missing: tuple[Wanted, ...], words: Words) -> list[str]:
    """Return a line for each opinion that is not known yet."""
    return [_missing(wanted, words) for wanted in missing]


def _missing(wanted: Wanted, words: Words) -> str:
    if not wanted.name:
        return words.gettext(_MISSING[wanted.whose])
    text = words.gettext("The parent's opinion is not written down yet: {name}.")
    return text.format(name=wanted.name)


def write_buttons(
    missing: tuple[Wanted, ...],
    case: CaseId | None,
    roundtable: RoundtableId | None,
    words: Words,
) -> tuple[Button, ...]:
    """Return a button for each opinion that is to be written down."""
    if case is None:
        return ()
    return tuple(
        Button(
            _write(wanted, words),
            WriteOpinion(
                case=case, whose=wanted.whose, of=wanted.of, roundtable=roundtable
            ),
        )
        for wanted in missing
    )


def _write(wanted: Wanted, words: Words) -> str:
    if not wanted.name:
        return words.gettext(_WRITE[wanted.whose])
    return words.gettext("Write down: {name}").format(name=wanted.name)


def _confirmation(message: ConfirmOpinion, words: Words) -> Text:
    _ = words.gettext
    if message.asked:
        kept = _("Thank you. The opinion is kept as it was said.")
    else:
        kept = _("Noted: why nobody was asked is kept with the case.")
    if message.roundtable is not None:
        # The times follow at once, with what is still missing.
        return Text(kept)
    lines = [kept, *missing_lines(message.missing, words)]
    buttons = write_buttons(message.missing, message.case, None, words)
    return Text("\n".join(lines), buttons)


def _gate(message: AskOpinionFirst, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _(
            "Before the roundtable, the child's and each parent's opinion must be "
            "known, or why they were not asked."
        ),
        *missing_lines(message.missing, words),
    ]
    buttons = write_buttons(message.missing, message.case, message.roundtable, words)
    return Text("\n".join(lines), buttons)


_MISSING: dict[Whose, str] = {
    Whose.CHILD: N_("The child's opinion is not written down yet."),
    Whose.PARENT: N_("The parent's opinion is not written down yet."),
    Whose.OTHER: N_("The opinion is not written down yet."),
}
_WRITE: dict[Whose, str] = {
    Whose.CHILD: N_("Write down the child's opinion"),
    Whose.PARENT: N_("Write down the parent's opinion"),
    Whose.OTHER: N_("Write down an opinion"),
}
