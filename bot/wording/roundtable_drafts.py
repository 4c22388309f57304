"""Words of a roundtable's draft: one message that says everything and asks one thing."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.lists import listed, numbered
from bot.wording.marks import N_
from bot.wording.names import name_of
from bot.wording.opinions import missing_lines, write_buttons
from casework.draft_messages import (
    Doubt,
    Found,
    InTheWay,
    Messages,
    ShowDraft,
    TellDiscarded,
    WayOut,
)
from casework.easing import can_ease
from casework.roundtables import NEEDED
from handlers.roundtable_actions import (
    Do,
    Ease,
    LetOneStand,
    SeeDays,
    WithRoundtable,
)


def word(message: Messages, words: Words) -> Text:
    """Put a message about a draft into words."""
    match message:
        case ShowDraft():
            return _draft(message, words)
        case TellDiscarded():
            body = words.gettext("{code}: the draft is gone. Nobody was asked.")
            return Text(body.format(code=message.code))
        case _:
            assert_never(message)


def _draft(message: ShowDraft, words: Words) -> Text:
    parts = [
        words.gettext("A calendar has just changed; these are the times now.")
        if message.again
        else "",
        "\n".join(_plan(message, words)),
        "\n".join(_times(message.found, words)),
        "\n".join(
            (
                *(words.gettext(_DOUBTS[doubt]) for doubt in message.doubts),
                *missing_lines(message.missing, words),
            )
        ),
    ]
    buttons = (*_buttons(message, words), *_opinions(message, words))
    return Text("\n\n".join(part for part in parts if part), buttons)


def _plan(message: ShowDraft, words: Words) -> list[str]:
    _ = words.gettext
    lines = [
        _("{code}: roundtable, {purpose}. {held} of {needed} held so far.").format(
            code=message.code,
            purpose=name_of(f"purpose.{message.purpose}", words),
            held=message.held,
            needed=NEEDED,
        ),
        _("Length: {length}. When: {weeks}.").format(
            length=name_of(f"length.{message.minutes_long}", words),
            weeks=name_of(f"weeks.{message.weeks}", words),
        ),
        _("Place: {place}.").format(place=message.place or _("not said yet")),
    ]
    child = name_of(f"child_part.{message.child_part}", words)
    lines.append(_("The child: {part}.").format(part=child))
    who = (
        (N_("Required: {names}."), message.required),
        (N_("Optional: {names}."), message.optional),
        (N_("Not invited: {names}."), message.not_asked),
    )
    lines += [_(text).format(names=listed(names)) for text, names in who if names]
    lines += [
        _("One of {organisation} is enough: {names}.").format(
            organisation=group.organisation, names=listed(group.names)
        )
        for group in message.groups
        if group.enough
    ]
    return lines


def _times(found: Found, words: Words) -> list[str]:
    _ = words.gettext
    if found.times:
        times = numbered(words.moment(at) for at in found.times)
        lines = [_("As far as is known, these times suit everybody needed:"), *times]
    else:
        lines = [_("There is no time that fits everybody needed.")]
    lines += [_in_the_way(each, words) for each in found.in_the_way]
    lines += [_way_out(way, words) for way in found.ways_out]
    return lines


def _in_the_way(each: InTheWay, words: Words) -> str:
    text = words.gettext(_HINDRANCES[each.hindrance])
    return text.format(day=words.day(each.monday), names=listed(each.names))


def _way_out(way: WayOut, words: Words) -> str:
    text = words.gettext(_EASINGS[way.easing])
    times = "; ".join(words.moment(at) for at in way.times)
    return text.format(names=listed(way.names), times=times)


def _buttons(message: ShowDraft, words: Words) -> list[Button]:
    buttons = []
    for what, label in _CHANGES.items():
        if what is not Do.ASK or message.found.times:
            action = WithRoundtable(roundtable=message.roundtable, what=what)
            buttons.append(Button(words.gettext(label), action))
        if what is Do.ASK:
            see = SeeDays(roundtable=message.roundtable)
            buttons.append(Button(words.gettext("See the days"), see))
        if what is Do.PEOPLE:
            buttons += _groups(message, words)
    # Where there is no time, what could be done about it comes first.
    out = _ways_out(message, words)
    return [*buttons, *out] if message.found.times else [*out, *buttons]


def _ways_out(message: ShowDraft, words: Words) -> list[Button]:
    return [
        Button(
            words.gettext(_ONE_TAP[way.easing]).format(names=listed(way.names)),
            Ease(roundtable=message.roundtable, easing=way.easing, members=way.members),
        )
        for way in message.found.ways_out
        if can_ease(message.weeks, way.easing)
    ]


def _groups(message: ShowDraft, words: Words) -> list[Button]:
    one = words.gettext("One of {organisation} is enough")
    all_ = words.gettext("All of {organisation} must come")
    return [
        Button(
            (all_ if group.enough else one).format(organisation=group.organisation),
            LetOneStand(
                roundtable=message.roundtable,
                organisation=group.organisation,
                enough=not group.enough,
            ),
        )
        for group in message.groups
    ]


def _opinions(message: ShowDraft, words: Words) -> tuple[Button, ...]:
    return write_buttons(message.missing, message.case, None, words)


_CHANGES: dict[Do, str] = {
    Do.ASK: N_("Ask everyone about these times"),
    Do.PEOPLE: N_("Change who comes"),
    Do.PURPOSE: N_("Change the purpose"),
    Do.WEEKS: N_("Look in other weeks"),
    Do.LENGTH: N_("Change the length"),
    Do.PLACE: N_("Place or online link"),
    Do.CHILD: N_("How the child takes part"),
    Do.OWN_TIME: N_("Add a time of my own"),
    Do.DISCARD: N_("Discard"),
}
_DOUBTS: dict[Doubt, str] = {
    Doubt.NO_PARENT: N_("Mind: no parent is invited."),
    Doubt.ONE_PARENT_ALONE: N_(
        "Mind: one parent would sit alone among officials. They may bring somebody "
        "they trust."
    ),
    Doubt.NOBODY_REQUIRED: N_("Mind: nobody is marked as required."),
}
_ONE_TAP: dict[str, str] = {
    "shorter": N_("Make it half an hour shorter"),
    "outside_hours": N_("Also outside working hours"),
    "without_optional": N_("Leave out {names}"),
    "written_opinion": N_("Written opinion of {names}"),
    "three_quarters": N_("Without {names}"),
    "half": N_("Without {names}"),
    "later": N_("Look in later weeks"),
}
_HINDRANCES: dict[str, str] = {
    "closed": N_("Week of {day}: only public holidays."),
    "hours": N_("Week of {day}: outside the hours of {names}."),
    "shut": N_("Week of {day}: the organisation is closed – {names}."),
    "break": N_("Week of {day}: school break – {names}."),
    "away": N_("Week of {day}: away – {names}."),
    "busy": N_("Week of {day}: cannot – {names}."),
    "together": N_("Week of {day}: never all at once – {names}."),
}
_EASINGS: dict[str, str] = {
    "without_optional": N_("Optional, and free at none of these times: {names}."),
    "shorter": N_("It would work if it were shorter: {times}."),
    "outside_hours": N_("It would work outside working hours: {times}."),
    "one_of_organisation": N_(
        "It would work if one of each organisation is enough ({names}): {times}."
    ),
    "written_opinion": N_("It would work with a written opinion of {names}: {times}."),
    "split": N_("It would work as two meetings, {names} at the second: {times}."),
    "three_quarters": N_("Three quarters could come, without {names}: {times}."),
    "half": N_("Half could come, without {names}: {times}."),
    "later": N_("Or look in later weeks."),
}
