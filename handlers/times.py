"""Times to meet: what `scheduling` finds and ranks, in the words of casework."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from casework.ballots import Counts
from casework.circles import Circle
from casework.draft_messages import Found, InTheWay, WayOut
from casework.ids import MemberId
from casework.polls import Choice
from casework.roundtables import Purpose, Roundtable, Weeks
from handlers.availability import Availability
from handlers.turn import Turn
from scheduling.slots import (
    BlockedWeek,
    Invitee,
    Proposals,
    Ranked,
    Search,
    Span,
    Vote,
    propose,
    rank,
)

PROPOSED = 6
"""How many times people are asked about: one tap each."""
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
    search = search_of(turn, roundtable)
    people, others = await invitees(turn, search, roundtable, circle)
    return _found(propose(people, search, PROPOSED, others), circle)


async def invitees(
    turn: Turn, search: Search, roundtable: Roundtable, circle: Circle
) -> tuple[list[Invitee], list[list[Invitee]]]:
    """Return who is invited, and who is wanted at the tables still to be arranged."""
    known = Availability(turn, search, roundtable.id)
    people = [
        replace(
            await known.invitee(
                who,
                str(seat.member),
                required=seat.required,
                any_hour=roundtable.any_hour,
            ),
            one_is_enough=seat.one_is_enough,
        )
        for seat, who in circle.seated(roundtable)
    ]
    others = await known.others([who for _, who in circle.seated(roundtable)])
    return people, others


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
    # The hours do not matter any more: people have said themselves what suits them.
    voters = [
        Invitee(
            str(seat.member),
            required=seat.required,
            family=who.family,
            organisation=who.member.organisation or None,
            one_is_enough=seat.one_is_enough,
        )
        for seat, who in voting
    ]
    ahead = [span for at, span in spans.items() if at > turn.now]
    return tuple(_choice(each, circle) for each in rank(ahead, voters, votes))


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


def search_of(turn: Turn, roundtable: Roundtable) -> Search:
    """Return where to look for a time of this roundtable."""
    first, last = weeks_to_search(roundtable.weeks, turn.today)
    return Search(
        length=timedelta(minutes=roundtable.minutes_long),
        first_day=first,
        last_day=last,
        zone=turn.office.zone,
        closed_days=frozenset(turn.almanac.closed),
    )


def _found(found: Proposals, circle: Circle) -> Found:
    return Found(
        times=tuple(sorted(each.span.starts_at for each in found.slots)),
        in_the_way=tuple(
            InTheWay(monday=week.monday, hindrance=why, names=_names(keys, circle))
            for week in found.blocked
            for why, keys in _by_hindrance(week).items()
        ),
        ways_out=tuple(
            WayOut(
                easing=way.easing,
                names=_names(way.keys, circle),
                times=tuple(span.starts_at for span in way.slots[:2]),
                members=tuple(MemberId(UUID(key)) for key in way.keys),
            )
            for way in found.relaxations
        ),
    )


def _by_hindrance(week: BlockedWeek) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for obstacle in week.obstacles:
        keys.setdefault(obstacle.hindrance, []).extend(obstacle.keys)
    return keys


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
