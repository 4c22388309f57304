"""Standing in: one of several comes for an organisation ("someone of the school").

The organisation counts as present if one of them can come. Who says yes first is
invited, and may let a colleague come instead.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from casework.circles import Circle, Participant
from casework.disclosure import InfoClass
from casework.ids import MemberId, RoundtableId
from casework.outcome import Lane, Message
from casework.refusals import NobodyInvited, NotAChoice
from casework.roundtables import Roundtable, Seat, Vote

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Those of one organisation at one table; `enough`: one of them is."""

    organisation: str
    names: tuple[str, ...]
    enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSpared(Message):
    """Tell somebody who was asked for times that a colleague comes."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    code: str
    starts_at: datetime
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStandIn(Message):
    """Tell the case manager who comes instead of whom."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    name: str
    instead_of: str
    starts_at: datetime


def groups(roundtable: Roundtable, circle: Circle) -> tuple[Group, ...]:
    """Return the organisations of which several have a seat."""
    return tuple(
        Group(
            organisation=organisation,
            names=tuple(who.person.name for _, who in seated),
            enough=all(seat.one_is_enough for seat, _ in seated),
        )
        for organisation, seated in _together(roundtable, circle).items()
        if len(seated) > 1
    )


def let_one_stand(
    roundtable: Roundtable, circle: Circle, organisation: str, *, enough: bool
) -> Roundtable:
    """Let one of an organisation be enough, or need them all again.

    Raises:
        NotAChoice: fewer than two of it have a seat.
    """
    seated = _together(roundtable, circle).get(organisation, ())
    if len(seated) < 2:  # noqa: PLR2004 - one of two at least
        raise NotAChoice
    for seat, _ in seated:
        changed = replace(seat, required=True, one_is_enough=enough)
        roundtable = roundtable.with_seat(changed)
    return roundtable


def everyone_needed_can(roundtable: Roundtable, circle: Circle, at: datetime) -> bool:
    """Say whether each place that must be taken has a plain "yes" to this time."""
    if at not in roundtable.proposals:
        return False
    option = roundtable.proposals.index(at)
    places: dict[str, list[bool]] = {}
    for seat, who in circle.seated(roundtable):
        if seat.required and not seat.chair:
            shared = seat.one_is_enough and who.member.organisation
            place = who.member.organisation if shared else str(seat.member)
            says_yes = seat.votes.get(option) is Vote.YES
            places.setdefault(place, []).append(says_yes)
    return all(any(each) for each in places.values())


def spare_the_others(
    convened: Roundtable, circle: Circle
) -> tuple[Roundtable, tuple[TellSpared, ...]]:
    """Keep of each such organisation who said yes first; the others need not come.

    Where nobody of it can, all of them stay invited.
    """
    assert convened.starts_at is not None  # noqa: S101 - asked once it has one
    spared: dict[MemberId, TellSpared] = {}
    for organisation, seated in _together(convened, circle).items():
        sharing = [seat for seat, _ in seated if seat.one_is_enough]
        comes = _first(convened, sharing)
        for seat in sharing if comes else ():
            if seat is not comes:
                spared[seat.member] = TellSpared(
                    to=seat.person,
                    case=convened.case,
                    code=circle.code,
                    starts_at=convened.starts_at,
                    organisation=organisation,
                )
    seats = (seat for seat in convened.seats if seat.member not in spared)
    return replace(convened, seats=tuple(seats)), tuple(spared.values())


def colleagues(
    roundtable: Roundtable, circle: Circle, seat: Seat
) -> tuple[Participant, ...]:
    """Return who of the same organisation has no seat, and could take this one."""
    own = next(p for p in circle.present if p.member.id == seat.member)
    taken = {each.member for each in roundtable.seats}
    if not (seat.one_is_enough and own.member.organisation):
        return ()
    return tuple(
        each
        for each in circle.present
        if each.member.organisation == own.member.organisation
        if each.member.id not in taken and each.official
    )


def stand_in(roundtable: Roundtable, seat: Seat, instead: Participant) -> Roundtable:
    """Give somebody's seat to a colleague."""
    if any(s.member == instead.member.id for s in roundtable.seats):
        raise NobodyInvited
    new = Seat(
        member=instead.member.id,
        person=instead.person.id,
        required=seat.required,
        one_is_enough=True,
    )
    seats = (new if each.member == seat.member else each for each in roundtable.seats)
    return replace(roundtable, seats=tuple(seats))


def _together(
    roundtable: Roundtable, circle: Circle
) -> dict[str, tuple[tuple[Seat, Participant], ...]]:
    found: dict[str, tuple[tuple[Seat, Participant], ...]] = {}
    for seat, who in circle.seated(roundtable):
        organisation = who.member.organisation
        if organisation and who.official and not seat.chair:
            found[organisation] = (*found.get(organisation, ()), (seat, who))
    return found


def _first(roundtable: Roundtable, sharing: list[Seat]) -> Seat | None:
    """Return who said yes first, or if need be first; None: nobody did."""
    if roundtable.starts_at not in roundtable.proposals:
        return None
    option = roundtable.proposals.index(roundtable.starts_at)
    for wanted in (Vote.YES, Vote.IF_NEEDED):
        saying = [seat for seat in sharing if seat.votes.get(option) is wanted]
        if saying:
            # Who has not answered about every time has no moment, and comes last.
            return min(saying, key=lambda seat: seat.answered_at or _LAST)
    return None


Messages = TellSpared | TellStandIn
