"""A roundtable as a draft: what the case needs, shown to the case manager first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from casework.busy_calendars import Taken
from casework.circles import Circle, Participant
from casework.draft_messages import Doubt, Found, ShowDraft, TellDiscarded
from casework.ids import MemberId, PersonId, RoundtableId
from casework.opinions import Wanted
from casework.outcome import Outcome, Outgoing
from casework.refusals import OutOfDate
from casework.roles import LOOKING_ON
from casework.roundtables import (
    Purpose,
    Roundtable,
    RoundtableState,
    Seat,
    Weeks,
    usual_purpose,
)
from casework.standing_in import groups

FORGOTTEN_AFTER = timedelta(days=3)
"""How long a draft waits for the case manager to go on."""
LENGTHS = (30, 45, 60, 90)
USUAL_LENGTH = 60


def draft(
    roundtable_id: RoundtableId, circle: Circle, held: int, now: datetime
) -> Roundtable:
    """Make a draft from what the case needs and whom the network requires."""
    invitable = _invitable(circle)
    seats = (_seat(p, circle, required=p.member.required) for p in invitable)
    return Roundtable(
        id=roundtable_id,
        case=circle.case,
        purpose=usual_purpose(held),
        minutes_long=USUAL_LENGTH,
        proposals=(),
        seats=tuple(seats),
        state=RoundtableState.DRAFT,
        opened_at=now,
        wake_at=now + FORGOTTEN_AFTER,
    )


def draft_anew(
    poll: Roundtable, new_id: RoundtableId, weeks: Weeks, now: datetime
) -> Roundtable:
    """Make a draft for other times with the same people; the poll runs on until then.

    Raises:
        OutOfDate: a time is fixed already, or it was called off.
    """
    if poll.state is not RoundtableState.POLLING:
        raise OutOfDate
    return replace(
        poll,
        id=new_id,
        state=RoundtableState.DRAFT,
        proposals=(),
        own_times=(),
        suggestions=(),
        seats=tuple(
            replace(s, votes={}, answered_at=None, reminded_at=None) for s in poll.seats
        ),
        weeks=weeks,
        closes_at=None,
        recommended=None,
        done=frozenset(),
        instead_of=poll.id,
        opened_at=now,
        wake_at=now + FORGOTTEN_AFTER,
    )


def without(found: Found, refused: Iterable[datetime]) -> Found:
    """Return what was found without the times that people have been asked about."""
    asked = set(refused)
    return replace(found, times=tuple(at for at in found.times if at not in asked))


def seat_people(
    roundtable: Roundtable,
    circle: Circle,
    required: Iterable[MemberId],
    optional: Iterable[MemberId],
) -> Roundtable:
    """Seat these members and no others; the case manager always has a seat."""
    needed = set(required)
    invited = needed | set(optional)
    seats = (
        _seat(p, circle, required=p.member.id in needed)
        for p in _invitable(circle)
        if p.member.id in invited or _chairs(p, circle)
    )
    return replace(check_draft(roundtable), seats=tuple(seats))


def add_seats(
    roundtable: Roundtable, circle: Circle, members: Iterable[MemberId]
) -> Roundtable:
    """Seat people who are to come besides those who were asked; nobody must."""
    taken = {seat.member for seat in roundtable.seats}
    wanted = set(members) - taken
    new = (
        _seat(p, circle, required=False)
        for p in circle.present
        if p.member.id in wanted
    )
    return replace(roundtable, seats=(*roundtable.seats, *new))


def aim(roundtable: Roundtable, purpose: Purpose) -> Roundtable:
    """Give a draft another purpose; what is urgent cannot wait for later weeks."""
    weeks = Weeks.THIS if purpose is Purpose.URGENT else roundtable.weeks
    return replace(check_draft(roundtable), purpose=purpose, weeks=weeks)


def check_draft(roundtable: Roundtable) -> Roundtable:
    """Return the draft, if it still is one.

    Raises:
        OutOfDate: everyone was asked already, or it was discarded.
    """
    if roundtable.state is not RoundtableState.DRAFT:
        raise OutOfDate
    return roundtable


def discard(roundtable: Roundtable, to: PersonId, code: str) -> Outcome:
    """Drop a draft that nobody else has seen."""
    check_draft(roundtable)
    gone = replace(roundtable, state=RoundtableState.CANCELLED, wake_at=None)
    return Outcome(
        (gone,), (), (TellDiscarded(to=to, case=roundtable.case, code=code),)
    )


def show(
    roundtable: Roundtable,
    circle: Circle,
    found: Found,
    missing: tuple[Wanted, ...],
    held: int,
) -> Outcome:
    """Keep the draft and show it with the times found and those wished for."""
    times = tuple(sorted({*found.times, *roundtable.own_times}))
    found = replace(found, times=times)
    seated = circle.seated(roundtable)
    invited = {seat.member for seat, _ in seated}
    message = ShowDraft(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        purpose=roundtable.purpose,
        minutes_long=roundtable.minutes_long,
        weeks=roundtable.weeks,
        place=roundtable.place,
        required=tuple(
            p.person.name for s, p in seated if s.required and not s.one_is_enough
        ),
        optional=tuple(p.person.name for s, p in seated if not s.required),
        not_asked=tuple(
            each.person.name for each in circle.present if each.member.id not in invited
        ),
        found=found,
        doubts=doubts(roundtable, circle),
        missing=missing,
        held=held,
        child_part=roundtable.child_part,
        groups=groups(roundtable, circle),
    )
    return Outcome((replace(roundtable, proposals=times),), (), (message,))


def said_again(message: Outgoing) -> Outgoing:
    """Return the draft as shown because something has changed, not because asked."""
    return replace(message, again=True) if isinstance(message, ShowDraft) else message


def touched(draft: Roundtable, member: MemberId, taken: Iterable[Taken]) -> bool:
    """Say whether somebody seated cannot come to a time that was found for them."""
    if all(seat.member != member for seat in draft.seats):
        return False
    length = timedelta(minutes=draft.minutes_long)
    found = [at for at in draft.proposals if at not in draft.own_times]
    return any(
        each.starts_at < at + length and at < each.ends_at
        for each in taken
        for at in found
    )


def doubts(roundtable: Roundtable, circle: Circle) -> tuple[Doubt, ...]:
    """Return what speaks against these people at one table (003:301, 444)."""
    others = [p for s, p in circle.seated(roundtable) if not s.chair]
    relatives = [p for p in others if not p.official]
    found = []
    if not any(p.family for p in others):
        found.append(Doubt.NO_PARENT)
    elif len(relatives) == 1 and len(others) > 1:
        found.append(Doubt.ONE_PARENT_ALONE)
    if not any(s.required for s, _ in circle.seated(roundtable) if not s.chair):
        found.append(Doubt.NOBODY_REQUIRED)
    return tuple(found)


def _invitable(circle: Circle) -> list[Participant]:
    return [p for p in circle.present if p.member.role not in LOOKING_ON]


def _chairs(participant: Participant, circle: Circle) -> bool:
    return participant.person.id == circle.manager


LATER = {
    Weeks.THIS: Weeks.NEXT,
    Weeks.NEXT: Weeks.SOON,
    Weeks.SOON: Weeks.LATER,
    Weeks.LATER: Weeks.LATER,
}
"""Where to look next when no time of some weeks suits."""


def _seat(participant: Participant, circle: Circle, *, required: bool) -> Seat:
    chairs = _chairs(participant, circle)
    return Seat(
        member=participant.member.id,
        person=participant.person.id,
        required=required or chairs,
        chair=chairs,
    )
