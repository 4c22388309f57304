"""Words of /status, /summary and /readers."""

from collections.abc import Iterable
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import legal_bases
from bot.wording.marks import N_
from bot.wording.pictures import chart
from bot.wording.statements import Teller
from casework.ids import MemberId
from casework.overviews import (
    CaseLine,
    Messages,
    ShowCaseStatus,
    ShowReaders,
    ShowStatus,
    ShowSummary,
)
from casework.rhythm import LackKind
from casework.statements import Kind, Statement, Summary
from handlers.actions import ReleaseSummary, RemindNow, Run

_BUTTONS = 8
_REMINDED = 3
_ROOM = 3900
"""Characters of one message; the shortest limit of a network is 4096."""


def word(message: Messages, words: Words) -> Text:
    """Put an overview into words."""
    match message:
        case ShowStatus():
            return _all_cases(message, words)
        case ShowCaseStatus():
            return _one_case(message, words)
        case ShowSummary():
            return _summary(message, words)
        case ShowReaders():
            return _readers(message, words)
        case _:
            assert_never(message)


def _all_cases(message: ShowStatus, words: Words) -> Text:
    _ = words.gettext
    if not message.lines:
        return Text(_("You are in no running case."))
    count = len(message.lines)
    head = words.ngettext("{count} case", "{count} cases", count).format(count=count)
    lines = _fitting([_case_line(line, words) for line in message.lines])
    if count > len(lines):
        lines.append(_("…and {count} more").format(count=count - len(lines)))
    buttons = tuple(
        Button(line.code, Run(command="status", words=line.code))
        for line in message.lines[:_BUTTONS]
    )
    return Text("\n".join((head, "", *lines)), buttons)


def _fitting(lines: list[str]) -> list[str]:
    """Return as many lines as one message takes; the neediest stand first."""
    left, kept = _ROOM, list[str]()
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            break
        kept.append(line)
    return kept


def _case_line(line: CaseLine, words: Words) -> str:
    if not line.leads:
        return line.code
    missing = [words.gettext(_MISSING[lack.kind]) for lack in line.lacks]
    counts = (
        (line.overdue, words.ngettext("{n} overdue", "{n} overdue", line.overdue)),
        (line.silent, words.ngettext("{n} silent", "{n} silent", line.silent)),
        (
            line.obstacles,
            words.ngettext("{n} obstacle", "{n} obstacles", line.obstacles),
        ),
        (line.tasks, words.ngettext("{n} task", "{n} tasks", line.tasks)),
    )
    told = [text.format(n=number) for number, text in counts if number]
    parts = []
    if missing:
        text = words.gettext("missing: {what}")
        parts.append(text.format(what=", ".join(missing)))
    parts += told
    well = words.gettext("all in order")
    return f"{line.code} – {'; '.join(parts) or well}"


def _one_case(message: ShowCaseStatus, words: Words) -> Text:
    _ = words.gettext
    summary, teller = message.summary, Teller(words, message.to)
    activities = summary.of(Kind.ACTIVITY)
    own = [each for each in activities if each.of == message.to]
    others = [each for each in activities if each.of != message.to]
    blocks = [
        _("{code} – where the case stands").format(code=summary.code),
        _block(_("For you to decide:"), summary.of(Kind.TASK), teller),
        _block(_("Yours to do:"), own, teller),
        *_unheard(summary, teller),
        _frame(summary, teller),
        _block(_("In the way:"), summary.of(Kind.OBSTACLE), teller),
        _block(_("Goals:"), summary.of(Kind.GOAL), teller),
        _block(_("Agreed:"), others, teller),
        _block(_("In the network:"), summary.of(Kind.MEMBER), teller),
    ]
    if message.family:
        blocks.append(_access(summary, teller))
    blocks.append(_left_out(summary, words))
    return Text(_joined(blocks), _status_buttons(message, words))


def _status_buttons(message: ShowCaseStatus, words: Words) -> tuple[Button, ...]:
    _, summary = words.gettext, message.summary
    code = summary.code
    buttons = [Button(_("Summary"), Run(command="summary", words=code))]
    if summary.leads:
        buttons += _reminders(summary, words)
    if any(lack.word == "lack.roundtable" for lack in summary.of(Kind.LACK)):
        run = Run(command="roundtable", words=code)
        buttons.append(Button(_("Convene a roundtable"), run))
    if message.family:
        run = Run(command="readers", words=code)
        buttons.append(Button(_("Who has read what"), run))
    return tuple(buttons)


def _reminders(summary: Summary, words: Words) -> list[Button]:
    label = words.gettext("Remind: {name}")
    silent = [s for s in summary.of(Kind.SILENT) if s.word == "silence.silent"]
    return [
        Button(label.format(name=each.name), RemindNow(member=MemberId(each.about)))
        for each in silent[:_REMINDED]
        if each.about
    ]


def _unheard(summary: Summary, teller: Teller) -> tuple[str, str]:
    """Give from whom no word comes, and apart from them who is away."""
    _, found = teller.words.gettext, summary.of(Kind.SILENT)
    away = [each for each in found if each.word == "silence.away"]
    silent = [each for each in found if each.word != "silence.away"]
    return (
        _block(_("No word from:"), silent, teller),
        _block(_("Away:"), away, teller),
    )


