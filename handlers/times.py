"""Times to meet: what `scheduling` finds and ranks, in the words of casework."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from casework.ballots import Counts
from casework.circles import Circle, Participant
from casework.drafts import Found, InTheWay, WayOut
from casework.ids import MemberId, PersonId
from casework.polls import Choice
from casework.roundtables import Purpose, Reply, Roundtable, Seat, Weeks
from handlers.turn import Turn
from scheduling.slots import (
    Hours,
    Invitee,
    Proposals,
    Ranked,
    Search,
    Span,
    Vote,
    WorkingHours,
    propose,
    rank,
)

PROPOSED = 5
"""How many times people are asked about: one tap each."""
OFFICE = (time(8), time(17))
_AHEAD = {
    Weeks.THIS: timedelta(days=1),
    Weeks.NEXT: timedelta(days=3),
    Weeks.SOON: timedelta(days=7),
    Weeks.LATER: timedelta(days=7),
}
_LEAD = timedelta(hours=18)
_SHORTEST = timedelta(hours=2)
_CLOSES_AT = time(17)


async def find(turn: Turn, roundtable: Roundtable, circle: Circle) -> Found:
    """Find times at which everybody needed can come."""
    seated = circle.seated(roundtable)
    taken = await _taken(turn, roundtable, [who for _, who in seated])
    invitees = [_invitee(seat, who, taken, turn.today) for seat, who in seated]
    found = propose(invitees, _search(turn, roundtable), PROPOSED)
    return _found(found, circle)


def ranked(turn: Turn, roundtable: Roundtable, circle: Circle) -> tuple[Choice, ...]:
    """Put the times still ahead in order by the votes, each with its reason."""
    length = timedelta(minutes=roundtable.minutes_long)
    spans = {at: Span(at, at + length) for at in roundtable.proposals}
    voting = [(s, who) for s, who in circle.seated(roundtable) if not s.chair]
    votes = {
        str(seat.member): {
            spans[roundtable.proposals[option]]: Vote(vote)
            for option, vote in seat.votes.items()
        }
        for seat, _ in voting
    }
    invitees = [_invitee(seat, who, {}, turn.today) for seat, who in voting]
    ahead = [span for at, span in spans.items() if at > turn.now]
    return tuple(_choice(each, circle) for each in rank(ahead, invitees, votes))


def closes_at(turn: Turn, roundtable: Roundtable) -> datetime:
    """Return until when everybody may answer: days for planning, hours for need."""
    almanac = turn.almanac
    urgent = roundtable.purpose is Purpose.URGENT
    ahead = _AHEAD[Weeks.THIS if urgent else roundtable.weeks]
    wanted = almanac.at(almanac.today(turn.now + ahead), _CLOSES_AT)
    latest = min(roundtable.proposals, default=wanted) - _LEAD
    return max(min(wanted, latest), turn.now + _SHORTEST)


def weeks_to_search(weeks: Weeks, today: date) -> tuple[date, date]:
    """Return the first and the last day on which to look for a time."""
    monday = today - timedelta(days=today.weekday())
    match weeks:
        case Weeks.THIS:
            return today + timedelta(days=1), today + timedelta(days=7)
        case Weeks.NEXT:
            return monday + timedelta(weeks=1), monday + timedelta(days=13)
        case Weeks.SOON:
            return monday + timedelta(weeks=2), monday + timedelta(days=27)
        case Weeks.LATER:
            return monday + timedelta(weeks=4), monday + timedelta(days=48)


def _search(turn: Turn, roundtable: Roundtable) -> Search:
    first, last = weeks_to_search(roundtable.weeks, turn.today)
    return Search(
        length=timedelta(minutes=roundtable.minutes_long),
        first_day=first,
        last_day=last,
        zone=turn.office.zone,
        closed_days=frozenset(turn.almanac.closed),
    )


async def _taken(
    turn: Turn, roundtable: Roundtable, people: Sequence[Participant]
) -> dict[PersonId, list[Span]]:
    """Return when these people sit at other tables; only the time is looked at."""
    taken: dict[PersonId, list[Span]] = {p.person.id: [] for p in people}
    cases = {
        member.case
        for person in taken
        for member in await turn.tx.members.of_person(person)
    }
    for other in await turn.tx.roundtables.convened_in(cases):
        if other.id == roundtable.id or not (other.starts_at and other.ends_at):
            continue
        for seat in other.seats:
            if seat.person in taken and seat.reply is not Reply.DECLINES:
                taken[seat.person].append(Span(other.starts_at, other.ends_at))
    return taken


def _invitee(
    seat: Seat, who: Participant, taken: dict[PersonId, list[Span]], today: date
) -> Invitee:
    hours = who.person.hours
    if who.official:
        opens, closes = max(hours.opens, OFFICE[0]), min(hours.closes, OFFICE[1])
        # Who is only written to in the evening still works by day.
        office = (opens, closes) if opens < closes else OFFICE
        week = WorkingHours.on(range(5), Hours(*office))
    else:
        week = WorkingHours.on(range(7), Hours(hours.opens, hours.closes))
    return Invitee(
        key=str(seat.member),
        required=seat.required,
        family=who.family,
        organisation=who.member.organisation or None,
        one_is_enough=seat.one_is_enough,
        hours=week,
        busy=tuple(taken.get(who.person.id, ())),
        days_off=_days_off(who, today),
    )


def _days_off(who: Participant, today: date) -> frozenset[date]:
    until = who.person.away_until
    if until is None or until < today:
        return frozenset()
    return frozenset(today + timedelta(days=n) for n in range((until - today).days + 1))


def _found(found: Proposals, circle: Circle) -> Found:
    return Found(
        times=tuple(sorted(each.span.starts_at for each in found.slots)),
        in_the_way=tuple(
            InTheWay(
                monday=week.monday,
                hindrance=obstacle.hindrance,
                names=_names(obstacle.keys, circle),
            )
            for week in found.blocked
            for obstacle in week.obstacles
        ),
        ways_out=tuple(
            WayOut(
                easing=way.easing,
                names=_names(way.keys, circle),
                times=tuple(span.starts_at for span in way.slots[:2]),
            )
            for way in found.relaxations
        ),
    )


def _choice(ranked_: Ranked, circle: Circle) -> Choice:
    reason = ranked_.reasons[0] if ranked_.reasons else None
    return Choice(
        at=ranked_.slot.starts_at,
        possible=ranked_.possible,
        counts=Counts(yes=ranked_.yes, if_needed=ranked_.if_needed, no=ranked_.no),
        silent=ranked_.unknown,
        why=reason.why if reason else "",
        names=_names(reason.keys, circle) if reason else (),
    )


def _names(keys: Iterable[str], circle: Circle) -> tuple[str, ...]:
    wanted = set(keys)
    return circle.who(
        MemberId(p.member.id) for p in circle.present if str(p.member.id) in wanted
    )
