"""Words of the poll: one time after another, counts for all, names for one."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.lists import dashed, listed
from bot.wording.marks import N_
from bot.wording.names import name_of
from casework.ballots import (
    AskTimes,
    AskTimesNow,
    Ballot,
    Counts,
    RemindToVote,
    ShowBallot,
)
from casework.ballots import Messages as BallotMessages
from casework.polls import Cause, Choice, RecommendTime, ShowPoll, TellPollOpened
from casework.polls import Messages as PollMessages
from casework.roundtables import Vote
from handlers.roundtable_actions import (
    Convene,
    Do,
    NoneFits,
    TurnTo,
    VoteFor,
    WithRoundtable,
)


def word(message: BallotMessages | PollMessages, words: Words) -> Text:
    """Put a message of the poll into words."""
    match message:
        case AskTimes() | AskTimesNow() | RemindToVote() | ShowBallot():
            if message.option is None:
                return _answers(message, words)
            return _question(message, message.option, words)
        case TellPollOpened():
            return _opened(message, words)
        case RecommendTime() | ShowPoll():
            return _recommendation(message, words)
        case _:
            assert_never(message)


def _question(message: Ballot, option: int, words: Words) -> Text:
    _ = words.gettext
    intro = [] if isinstance(message, ShowBallot) else [_intro(message, words)]
    asked = _("Time {number} of {total}: {moment}").format(
        number=option + 1,
        total=len(message.times),
        moment=words.moment(message.times[option]),
    )
    lines = [asked, _counted(message.counts[option], words)]
    if option in message.votes:
        mine = name_of(f"vote.{message.votes[option]}", words)
        lines.append(_("Your answer: {answer}.").format(answer=mine))
    body = "\n\n".join((*intro, "\n".join(lines)))
    return Text(body, tuple(_choices(message, option, words)))


def _choices(message: Ballot, option: int, words: Words) -> list[Button]:
    _ = words.gettext
    number = message.roundtable
    buttons = [
        Button(
            name_of(f"vote.{vote}", words),
            VoteFor(roundtable=number, option=option, vote=vote),
            ticked=message.votes.get(option) is vote,
        )
        for vote in Vote
    ]
    if option == 0:
        buttons.append(
            Button(_("None of the times suits me"), NoneFits(roundtable=number))
        )
    else:
        back = TurnTo(roundtable=number, option=option - 1)
        buttons.append(Button(_("Back"), back))
    return buttons


def _intro(message: Ballot, words: Words) -> str:
    _ = words.gettext
    if isinstance(message, RemindToVote):
        first = _(
            "{code}: the times for the roundtable are still open. Please answer by "
            "{deadline}; then the poll closes."
        )
    else:
        first = _(
            "{code}: when can the roundtable be? Purpose: {purpose}. Please answer by "
            "{deadline}; you can change your answers until then."
        )
    lines = [
        first.format(
            code=message.code,
            purpose=name_of(f"purpose.{message.purpose}", words),
            deadline=words.moment(message.closes_at),
        )
    ]
    if message.required:
        lines.append(_("You are needed there: without you it will not be held."))
    else:
        lines.append(_("You are welcome; it can also be held without you."))
    lines.append(_about(message, words))
    lines += dashed(words.moment(at) for at in message.times)
    return "\n".join(lines)


def _about(message: Ballot, words: Words) -> str:
    length = name_of(f"length.{message.minutes_long}", words)
    if not message.place:
        return words.gettext("It takes {length}.").format(length=length)
    text = words.gettext("It takes {length}. Place: {place}.")
    return text.format(length=length, place=message.place)


def _answers(message: Ballot, words: Words) -> Text:
    _ = words.gettext
    lines = [_("Thank you! Your answers:")]
    for option, at in enumerate(message.times):
        vote = message.votes.get(option)
        said = name_of(f"vote.{vote}" if vote else "vote.open", words)
        counted = _counted(message.counts[option], words)
        lines.append(f"– {words.moment(at)}: {said}. {counted}")
    lines.append(
        _("You can change them until {deadline}.").format(
            deadline=words.moment(message.closes_at)
        )
    )
    again = TurnTo(roundtable=message.roundtable, option=0)
    return Text("\n".join(lines), (Button(_("Change my answers"), again),))


def _counted(counts: Counts, words: Words) -> str:
    text = words.gettext("So far: yes {yes}, if need be {if_needed}, no {no}.")
    return text.format(yes=counts.yes, if_needed=counts.if_needed, no=counts.no)


def _opened(message: TellPollOpened, words: Words) -> Text:
    body = words.ngettext(
        "{code}: {n} person is asked, until {deadline}. You hear from me when "
        "everyone has answered, or when the time is over.",
        "{code}: {n} people are asked, until {deadline}. You hear from me when "
        "everyone has answered, or when the time is over.",
        message.asked,
    ).format(
        code=message.code, n=message.asked, deadline=words.moment(message.closes_at)
    )
    see = WithRoundtable(roundtable=message.roundtable, what=Do.SEE_POLL)
    return Text(body, (Button(words.gettext("Show the answers so far"), see),))


def _recommendation(message: RecommendTime, words: Words) -> Text:
    _ = words.gettext
    lines = [_(_CAUSES[message.cause]).format(code=message.code)]
    if message.silent:
        silent = _("Not answered yet: {names}.").format(names=listed(message.silent))
        lines.append(silent)
    lines += _ranking(message.choices, words)
    number = message.roundtable
    buttons = [
        Button(
            _("Convene: {moment}").format(moment=words.moment(choice.at)),
            Convene(roundtable=number, starts_at=choice.at),
        )
        for choice in message.choices
    ]
    others = ((Do.SEAT, _("Ask somebody else too")), (Do.CANCEL, _("Call it off")))
    buttons += [
        Button(label, WithRoundtable(roundtable=number, what=what))
        for what, label in others
    ]
    return Text("\n".join(lines), tuple(buttons))


def _ranking(choices: tuple[Choice, ...], words: Words) -> list[str]:
    _ = words.gettext
    if not choices:
        return [_("All the times are over. Please propose new ones.")]
    best = choices[0]
    lines = []
    if best.possible:
        text = _("I recommend {moment}: nobody who is required is against it. {counts}")
        counts = _counted(best.counts, words)
        lines.append(text.format(moment=words.moment(best.at), counts=counts))
        choices = choices[1:]
    else:
        lines.append(
            _(
                "At every time somebody who is required cannot come. Propose other "
                "times, or ask for a written opinion."
            )
        )
    return lines + [_ranked(choice, words) for choice in choices]


def _ranked(choice: Choice, words: Words) -> str:
    why = words.gettext(_REASONS[choice.why]) if choice.why else ""
    counts = _counted(choice.counts, words)
    reason = why.format(names=listed(choice.names))
    return f"– {words.moment(choice.at)}: {reason} {counts}"


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
    "later": N_("just as good, but later."),
}
