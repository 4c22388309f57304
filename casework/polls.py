"""The poll: opened with a deadline, reminding the silent, ending in a recommendation.

Required people decide, the others break ties, then the earliest; the case manager
may choose otherwise at any time. calendar.md 2.2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from casework.ballots import (
    AskTimes,
    AskTimesNow,
    Counts,
    RemindToVote,
    first_open,
    paper,
)
from casework.circles import Circle
from casework.disclosure import InfoClass
from casework.ids import RoundtableId
from casework.opinions import Wanted
from casework.outcome import Fact, Lane, Message, Outcome
from casework.refusals import AlreadyCalled, NobodyInvited, NoTimes, OutOfDate
from casework.roundtables import OPEN, Roundtable, RoundtableState, Step

SHORT = timedelta(days=2)
"""A poll shorter than this is asked about at once and reminds nobody."""
DECISION_DUE_AFTER = timedelta(days=2)
"""How long after its end a poll without a decision is brought up again, once."""


class Cause(StrEnum):
    """Why the case manager is shown where the poll stands."""

    COMPLETE = "complete"
    CLOSED = "closed"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One time in its place among the others, and why it is not the first."""

    at: datetime
    possible: bool
    counts: Counts
    silent: int
    why: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOpened(Fact):
    """Everyone was asked which times suit them."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPollOpened(Message):
    """Tell the case manager how many were asked, and until when."""

    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    asked: int
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendTime(Message):
    """Recommend a time to the case manager, say why, and offer to convene."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    cause: Cause
    choices: tuple[Choice, ...]
    silent: tuple[str, ...]
    missing: tuple[Wanted, ...] = ()
    """Whose opinion must be written down before anything is convened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPoll(RecommendTime):
    """Show the case manager, who asks for it, where the poll stands."""

    lane = Lane.REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOtherTimes(Message):
    """Let the case manager convene at another time than the recommended one."""

    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    choices: tuple[Choice, ...]


def open_poll(
    roundtable: Roundtable,
    circle: Circle,
    others: Iterable[Roundtable],
    closes_at: datetime,
    now: datetime,
) -> Outcome:
    """Ask everyone invited which of the times suit them.

    Raises:
        AlreadyCalled: one for the same purpose is open in this case.
        NoTimes: there is no time to propose.
        NobodyInvited: nobody but the case manager has a seat.
    """
    if roundtable.state is not RoundtableState.DRAFT:
        raise OutOfDate
    rivals = [o for o in others if o.id != roundtable.instead_of and o.state in OPEN]
    if any(other.purpose is roundtable.purpose for other in rivals):
        raise AlreadyCalled
    if not roundtable.proposals:
        raise NoTimes
    voters = circle.voters(roundtable)
    if not voters:
        raise NobodyInvited
    polling = replace(
        roundtable, state=RoundtableState.POLLING, opened_at=now, closes_at=closes_at
    )
    polling = replace(polling, wake_at=next_look(polling))
    kind = AskTimesNow if closes_at - now < SHORT else AskTimes
    asking = tuple(paper(kind, polling, circle, seat, 0) for seat in voters)
    told = TellPollOpened(
        to=circle.manager,
        case=polling.case,
        roundtable=polling.id,
        code=circle.code,
        asked=len(voters),
        closes_at=closes_at,
    )
    fact = PollOpened(
        at=now, by=circle.manager, case=polling.case, roundtable=polling.id
    )
    return Outcome((polling,), (fact,), (*asking, told))


def check_polling(roundtable: Roundtable) -> None:
    """Let a time be chosen only while there is none.

    Raises:
        OutOfDate: nobody was asked yet, or a time is fixed already.
    """
    if roundtable.state is not RoundtableState.POLLING:
        raise OutOfDate


def recommend(
    roundtable: Roundtable,
    circle: Circle,
    choices: tuple[Choice, ...],
    missing: tuple[Wanted, ...],
    cause: Cause,
) -> Outcome:
    """Tell the case manager which time is best and why, and what is missing."""
    voters = circle.voters(roundtable)
    kind = ShowPoll if cause is Cause.ASKED else RecommendTime
    message = kind(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        cause=cause,
        choices=choices,
        silent=circle.who(seat.member for seat in voters if not seat.answered_at),
        missing=missing,
    )
    best, _ = parted(choices)
    recommended = best.at if best else None
    return Outcome((replace(roundtable, recommended=recommended),), (), (message,))


def parted(choices: tuple[Choice, ...]) -> tuple[Choice | None, tuple[Choice, ...]]:
    """Part the recommended time, if one is possible, from the others."""
    if choices and choices[0].possible:
        return choices[0], choices[1:]
    return None, choices


def remind(roundtable: Roundtable, circle: Circle, now: datetime) -> Outcome:
    """Remind those who have not answered, and nobody else."""
    silent = [seat for seat in circle.voters(roundtable) if not seat.answered_at]
    reminded = replace(roundtable, done=roundtable.done | {Step.REMIND_SILENT})
    for seat in silent:
        reminded = reminded.with_seat(replace(seat, reminded_at=now))
    messages = (
        paper(RemindToVote, reminded, circle, seat, first_open(reminded, seat))
        for seat in silent
    )
    return Outcome((replace(reminded, wake_at=next_look(reminded)),), (), (*messages,))


def close(roundtable: Roundtable) -> Roundtable:
    """Let the deadline close the poll; the choice is the case manager's.

    Two days later, if there is none, it is brought up once more.
    """
    again = Step.CLOSE_POLL in roundtable.done
    last = Step.REMIND_DECISION if again else Step.CLOSE_POLL
    closed = replace(roundtable, done=roundtable.done | {Step.REMIND_SILENT, last})
    return replace(closed, wake_at=next_look(closed))


def reminder_at(opened_at: datetime, closes_at: datetime) -> datetime | None:
    """Return when the silent are reminded, by the rule Doodle and others follow."""
    ahead = closes_at - opened_at
    if ahead > timedelta(days=5):
        return closes_at - timedelta(hours=48)
    if ahead >= SHORT:
        return closes_at - timedelta(hours=36)
    return None


def next_look(roundtable: Roundtable) -> datetime | None:
    """Return when the poll wants to be looked at again."""
    if roundtable.closes_at is None or Step.REMIND_DECISION in roundtable.done:
        return None
    if Step.CLOSE_POLL in roundtable.done:
        return roundtable.closes_at + DECISION_DUE_AFTER
    remind_at = reminder_at(roundtable.opened_at, roundtable.closes_at)
    if remind_at is None or Step.REMIND_SILENT in roundtable.done:
        return roundtable.closes_at
    return remind_at


Messages = TellPollOpened | RecommendTime | ShowPoll | ShowOtherTimes
