"""Suggestions: somebody invited would like another time; the case manager decides.

While everyone is being asked, a suggestion becomes one more time to ask about; once
the meeting has a time, it becomes a move. calendar.md 2.1 (10), check 50.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from casework.ballots import AskOneMore, paper
from casework.circles import Circle, Participant
from casework.ids import PersonId
from casework.outcome import Outcome
from casework.polls import next_look
from casework.refusals import AskedAlready, EnoughTimes, InThePast, OutOfDate
from casework.roundtables import (
    OPEN,
    Roundtable,
    RoundtableState,
    Step,
    Suggestion,
    Vote,
)
from casework.suggestion_messages import (
    ConfirmSuggested,
    ConfirmSuggestionDeclined,
    TellSuggested,
    TellSuggestionDeclined,
    TellSuggestionTaken,
    TimeSuggested,
)
from casework.timing import Almanac

MOST_TIMES = 12
"""How many times one poll may come to ask about."""
TIME_TO_ANSWER = timedelta(hours=24)
"""How long everyone has at least for a time added late."""
_LEAD = timedelta(hours=18)
_SHORTEST = timedelta(hours=1)
_DAYS_OFFERED = 10
_SATURDAY = 5
_NEVER = datetime(9998, 1, 1, tzinfo=UTC)


def suggest(
    roundtable: Roundtable, circle: Circle, new: Suggestion, now: datetime
) -> Outcome:
    """Bring a suggested time before the case manager; the same again changes nothing.

    Raises:
        OutOfDate: the roundtable is over, called off, or nobody was asked yet.
        InThePast: the time is over.
        AskedAlready: everyone is being asked about it, or it is the time fixed.
        NotYours: who suggests it has no seat.
    """
    roundtable.seat_of(new.person)
    _check(roundtable, new.starts_at, now)
    if _same(roundtable, new) is not None:
        return Outcome()
    who = next(p for p in circle.present if p.person.id == new.person)
    kept = replace(roundtable, suggestions=(*roundtable.suggestions, new))
    fact = TimeSuggested(
        at=now,
        by=new.person,
        case=kept.case,
        roundtable=kept.id,
        starts_at=new.starts_at,
    )
    confirmed = ConfirmSuggested(
        to=new.person, case=kept.case, code=circle.code, starts_at=new.starts_at
    )
    return Outcome((kept,), (fact,), (confirmed, _told(kept, circle, who, new)))


def ask_about(
    roundtable: Roundtable, circle: Circle, suggestion: Suggestion, now: datetime
) -> Outcome:
    """Ask everyone about a suggested time too; who suggested it has said yes.

    Those who have answered are asked about this time alone. If the deadline is
    near or over, everybody gets a day for it.

    Raises:
        OutOfDate: a time is fixed already, or it was decided on.
        EnoughTimes: more cannot be asked about.
    """
    if roundtable.state is not RoundtableState.POLLING:
        raise OutOfDate
    _check(roundtable, suggestion.starts_at, now)
    if len(roundtable.proposals) >= MOST_TIMES:
        raise EnoughTimes(MOST_TIMES)
    option = len(roundtable.proposals)
    asked = _decided(roundtable, suggestion, taken=True)
    asked = replace(
        asked,
        proposals=(*asked.proposals, suggestion.starts_at),
        closes_at=_open_until(roundtable, suggestion, now),
        done=asked.done - {Step.TELL_COMPLETE, Step.CLOSE_POLL, Step.REMIND_DECISION},
    )
    for seat in asked.seats:
        if seat.person == suggestion.person:
            votes = {**seat.votes, option: Vote.YES}
            asked = asked.with_seat(replace(seat, votes=votes))
        else:
            asked = asked.with_seat(replace(seat, answered_at=None))
    asked = replace(asked, wake_at=next_look(asked))
    papers = tuple(
        paper(AskOneMore, asked, circle, seat, option)
        for seat in circle.voters(asked)
        if option not in seat.votes
    )
    assert asked.closes_at is not None  # noqa: S101 - a poll has a deadline
    told = TellSuggestionTaken(
        to=circle.manager,
        case=asked.case,
        roundtable=asked.id,
        code=circle.code,
        starts_at=suggestion.starts_at,
        closes_at=asked.closes_at,
    )
    return Outcome((asked,), (), (*papers, told))


def decline(roundtable: Roundtable, circle: Circle, suggestion: Suggestion) -> Outcome:
    """Leave it at the other times; who suggested it is told so.

    Raises:
        OutOfDate: it was decided on already.
    """
    _open(roundtable, suggestion)
    kept = _decided(roundtable, suggestion, taken=False)
    told = TellSuggestionDeclined(
        to=suggestion.person,
        case=kept.case,
        expires_at=suggestion.starts_at,
        roundtable=kept.id,
        code=circle.code,
        starts_at=suggestion.starts_at,
        fixed_at=kept.starts_at,
    )
    names = [p.person.name for p in circle.present if p.person.id == suggestion.person]
    confirmed = ConfirmSuggestionDeclined(
        to=circle.manager,
        case=kept.case,
        code=circle.code,
        name=names[0] if names else "",
        starts_at=suggestion.starts_at,
    )
    return Outcome((kept,), (), (confirmed, told) if names else (confirmed,))


def take(roundtable: Roundtable, suggestion: Suggestion) -> Roundtable:
    """Note that a suggestion becomes the time of the meeting.

    Raises:
        OutOfDate: it was decided on already.
    """
    _open(roundtable, suggestion)
    return _decided(roundtable, suggestion, taken=True)


def found(roundtable: Roundtable, person: PersonId, starts_at: datetime) -> Suggestion:
    """Return the suggestion of this person for this time.

    Raises:
        OutOfDate: there is none.
    """
    for each in roundtable.suggestions:
        if (each.person, each.starts_at) == (person, starts_at):
            return each
    raise OutOfDate


def check_open(roundtable: Roundtable, now: datetime) -> None:
    """Let times be suggested as long as the roundtable is to come.

    Raises:
        OutOfDate: it has begun, was called off, or nobody was asked yet.
    """
    begun = roundtable.starts_at is not None and now >= roundtable.starts_at
    if roundtable.state not in OPEN or begun:
        raise OutOfDate


def days_to_offer(
    roundtable: Roundtable, today: date, almanac: Almanac
) -> tuple[date, ...]:
    """Return the workdays around the times asked about, as a beginning."""
    about = min((*roundtable.proposals, roundtable.starts_at or _NEVER))
    first = almanac.today(about)
    day = max(today + timedelta(days=1), first - timedelta(days=first.weekday()))
    days: list[date] = []
    while len(days) < _DAYS_OFFERED:
        if day.weekday() < _SATURDAY and day not in almanac.closed:
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def _check(roundtable: Roundtable, starts_at: datetime, now: datetime) -> None:
    check_open(roundtable, now)
    if starts_at <= now + _SHORTEST:
        raise InThePast(f"{starts_at:%d.%m.%Y}")
    fixed = roundtable.state is RoundtableState.CONVENED
    standing = (roundtable.starts_at,) if fixed else roundtable.proposals
    if starts_at in standing:
        raise AskedAlready


def _same(roundtable: Roundtable, new: Suggestion) -> Suggestion | None:
    open_ = (s for s in roundtable.suggestions if s.taken is None)
    return next(
        (s for s in open_ if (s.person, s.starts_at) == (new.person, new.starts_at)),
        None,
    )


def _open(roundtable: Roundtable, suggestion: Suggestion) -> None:
    if suggestion.taken is not None or suggestion not in roundtable.suggestions:
        raise OutOfDate


def _decided(
    roundtable: Roundtable, suggestion: Suggestion, *, taken: bool
) -> Roundtable:
    _open(roundtable, suggestion)
    suggestions = (
        replace(s, taken=taken) if s == suggestion else s
        for s in roundtable.suggestions
    )
    return replace(roundtable, suggestions=tuple(suggestions))


def _open_until(
    roundtable: Roundtable, suggestion: Suggestion, now: datetime
) -> datetime:
    """Return the deadline: a day at least, but not into the time itself."""
    at_least = min(now + TIME_TO_ANSWER, suggestion.starts_at - _LEAD)
    at_least = max(at_least, now + _SHORTEST)
    return max(roundtable.closes_at or now, at_least)


def _told(
    roundtable: Roundtable, circle: Circle, who: Participant, new: Suggestion
) -> TellSuggested:
    return TellSuggested(
        to=circle.manager,
        case=roundtable.case,
        expires_at=new.starts_at,
        roundtable=roundtable.id,
        code=circle.code,
        name=who.person.name,
        role=who.member.role,
        by=new.person,
        starts_at=new.starts_at,
        words=new.words,
        fixed_at=roundtable.starts_at,
    )
