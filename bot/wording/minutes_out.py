"""Words of the minutes that leave: the document, and the text for the register."""

from collections.abc import Iterator

from bot.exports import documents
from bot.exports.documents import Document, Part
from bot.languages import Words
from bot.text import Attachment, Button, Text
from bot.wording.marks import N_
from bot.wording.minutes_read import (
    correction,
    dissent,
    following,
    person,
    raised_point,
)
from bot.wording.names import name_of
from casework.decisions import DecisionLine, Somebody
from casework.ids import RoundtableId
from casework.minuted import StarState
from casework.opinions import How
from casework.papers import Paper
from casework.roundtables import NEEDED
from casework.transfers import ConfirmStar, OpinionLine, SendDocument, ShowStarText
from handlers.roundtable_actions import Do, WithRoundtable


def document(message: SendDocument, words: Words) -> Text:
    """Send the minutes as a DOCX whose name and title say nothing of anybody."""
    _ = words.gettext
    built = _document(message, words, register=False)
    name = _file_name(message, words)
    alt = _("{code}: the minutes as a document.").format(code=message.code)
    file = Attachment(
        f"{name}.docx", documents.MEDIA_TYPE, documents.docx(built), alt, True
    )
    warned = _("It holds names: please put it into your document system only.")
    return Text(f"{alt} {warned}", (), (file,))


def star(message: ShowStarText, words: Words) -> Text:
    """Show the text for the register in one block, and beside it as a file."""
    _ = words.gettext
    built = documents.plain(_document(message, words, register=True))
    buttons = _star_buttons(message.roundtable, message.state, words)
    alt = _("{code}: text for STAR.").format(code=message.code)
    name = _file_name(message, words)
    file = Attachment(
        f"{name}.txt", "text/plain; charset=utf-8", built.encode(), alt, True
    )
    return Text(built, buttons, (file,))


def star_state(message: ConfirmStar, words: Words) -> Text:
    """Say how far the minutes are on their way into the register."""
    text = words.gettext(_MOVED[message.state])
    body = text.format(code=message.code, reference=message.reference)
    if message.reference:
        body = f"{body} ({message.reference})"
    return Text(body, _star_buttons(message.roundtable, message.state, words))


def _star_buttons(
    roundtable: RoundtableId, state: StarState, words: Words
) -> tuple[Button, ...]:
    _ = words.gettext
    found = []
    if state is StarState.NEEDS_CHECK:
        found.append((Do.STAR_CHECKED, _("I have read it, it is right")))
    if state is StarState.READY:
        found.append((Do.STAR_DONE, _("It is in STAR now")))
    if state in {StarState.NEEDS_CHECK, StarState.READY}:
        found.append((Do.STAR_NOT, _("It does not go into STAR")))
    return tuple(
        Button(label, WithRoundtable(roundtable=roundtable, what=what))
        for what, label in found
    )


def _document(
    message: SendDocument | ShowStarText, words: Words, *, register: bool
) -> Document:
    _, seen = words.gettext, message.paper
    parts = [
        *_people(seen, words),
        _opinions(message.opinions, words),
        _decisions(seen, message.goals, words),
        *_differently(seen, words),
        *_rest(seen, words, register=register),
        Part(_("What comes next"), (following(seen.next_on, words),)),
    ]
    origin = _(
        "Put together by the program from what was entered. Words between “ ” are "
        "people's own."
    )
    return Document(
        _("Minutes of a roundtable"),
        tuple(_facts(message, words)),
        tuple(part for part in parts if part.lines or part.rows),
        origin,
    )


