"""Words of the minutes as people read them: whole, and plainly for the family."""

from collections.abc import Iterator
from datetime import date

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.closing import close_button
from bot.wording.lists import listed
from bot.wording.names import name_of
from casework.agendas import Point
from casework.decisions import DecisionLine, DissentLine, Somebody
from casework.minutes_sent import Raised, SendMinutes
from casework.papers import CorrectionLine, Paper
from casework.roundtables import NEEDED
from handlers.roundtable_actions import Do, WithRoundtable


def minutes(message: SendMinutes, words: Words) -> Text:
    """Put the minutes into words for one reader."""
    lines = _plain(message, words) if message.plain else _whole(message, words)
    return Text("\n".join(lines), _buttons(message, words))


def _buttons(message: SendMinutes, words: Words) -> tuple[Button, ...]:
    _ = words.gettext
    found = []
    if message.open:
        found.append((Do.CORRECT, _("Something is wrong or missing")))
    if message.plain:
        found.append((Do.WHOLE, _("Show the whole minutes")))
    if message.managing:
        found.append((Do.DOCUMENT, _("As a document")))
        found.append((Do.STAR, _("Text for STAR")))
    buttons = tuple(
        Button(label, WithRoundtable(roundtable=message.roundtable, what=what))
        for what, label in found
    )
    if message.managing and message.paper.next_on is None:
        return (*buttons, close_button(message.code, words))
    return buttons


def _whole(message: SendMinutes, words: Words) -> Iterator[str]:
    _, seen = words.gettext, message.paper
    corrected = seen.version > 1
    text = (
        _("{code}: corrected minutes of the roundtable of {day}.")
        if corrected
        else _("{code}: minutes of the roundtable of {day}.")
    )
    yield text.format(code=message.code, day=day_of(seen, words))
    yield _(
        "Put together by the program from what was entered. Words between “ ” are "
        "people's own."
    )
    yield from _who_came(seen, words)
    if seen.points:
        yield ""
        yield _("Raised and talked about:")
        yield from (f"– {raised_point(each, words)}" for each in seen.points)
    yield from _decisions(seen, words)
    if seen.dissents:
        yield ""
        yield _("Taken together:")
        yield from (dissent(each, words) for each in seen.dissents)
    if seen.explanation:
        text = _("How it was explained to the child: “{text}”")
        yield text.format(text=seen.explanation)
    yield from _summary(seen, words)
    yield from (correction(each, words) for each in seen.corrections)
    yield from came_of_it(message.raised, words)
    yield ""
    yield following(seen.next_on, words)
    if message.managing:
        yield _("Roundtables held: {held} of {needed}.").format(
            held=message.held, needed=NEEDED
        )
    yield _standing(message, words)


def _plain(message: SendMinutes, words: Words) -> Iterator[str]:
    _, seen = words.gettext, message.paper
    text = (
        _("{code}: something was put right in what was agreed on {day}.")
        if seen.version > 1
        else _("{code}: we met on {day}. Here it is in a few words.")
    )
    yield text.format(code=message.code, day=day_of(seen, words))
    yield from _who_came(seen, words)
    if seen.decisions:
        yield ""
        yield _("This was agreed:")
    for number, line in enumerate(seen.decisions, start=1):
        text = (
            _("{number}. You do this: “{text}”. Until {day}.")
            if line.who.mine
            else _("{number}. {who} does this: “{text}”. Until {day}.")
        )
        yield text.format(
            number=number,
            who=who(line.who, words),
            text=line.text,
            day=words.day(line.due_on),
        )
        yield from _under(line, words)
    yield from (dissent(each, words) for each in seen.dissents)
    yield from came_of_it(message.raised, words)
    yield from _summary(seen, words)
    yield ""
    if seen.next_on is None:
        yield _("It was proposed to close the case. You will be asked first.")
    else:
        text = _("We meet again about {day}.")
        yield text.format(day=words.day(seen.next_on))
    yield _("Words between “ ” stand as people wrote them, in their language.")
    yield _standing(message, words)


def _standing(message: SendMinutes, words: Words) -> str:
    _, confirmed = words.gettext, message.paper.confirmed_at
    if confirmed is not None:
        day = words.day(words.local_day(confirmed))
        return _("Everyone has read this; it stands since {day}.").format(day=day)
    until = words.moment(message.objections_until)
    if not message.open:
        return _("The time to say what is wrong is over: {moment}.").format(
            moment=until
        )
    return _("Is something wrong or missing? Please say so until {moment}.").format(
        moment=until
    )


