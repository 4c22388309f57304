"""Words of the poll: one time after another, counts for all, names for one."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import poll_results
from bot.wording.names import name_of
from casework.ballots import (
    AskOneMore,
    AskTimes,
    AskTimesNow,
    Ballot,
    RemindToVote,
    ShowBallot,
)
from casework.ballots import Messages as BallotMessages
from casework.polls import Messages as PollMessages
from casework.polls import RecommendTime, ShowOtherTimes, ShowPoll, TellPollOpened
from casework.roundtables import Vote
from handlers.roundtable_actions import (
    Do,
    NoneFits,
    TurnTo,
    VoteFor,
    WithRoundtable,
)


def word(message: BallotMessages | PollMessages, words: Words) -> Text:
    """Put a message of the poll into words."""
    match message:
        case AskTimes() | AskTimesNow() | RemindToVote() | AskOneMore() | ShowBallot():
            if message.option is None:
                return _answers(message, words)
            return _question(message, message.option, words)
        case TellPollOpened():
            return _opened(message, words)
        case RecommendTime() | ShowPoll():
            return poll_results.recommendation(message, words)
        case ShowOtherTimes():
            return poll_results.others(message, words)
        case _:
            assert_never(message)


def _question(message: Ballot, option: int, words: Words) -> Text:
    _ = words.gettext
    intro = [] if isinstance(message, ShowBallot) else [_intro(message, words)]
    moment = words.moment(message.times[option])
    asked = moment
    if not isinstance(message, AskOneMore):
        asked = _("Time {number} of {total}: {moment}").format(
            number=option + 1, total=len(message.times), moment=moment
        )
    lines = [asked, *poll_results.counted(message.counts[option], words)]
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
    one_more = isinstance(message, AskOneMore)
    if option == 0 or not (one_more or _some_suits(message)):
        buttons.append(
            Button(_("None of the times suits me"), NoneFits(roundtable=number))
        )
    if option > 0 and not one_more:
        back = TurnTo(roundtable=number, option=option - 1)
        buttons.append(Button(_("Back"), back))
    return buttons


def _some_suits(message: Ballot) -> bool:
    """Say whether they have called any of the times possible."""
    return any(vote is not Vote.NO for vote in message.votes.values())


def _intro(message: Ballot, words: Words) -> str:
    _ = words.gettext
    if isinstance(message, AskOneMore):
        text = _(
            "{code}: one time more has been suggested for the roundtable. Please "
            "answer by {deadline}."
        )
        deadline = words.moment(message.closes_at)
        return text.format(code=message.code, deadline=deadline)
    if isinstance(message, RemindToVote):
        first = _(
            "{code}: the times for the roundtable are still open. Please answer by "
            "{deadline}; then the poll closes."
        )
    elif message.again:
        first = _(
            "{code}: the earlier times did not suit everyone who is needed, so here are "
            "others for the roundtable. Purpose: {purpose}. Please answer by {deadline}."
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
    lines.append(_wanted(message, words))
    lines.append(_about(message, words))
    lines.append(_how_many(message, words))
    return "\n".join(lines)


def _wanted(message: Ballot, words: Words) -> str:
    _ = words.gettext
    if not message.required:
        return _("You are welcome; it can also be held without you.")
    if message.family:
        return _("It matters that you can be there.")
    return _("You are needed there: without you it will not be held.")


def _how_many(message: Ballot, words: Words) -> str:
    return words.ngettext(
        "There is {n} possible time.",
        "There are {n} possible times; I ask about one after another.",
        len(message.times),
    ).format(n=len(message.times))


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
        lines.append(f"– {words.moment(at)}: {said}")
    lines.append(
        _("You can change them until {deadline}.").format(
            deadline=words.moment(message.closes_at)
        )
    )
    if all(message.votes.get(o) is Vote.NO for o in range(len(message.times))):
        lines.append(_("Is there another time that would suit you? Please tell me."))
    again = TurnTo(roundtable=message.roundtable, option=0)
    other = WithRoundtable(roundtable=message.roundtable, what=Do.SUGGEST)
    buttons = (
        Button(_("Suggest another time"), other),
        Button(_("Change my answers"), again),
    )
    return Text("\n".join(lines), buttons)


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
    _ = words.gettext
    see = WithRoundtable(roundtable=message.roundtable, what=Do.SEE_POLL)
    alone = WithRoundtable(roundtable=message.roundtable, what=Do.BY_ITSELF)
    buttons = (
        Button(_("Show the answers so far"), see),
        Button(_("Convene it if all needed say yes"), alone),
    )
    return Text(body, buttons)
