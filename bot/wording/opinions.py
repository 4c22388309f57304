"""Words about the opinions of the child and the parent."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from casework.ids import CaseId, RoundtableId
from casework.opinions import AskOpinionFirst, ConfirmOpinion, Messages, Whose
from handlers.roundtable_actions import Do, WithRoundtable, WriteOpinion


def word(message: Messages, words: Words) -> Text:
    """Put a message about an opinion into words."""
    match message:
        case ConfirmOpinion():
            return _confirmation(message, words)
        case AskOpinionFirst():
            return _gate(message, words)
        case _:
            assert_never(message)


def missing_lines(missing: tuple[Whose, ...], words: Words) -> list[str]:
    """Return a line for each opinion that is not known yet."""
    return [words.gettext(_MISSING[whose]) for whose in missing]


def write_buttons(
    missing: tuple[Whose, ...],
    case: CaseId | None,
    roundtable: RoundtableId | None,
    words: Words,
) -> tuple[Button, ...]:
    """Return a button for each opinion that is to be written down."""
    if case is None:
        return ()
    return tuple(
        Button(
            words.gettext(_WRITE[whose]),
            WriteOpinion(case=case, whose=whose, roundtable=roundtable),
        )
        for whose in missing
    )


def _confirmation(message: ConfirmOpinion, words: Words) -> Text:
    _ = words.gettext
    if message.asked:
        kept = _("Thank you. The opinion is kept as it was said.")
    else:
        kept = _("Noted: why nobody was asked is kept with the case.")
    lines = [kept, *missing_lines(message.missing, words)]
    buttons = write_buttons(message.missing, message.case, message.roundtable, words)
    if message.roundtable is not None and not message.missing:
        back = WithRoundtable(roundtable=message.roundtable, what=Do.SEE_POLL)
        buttons = (Button(_("Back to the times"), back),)
    return Text("\n".join(lines), buttons)


def _gate(message: AskOpinionFirst, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _(
            "Before the roundtable is convened, the child's and the parent's opinion "
            "must be known, or why they were not asked."
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