def _who_came(seen: Paper, words: Words) -> Iterator[str]:
    _ = words.gettext
    came = listed(who(each, words) for each in seen.came) or "–"
    yield _("Came: {names}.").format(names=came)
    if seen.absent:
        absent = listed(who(each, words) for each in seen.absent)
        yield _("Did not come: {names}.").format(names=absent)


def _decisions(seen: Paper, words: Words) -> Iterator[str]:
    _ = words.gettext
    if not seen.decisions:
        return
    writer = seen.written_by
    yield ""
    if writer is None:
        yield _("Decisions:")
    else:
        yield _("Decisions (written down by: {who}):").format(who=person(writer, words))
    for number, line in enumerate(seen.decisions, start=1):
        yield f"{number}. {decision(line, words)}"
        yield from _under(line, words)


def _under(line: DecisionLine, words: Words) -> Iterator[str]:
    if line.first:
        text = words.gettext("At first it read: “{text}”")
        yield f"   {text.format(text=line.first)}"
    yield from (f"   {dissent(each, words)}" for each in line.dissents)


def _summary(seen: Paper, words: Words) -> Iterator[str]:
    if seen.summary and seen.written_by is not None:
        text = words.gettext("Summary ({who}): “{text}”")
        yield text.format(who=person(seen.written_by, words), text=seen.summary)
    elif seen.summary:
        yield f"“{seen.summary}”"


def decision(line: DecisionLine, words: Words) -> str:
    """Return a decision with who does it and until when."""
    text = words.gettext("“{text}” – {who}, by {day}")
    return text.format(
        text=line.text, who=who(line.who, words), day=words.day(line.due_on)
    )


def dissent(line: DissentLine, words: Words) -> str:
    """Return who sees it differently, and how, as far as the reader may know."""
    _ = words.gettext
    if line.who.mine:
        return _("You see it differently: “{text}”").format(text=line.words)
    if line.who.role is None:
        text = _("The child sees it differently: “{text}”")
        return (
            text.format(text=line.words)
            if line.words
            else _("The child sees it differently.")
        )
    text = _("Sees it differently – {who}: “{text}”")
    return text.format(who=person(line.who, words), text=line.words)


def correction(line: CorrectionLine, words: Words) -> str:
    """Return what somebody found wrong, and where it stands now."""
    _ = words.gettext
    about = {
        "who": person(line.who, words),
        "day": words.day(words.local_day(line.at)),
        "text": line.text,
        "number": line.about,
    }
    if not line.taken:
        text = _("Beside the minutes ({who}, {day}): “{text}”")
    elif line.about is None:
        text = _("Added later ({who}, {day}): “{text}”")
    else:
        text = _("Decision {number} was corrected ({who}, {day}).")
    return text.format(**about)


def raised_point(point: Point, words: Words) -> str:
    """Return a point of the agenda with the role of who raised it."""
    if point.role is None:
        return f"“{point.text}”"
    role = name_of(f"role.{point.role}", words)
    return words.gettext("“{text}” ({role})").format(text=point.text, role=role)


def who(somebody: Somebody, words: Words) -> str:
    """Return who somebody is to the reader: "you", a name, or a role."""
    return words.gettext("you") if somebody.mine else person(somebody, words)


def person(somebody: Somebody, words: Words) -> str:
    """Return the name and the role of somebody, whoever reads it."""
    if somebody.role is None:
        return words.gettext("the child")
    role = name_of(f"role.{somebody.role}", words)
    return f"{somebody.name} ({role})" if somebody.name else role


def came_of_it(raised: tuple[Raised, ...], words: Words) -> Iterator[str]:
    """Give what came of the points the reader raised."""
    _ = words.gettext
    for each in raised:
        if each.discussed:
            text = _("You raised “{text}”: it was talked about.")
        else:
            text = _("You raised “{text}”: there was no time for it; it stays open.")
        yield text.format(text=each.text)


def following(next_on: date | None, words: Words) -> str:
    """Return when the next roundtable is, or that there shall be none."""
    if next_on is None:
        return words.gettext("It was proposed to close the case.")
    text = words.gettext("The next roundtable: about {day}.")
    return text.format(day=words.day(next_on))


def day_of(seen: Paper, words: Words) -> str:
    """Return the day of the roundtable."""
    return words.day(words.local_day(seen.held_at))
