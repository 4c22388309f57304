"""Words of what people want to raise, and of the agenda built from it."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import attainment
from bot.wording.marks import N_
from bot.wording.meetings import coming_buttons, when_and_where
from bot.wording.names import name_of
from bot.wording.statements import TERMS, Teller
from casework.agenda_items import AgendaKind
from casework.agendas import Messages as AgendaMessages
from casework.agendas import Point, RemindAhead, SendAgenda
from casework.attainment import AskRating
from casework.contributions import (
    AskWhatToRaise,
    ConfirmRaised,
    TellRaised,
    ThankForNothingToRaise,
)
from casework.contributions import Messages as ContributionMessages
from casework.disclosure import Audience
from casework.roles import FAMILY
from casework.sightings import Sighting
from casework.statements import Statement
from handlers.roundtable_actions import Do, WithRoundtable


def word(
    message: ContributionMessages | AgendaMessages | AskRating, words: Words
) -> Text:
    """Put a message before a roundtable into words."""
    _ = words.gettext
    match message:
        case AskWhatToRaise():
            return _question(message, words)
        case ConfirmRaised():
            return _raised(message, words)
        case ThankForNothingToRaise():
            text = _("Thank you. See you on {moment}.")
            return Text(text.format(moment=words.moment(message.starts_at)))
        case TellRaised():
            text = _("{code}: {name} ({role}) also wants to raise: “{text}”")
            role = name_of(f"role.{message.role}", words)
            return Text(
                text.format(
                    code=message.code, name=message.name, role=role, text=message.text
                )
            )
        case SendAgenda():
            return _agenda(message, words)
        case AskRating():
            return attainment.word(message, words)
        case RemindAhead():
            text = _("{code}: a reminder of the roundtable. {when}")
            when = when_and_where(message.entry, words)
            body = text.format(code=message.entry.code, when=when)
            return Text(body, _coming(message, words))
        case _:
            assert_never(message)


def _question(message: AskWhatToRaise, words: Words) -> Text:
    _ = words.gettext
    first = _("{code}: the roundtable is on {moment}.").format(
        code=message.code, moment=words.moment(message.starts_at)
    )
    if message.declined:
        asked = _(
            "You cannot come, but your view counts. What would you say there? It can "
            "be read out."
        )
    elif message.family:
        asked = _(
            "You are asked first: what shall be talked about there? What goes well, "
            "what is hard, what do you wish for? Your words stand first on the agenda."
        )
    else:
        asked = _("What do you want to raise there? A sentence is enough.")
    write = WithRoundtable(roundtable=message.roundtable, what=Do.RAISE)
    nothing = WithRoundtable(roundtable=message.roundtable, what=Do.NOTHING_TO_RAISE)
    buttons = [
        Button(_("Write it"), write),
        Button(_("I have nothing to add"), nothing),
    ]
    if message.rates:
        rate = WithRoundtable(roundtable=message.roundtable, what=Do.RATE)
        buttons.append(Button(_("Say how near the goals are"), rate))
    return Text(f"{first} {asked}", tuple(buttons))


def _raised(message: ConfirmRaised, words: Words) -> Text:
    _ = words.gettext
    readers = {
        Audience.FAMILY: _("Everyone at the table reads it with the agenda."),
        Audience.NETWORK: _("The officials at the table read it with the agenda."),
        Audience.MANAGER: _("Only the case manager reads it."),
    }[message.audience]
    text = _("Thank you, it will be talked about on {moment}.")
    again = WithRoundtable(roundtable=message.roundtable, what=Do.RAISE)
    body = text.format(moment=words.moment(message.starts_at))
    return Text(f"{body} {readers}", (Button(_("Add something else"), again),))


def _agenda(message: SendAgenda, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _("{code}: agenda of the roundtable. {when}").format(
            code=message.entry.code, when=when_and_where(message.entry, words)
        )
    ]
    for number, (title, below) in enumerate(_sections(message, words), start=1):
        lines += [f"{number}. {title}", *below]
    lines += attainment.figures(message.scores, words)
    return Text("\n".join(lines), _coming(message, words))


def _sections(message: SendAgenda, words: Words) -> Iterator[tuple[str, list[str]]]:
    """Give the points in the order of the default agenda (casework.md H)."""
    _ = words.gettext
    aim = _("Aim: {purpose}. What is said stays at the table.")
    yield aim.format(purpose=name_of(f"purpose.{message.purpose}", words)), []
    raised = [p for p in message.points if p.kind is AgendaKind.RAISED]
    part = name_of(f"child_part.{message.child_part}", words)
    first = _raised_lines((p for p in raised if p.role in FAMILY), words)
    first.insert(0, "   – " + _("The child: {part}.").format(part=part))
    yield _("The child's and the family's words first"), first
    others = _raised_lines((p for p in raised if p.role not in FAMILY), words)
    goals = [line for point in message.points for line in _goal(message, point, words)]
    hindering = (p for p in message.points if p.kind is AgendaKind.OBSTACLE)
    in_the_way = _raised_lines(hindering, words)
    in_the_way += [f"   – {_gap(gap, words)}" for gap in message.gaps]
    for title, below in (
        (_("What the others want to raise"), others),
        (_("Since last time: what is done, what is not?"), _since(message, words)),
        (_("Each goal: where are we, what helps?"), goals),
        (_("What stands in the way"), in_the_way),
    ):
        if below:
            yield title, below
    yield _("Decisions, each with one responsible person and a date"), []
    yield _("The family's turn: what was unclear?"), []
    yield _("The next date"), []


def _raised_lines(points: Iterable[Point], words: Words) -> list[str]:
    return [f"   – {_point(point, words)}" for point in points]


def _goal(message: SendAgenda, point: Point, words: Words) -> list[str]:
    if point.kind is not AgendaKind.GOAL:
        return []
    seen = (f"      · {each}" for each in _seen(message, point, words))
    return [f"   – {_point(point, words)}", *seen]


def _since(message: SendAgenda, words: Words) -> list[str]:
    """Return what became of what was agreed, each with who is to do it."""
    teller = Teller(words, message.to)
    return [f"   – {teller.outcome(each)}" for each in message.since]


def _point(point: Point, words: Words) -> str:
    if point.mine and point.kind is AgendaKind.RAISED:
        return words.gettext("“{text}” (you)").format(text=point.text)
    if point.role is None:
        return point.text
    text = words.gettext(_QUOTE)
    return text.format(text=point.text, role=name_of(f"role.{point.role}", words))


def _seen(message: SendAgenda, point: Point, words: Words) -> list[str]:
    """Return how each observer saw a goal go and how near: who, when, in what words."""
    if point.goal is None:
        return []
    going = [_sighting(s, words) for s in message.sightings if s.goal == point.goal]
    near = attainment.seen(message.ratings, point.goal, words, leads=message.leads)
    return [*near, *going]


def _sighting(each: Sighting, words: Words) -> str:
    ratings = ", ".join(
        f"{words.pgettext('direction', TERMS[word])} "
        f"({words.brief_day(words.local_day(at))})"
        for at, word in each.ratings
    )
    role = name_of(f"role.{each.role}", words) if each.role else ""
    quote = words.gettext("“{words}”").format(words=each.text)
    said = f" – {quote}" if each.text else ""
    return f"{role}: {ratings}{said}" if role else f"{ratings}{said}"


def _gap(gap: Statement, words: Words) -> str:
    return f"{gap.text}: {words.pgettext('activity', TERMS[gap.word])}"


def _coming(message: SendAgenda | RemindAhead, words: Words) -> tuple[Button, ...]:
    if message.replied:
        return ()
    return coming_buttons(message.roundtable, message.entry.sequence, words)


_QUOTE = N_("“{text}” ({role})")