def _facts(
    message: SendDocument | ShowStarText, words: Words
) -> Iterator[tuple[str, str]]:
    _, seen = words.gettext, message.paper
    yield _("Case"), message.code
    yield _("Held"), words.moment(seen.held_at)
    if seen.place:
        yield _("Place"), seen.place
    yield _("Purpose"), name_of(f"purpose.{seen.purpose}", words)
    held = _("{held} of {needed}").format(held=message.held, needed=NEEDED)
    yield _("Roundtables held"), held
    if seen.confirmed_at is None:
        yield _("Stands as"), _("draft, not confirmed yet")
    else:
        day = words.short_day(words.local_day(seen.confirmed_at))
        yield _("Confirmed"), day


def _people(seen: Paper, words: Words) -> Iterator[Part]:
    _ = words.gettext
    yield Part(_("Came"), tuple(_full(each, words) for each in seen.came))
    yield Part(_("Did not come"), tuple(_full(each, words) for each in seen.absent))


def _opinions(opinions: tuple[OpinionLine, ...], words: Words) -> Part:
    lines = tuple(_opinion(each, words) for each in opinions)
    return Part(words.gettext("What the family thought beforehand"), lines)


def _opinion(line: OpinionLine, words: Words) -> str:
    _ = words.gettext
    who, day = person(line.who, words), words.short_day(words.local_day(line.at))
    if line.how is How.NOT_ASKED:
        text = _("{who}, {day}: was not asked, because: “{text}”")
        return text.format(who=who, day=day, text=line.words)
    text = _("{who}, {day} ({how}): “{text}”")
    how = name_of(f"how.{line.how}", words)
    return text.format(who=who, day=day, how=how, text=line.words)


def _decisions(seen: Paper, goals: tuple[str, ...], words: Words) -> Part:
    _ = words.gettext
    head = (_("No."), _("Decision"), _("Goal"), _("Responsible"), _("Until"))
    rows = tuple(
        (
            str(number),
            "\n".join(_decided(line, words)),
            f"“{goal}”" if goal else "",
            _full(line.who, words),
            words.short_day(line.due_on),
        )
        for number, (line, goal) in enumerate(
            zip(seen.decisions, goals, strict=True), start=1
        )
    )
    return Part(_("Decisions"), (), head, rows)


def _decided(line: DecisionLine, words: Words) -> Iterator[str]:
    yield f"“{line.text}”"
    if line.first:
        yield words.gettext("At first it read: “{text}”").format(text=line.first)
    yield from (dissent(each, words) for each in line.dissents)


def _differently(seen: Paper, words: Words) -> Iterator[Part]:
    _ = words.gettext
    whole = tuple(dissent(each, words) for each in seen.dissents)
    yield Part(_("Seen differently, taken together"), whole)
    explained = (f"“{seen.explanation}”",) if seen.explanation else ()
    yield Part(_("How it was explained to the child"), explained)


def _rest(seen: Paper, words: Words, *, register: bool) -> Iterator[Part]:
    _ = words.gettext
    if not register:
        raised = tuple(raised_point(each, words) for each in seen.points)
        yield Part(_("Raised and talked about"), raised)
    yield Part(_("Summary"), (f"“{seen.summary}”",) if seen.summary else ())
    corrections = tuple(correction(each, words) for each in seen.corrections)
    yield Part(_("Corrections"), corrections)


def _full(somebody: Somebody, words: Words) -> str:
    found = person(somebody, words)
    where = somebody.organisation
    return f"{found}, {where}" if where else found


def _file_name(message: SendDocument | ShowStarText, words: Words) -> str:
    return f"{message.code}-{words.local_day(message.paper.held_at).isoformat()}"


_MOVED: dict[StarState, str] = {
    StarState.DRAFT: N_("{code}: the minutes are not confirmed yet."),
    StarState.NEEDS_CHECK: N_("{code}: please read the text for STAR."),
    StarState.READY: N_(
        "{code}: the text is ready to be copied into STAR. Please say when it is there."
    ),
    StarState.TRANSFERRED: N_("{code}: the minutes are in STAR."),
    StarState.NOT_TRANSFERRED: N_("{code}: the minutes do not go into STAR."),
}
