"""The agenda: what people want to raise, obstacles and goals, the family's words first.

casework.md H. The words stay the words of who said them, and reach those they were
meant for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework.calendars import Entry
from casework.circles import Circle, Participant
from casework.disclosure import Audience, InfoClass, audience_includes
from casework.ids import RoundtableId
from casework.obstacles import Obstacle
from casework.outcome import Lane, Message, Outcome
from casework.plans import Goal
from casework.roles import FAMILY, Role
from casework.roundtables import AgendaItem, AgendaKind, Purpose, Roundtable


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the agenda as its reader sees it."""

    kind: AgendaKind
    text: str
    role: Role | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgenda(Message):
    """Send the agenda two days before, which is a reminder too."""

    lane = Lane.DIGEST
    shows = InfoClass.AGENDA

    roundtable: RoundtableId
    purpose: Purpose
    entry: Entry
    points: tuple[Point, ...]
    replied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindAhead(Message):
    """Remind somebody two days before who does not get the agenda."""

    lane = Lane.DIGEST
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    entry: Entry
    replied: bool


def build(
    roundtable: Roundtable, obstacles: Iterable[Obstacle], goals: Iterable[Goal]
) -> Roundtable:
    """Build the agenda from what was raised, what hinders, and the goals.

    The family's points stand first (casework.md H 2).
    """
    raised = [item for item in roundtable.agenda if item.kind is AgendaKind.RAISED]
    raised.sort(key=lambda item: item.role not in FAMILY)
    hindering = [
        AgendaItem(
            kind=AgendaKind.OBSTACLE,
            text=each.text,
            by=each.person,
            audience=each.audience,
            at=each.opened_at,
        )
        for each in obstacles
        if each.audience is not Audience.MANAGER
    ]
    aims = [AgendaItem(kind=AgendaKind.GOAL, text=each.text) for each in goals]
    return replace(roundtable, agenda=(*raised, *hindering, *aims))


def points_for(roundtable: Roundtable, who: Participant) -> tuple[Point, ...]:
    """Return the points of the agenda that somebody may read."""
    return tuple(point(item, who) for item in roundtable.agenda if may_read(item, who))


def point(item: AgendaItem, who: Participant) -> Point:
    """Return a point of the agenda as somebody sees it who may read it."""
    return Point(
        kind=item.kind,
        text=item.text,
        role=item.role,
        mine=item.by == who.person.id,
    )


def send(roundtable: Roundtable, circle: Circle) -> Outcome:
    """Send everyone the agenda as far as they may read it, or a mere reminder."""
    return Outcome(
        messages=tuple(
            _preview(roundtable, circle.code, who, replied=seat.reply is not None)
            for seat, who in circle.seated(roundtable)
        )
    )


def _preview(
    roundtable: Roundtable, code: str, who: Participant, *, replied: bool
) -> SendAgenda | RemindAhead:
    if not who.reads(InfoClass.AGENDA):
        return RemindAhead(
            to=who.person.id,
            case=roundtable.case,
            expires_at=roundtable.starts_at,
            roundtable=roundtable.id,
            entry=roundtable.entry(code),
            replied=replied,
        )
    return SendAgenda(
        to=who.person.id,
        case=roundtable.case,
        expires_at=roundtable.starts_at,
        roundtable=roundtable.id,
        purpose=roundtable.purpose,
        entry=roundtable.entry(code),
        points=points_for(roundtable, who),
        replied=replied,
    )


def may_read(item: AgendaItem, who: Participant) -> bool:
    """Say whether somebody may read a point of the agenda."""
    if item.by == who.person.id:
        return True
    if item.kind is AgendaKind.GOAL:
        return who.reads(InfoClass.GOALS)
    if item.kind is AgendaKind.OBSTACLE and not who.reads(InfoClass.OBSTACLES):
        return False
    return audience_includes(item.audience, who.member.role)


Messages = SendAgenda | RemindAhead
