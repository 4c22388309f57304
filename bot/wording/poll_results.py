"""Words of a poll's result: one time recommended, the others a tap away."""

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.lists import listed
from bot.wording.marks import N_
from bot.wording.opinions import missing_lines, write_buttons
from casework.ballots import Counts
from casework.ids import RoundtableId
from casework.polls import Cause, Choice, RecommendTime, ShowOtherTimes, parted
from handlers.roundtable_actions import Convene, Do, WithRoundtable


def recommendation(message: RecommendTime, words: Words) -> Text:
    """Put what the case manager is to decide into words: the best time comes first."""
    _ = words.gettext
    best, rest = parted(message.choices)
    lines = [_(_CAUSES[message.cause]).format(code=message.code)]
    lines += _best(best, rest, words)
    if best and rest:
        lines.append(_("Other times:"))
    lines += [_ranked(choice, words) for choice in rest]
    if message.silent:
        silent = _("Not answered yet: {names}.").format(names=listed(message.silent))
        lines.append(silent)
    if message.missing:
        lines.append(_("Before it can be convened:"))
        lines += missing_lines(message.missing, words)
    return Text("\n".join(lines), _buttons(message, words))


def others(message: ShowOtherTimes, words: Words) -> Text:
    """Put the times that are not recommended into words, each with a button."""
    _ = words.gettext
    lines = [_("{code}: the other times.").format(code=message.code)]
    lines += [_ranked(choice, words) for choice in message.choices]
    number = message.roundtable
    buttons = [_convene(number, choice, words) for choice in message.choices]
    back = WithRoundtable(roundtable=number, what=Do.SEE_POLL)
    return Text("\n".join(lines), (*buttons, Button(_("Back"), back)))


def counted(counts: Counts, words: Words) -> list[str]:
    """Return how many said what to a time, once anybody has."""
    if not (counts.yes or counts.if_needed or counts.no):
        return []
    text = words.gettext("So far: yes {yes}, if need be {if_needed}, no {no}.")
    return [text.format(yes=counts.yes, if_needed=counts.if_needed, no=counts.no)]


def _best(best: Choice | None, rest: tuple[Choice, ...], words: Words) -> list[str]:
    _ = words.gettext
    if best:
        text = _("I recommend {moment}: nobody who is required is against it.")
        return [text.format(moment=words.moment(best.at)), *counted(best.counts, words)]
    if not rest:
        return [_("All the times are over. Please propose new ones.")]
    return [
        _(
            "At every time somebody who is required cannot come. Look for other times, "
            "or hold it without somebody and ask for what they think in writing."
        )
    ]


def _ranked(choice: Choice, words: Words) -> str:
    """Return one time, and only what makes it worse than the best."""
    moment = words.moment(choice.at)
    if choice.why not in _REASONS:
        return f"– {moment}"
    why = words.gettext(_REASONS[choice.why])
    return f"– {moment}: {why.format(names=listed(choice.names))}"


def _buttons(message: RecommendTime, words: Words) -> tuple[Button, ...]:
    """Return the buttons; what is missing is written down before convening."""
    _ = words.gettext
    number = message.roundtable
    best, rest = parted(message.choices)
    if message.missing:
        buttons = list(write_buttons(message.missing, message.case, number, words))
        rest = ()
    else:
        buttons = [_convene(number, best, words)] if best else []
    labels = [] if best else [(Do.NEW_TIMES, _("Look for other times"))]
    if rest:
        held = _("Other times") if best else _("Hold it without somebody")
        labels.append((Do.OTHER_TIMES, held))
    labels += [
        # Answers change until the deadline: what stands above may be of before.
        (Do.SEE_POLL, _("Show the answers so far")),
        (Do.SEAT, _("Ask somebody else too")),
        (Do.CANCEL, _("Call it off")),
    ]
    buttons += [
        Button(label, WithRoundtable(roundtable=number, what=what))
        for what, label in labels
    ]
    return tuple(buttons)


def _convene(roundtable: RoundtableId, choice: Choice, words: Words) -> Button:
    label = words.gettext("Convene: {moment}").format(moment=words.moment(choice.at))
    return Button(label, Convene(roundtable=roundtable, starts_at=choice.at))


_CAUSES: dict[Cause, str] = {
    Cause.COMPLETE: N_("{code}: everyone has answered about the roundtable."),
    Cause.CLOSED: N_("{code}: the time to answer about the roundtable is over."),
    Cause.ASKED: N_("{code}: the answers about the roundtable so far."),
}
_REASONS: dict[str, str] = {
    "required_says_no": N_("cannot come, though required: {names}."),
    "family_prefers_other": N_("suits the family less well: {names}."),
    "required_unknown": N_("required and not answered: {names}."),
    "unknown": N_("not answered: {names}."),
    "fewer_can_come": N_("fewer can come; not: {names}."),
    "fewer_like_it": N_("only if need be: {names}."),
    "outside_hours": N_("outside the hours of {names}."),
}