def _summary(message: ShowSummary, words: Words) -> Text:
    _ = words.gettext
    summary, teller = message.summary, Teller(words, message.to)
    title = _("{code} – what was said and agreed since {day}")
    blocks = [
        title.format(code=summary.code, day=words.brief_day(summary.since)),
        _frame(summary, teller),
        *_goals(summary, teller),
        _block(_("Answers:"), _besides_goals(summary), teller),
        *_unheard(summary, teller),
        _block(_("Decided at the last roundtable:"), summary.of(Kind.DECISION), teller),
        _left_out(summary, words),
    ]
    body = _joined(blocks)
    if not summary.statements:
        body = _joined((body, _("Nothing has been said yet that is for you.")))
    status = Button(_("Where it stands"), Run(command="status", words=summary.code))
    buttons = [status]
    if summary.leads:
        share = ReleaseSummary(case=summary.case)
        buttons.append(Button(_("Tell the network of it"), share))
    picture = chart(summary, words)
    return Text(body, tuple(buttons), charts=(picture,) if picture else ())


def _goals(summary: Summary, teller: Teller) -> list[str]:
    """Give goal by goal what belongs to it, then what belongs to no goal shown."""
    about = summary.of(Kind.RATING, Kind.OBSTACLE, Kind.ACTIVITY)
    about += tuple(each for each in summary.of(Kind.ANSWER) if each.goal)
    goals = summary.of(Kind.GOAL)
    blocks = []
    for number, goal in enumerate(goals, 1):
        mine = [each for each in about if each.goal == goal.goal]
        head = f"{number}. {teller.line(goal)}"
        blocks.append("\n".join((head, *_of_goal(mine, teller))))
    known = {goal.goal for goal in goals}
    rest = [each for each in about if each.goal not in known]
    title = teller.words.gettext("Besides:")
    return [*blocks, _block(title, rest, teller)]


def _besides_goals(summary: Summary) -> list[Statement]:
    return _newest(each for each in summary.of(Kind.ANSWER) if each.goal is None)


def _of_goal(statements: list[Statement], teller: Teller) -> list[str]:
    ratings = _newest([s for s in statements if s.kind is Kind.RATING])
    others = [s for s in statements if s.kind is not Kind.RATING]
    spread = _spread(ratings, teller)
    lines = [f"• {teller.line(each)}" for each in (*ratings, *others)]
    return [*([spread] if spread else []), *lines]


def _spread(ratings: list[Statement], teller: Teller) -> str:
    """Say that observers differ; a mean of them would hide just that (D8)."""
    latest = {rating.by: rating for rating in reversed(ratings)}
    views = sorted({rating.word for rating in latest.values()})
    if len(views) < 2:  # noqa: PLR2004 - one view is no difference
        return ""
    words = " / ".join(teller.term(view) for view in views)
    return teller.words.gettext("Seen differently: {words}").format(words=words)


def _readers(message: ShowReaders, words: Words) -> Text:
    _, summary = words.gettext, message.summary
    teller = Teller(words, message.to)
    title = _("{code} – who has read what about your family").format(code=summary.code)
    lines = [f"• {teller.line(each)}" for each in summary.of(Kind.ACCESS)]
    lines = lines or [_("Nobody else has read anything here yet.")]
    why = _(
        "The network may read what it needs to help the child; the Child Protection "
        "Act says so. Ask your case manager if something here is unclear."
    )
    left = _left_out(summary, words)
    return Text(
        _joined([title, "\n".join(lines), left, why, *legal_bases.of(summary, words)])
    )


def _access(summary: Summary, teller: Teller) -> str:
    title = teller.words.gettext("Who has read about your family:")
    return _block(title, summary.of(Kind.ACCESS), teller)


def _frame(summary: Summary, teller: Teller) -> str:
    """Give what is missing, for who leads; then the dates."""
    lacks = [teller.line(each) for each in summary.of(Kind.LACK)]
    lines = [teller.line(each) for each in summary.of(Kind.DATE)]
    if lacks:
        text = teller.words.gettext("Missing: {what}")
        lines.insert(0, text.format(what="; ".join(lacks)))
    return "\n".join(lines)


def _newest(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda each: each.at, reverse=True)


def _block(title: str, statements: Iterable[Statement], teller: Teller) -> str:
    lines = [f"• {teller.line(each)}" for each in statements]
    return "\n".join((title, *lines)) if lines else ""


def _left_out(summary: Summary, words: Words) -> str:
    if not summary.left_out:
        return ""
    return words.ngettext(
        "…and {count} older word that had no room here",
        "…and {count} older words that had no room here",
        summary.left_out,
    ).format(count=summary.left_out)


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


_MISSING: dict[LackKind, str] = {
    LackKind.ROUNDTABLE: N_("roundtable"),
    LackKind.REVIEW: N_("review"),
    LackKind.RESPONSIBLE: N_("responsible person"),
    LackKind.FAMILY_WORD: N_("word from the family"),
    LackKind.SPECIALIST_WORD: N_("word from the specialists"),
}
