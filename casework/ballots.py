"""Ballots: what one person is asked about the proposed times, and answers.

Counts are shown to everybody, names to the case manager alone. Silence is neither
yes nor no. calendar.md 2.1 and 2.2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from casework.circles import Circle
from casework.disclosure import InfoClass
from casework.ids import PersonId, RoundtableId, ShownId
from casework.outcome import Fact, Lane, Message
from casework.refusals import NotAChoice, OutOfDate
from casework.roundtables import Purpose, Roundtable, RoundtableState, Seat, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many said what to one time; nobody is named."""

    yes: int = 0
    if_needed: int = 0
    no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteGiven(Fact):
    """Somebody said what they think of one time; the last word counts."""

    roundtable: RoundtableId
    option: int
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Message):
    """What somebody is asked, with their own answers and the counts so far."""

    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    purpose: Purpose
    minutes_long: int
    place: str
    required: bool
    family: bool = False
    """Whether the reader is of the family, who are not pressed."""
    times: tuple[datetime, ...]
    closes_at: datetime
    option: int | None
    """The time asked about now; None when all have been asked about."""
    votes: dict[int, Vote] = field(default_factory=dict)
    counts: tuple[Counts, ...] = ()
    again: bool = False
    """Whether earlier times were asked about that did not suit."""
    replaces: ShownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTimes(Ballot):
    """Ask somebody which of the times suit them."""

    lane = Lane.PROMPT


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTimesNow(AskTimes):
    """Ask somebody for times that will not wait until tomorrow."""

    lane = Lane.URGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindToVote(Ballot):
    """Remind somebody, once, of the times they have not answered about."""

    lane = Lane.URGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOneMore(Ballot):
    """Ask somebody about one time more, which somebody else has suggested."""

    lane = Lane.URGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowBallot(Ballot):
    """Show the next time to answer about, or all one's own answers."""


Kind = TypeVar("Kind", bound=Ballot)


def vote(
    roundtable: Roundtable, voter: PersonId, said: dict[int, Vote], now: datetime
) -> tuple[Roundtable, tuple[Fact, ...]]:
    """Take what somebody says to one time or to several; only theirs changes.

    Raises:
        OutOfDate: the poll is over.
        NotYours: they have no seat.
        NotAChoice: there is no such time.
    """
    check_running(roundtable, now)
    seat = roundtable.seat_of(voter)
    if seat.chair or not set(said) <= set(range(len(roundtable.proposals))):
        raise NotAChoice
    votes = {**seat.votes, **said}
    complete = len(votes) == len(roundtable.proposals)
    changed = replace(seat, votes=votes, answered_at=now if complete else None)
    facts = tuple(
        VoteGiven(
            at=now,
            by=voter,
            case=roundtable.case,
            roundtable=roundtable.id,
            option=option,
            vote=each,
        )
        for option, each in said.items()
    )
    return roundtable.with_seat(changed), facts


def ballot(
    roundtable: Roundtable,
    circle: Circle,
    voter: PersonId,
    option: int | None,
    replaces: ShownId | None,
) -> ShowBallot:
    """Return the question about one time, or after the last all answers.

    Raises:
        NotYours: they have no seat.
    """
    seat = roundtable.seat_of(voter)
    past_the_last = option is not None and option >= len(roundtable.proposals)
    shown = paper(
        ShowBallot, roundtable, circle, seat, None if past_the_last else option
    )
    return replace(shown, replaces=replaces)


def check_running(roundtable: Roundtable, now: datetime) -> None:
    """Let the poll be answered only until its deadline.

    Raises:
        OutOfDate: it is over, or has not begun.
    """
    if not is_running(roundtable, now):
        raise OutOfDate


def is_running(roundtable: Roundtable, now: datetime) -> bool:
    """Say whether the poll can still be answered."""
    closes_at = roundtable.closes_at
    polling = roundtable.state is RoundtableState.POLLING
    return polling and closes_at is not None and now < closes_at


def counts(roundtable: Roundtable, circle: Circle) -> tuple[Counts, ...]:
    """Count what those still in the network say to each time."""
    voters = circle.voters(roundtable)
    return tuple(
        Counts(
            yes=_said(voters, option, Vote.YES),
            if_needed=_said(voters, option, Vote.IF_NEEDED),
            no=_said(voters, option, Vote.NO),
        )
        for option in range(len(roundtable.proposals))
    )


def is_complete(roundtable: Roundtable, circle: Circle) -> bool:
    """Say whether everybody who is still in the network has answered."""
    return all(seat.answered_at for seat in circle.voters(roundtable))


def first_open(roundtable: Roundtable, seat: Seat) -> int:
    """Return the first time that somebody has not answered about."""
    options = range(len(roundtable.proposals))
    return next((o for o in options if o not in seat.votes), 0)


def paper(
    kind: type[Kind],
    roundtable: Roundtable,
    circle: Circle,
    seat: Seat,
    option: int | None,
) -> Kind:
    """Return what is shown to somebody of the poll, in this kind of message."""
    assert roundtable.closes_at is not None  # noqa: S101 - a poll has a deadline
    return kind(
        to=seat.person,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        purpose=roundtable.purpose,
        minutes_long=roundtable.minutes_long,
        place=roundtable.place,
        required=seat.required,
        family=_is_family(circle, seat),
        times=roundtable.proposals,
        closes_at=roundtable.closes_at,
        option=option,
        votes=seat.votes,
        counts=counts(roundtable, circle),
        again=roundtable.instead_of is not None,
    )


def _is_family(circle: Circle, seat: Seat) -> bool:
    return any(p.family for p in circle.present if p.member.id == seat.member)


def _said(voters: Iterable[Seat], option: int, vote_: Vote) -> int:
    return sum(seat.votes.get(option) is vote_ for seat in voters)


Messages = AskTimes | AskTimesNow | RemindToVote | AskOneMore | ShowBallot
