"""The agenda: what people want to raise, obstacles and goals, the family's words first.

casework.md H. The words stay the words of who said them, and reach those they were
meant for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework import attainment
from casework.agenda_items import AgendaItem, AgendaKind, GoalRating
from casework.attainment import Score
from casework.calendars import Entry
from casework.circles import Circle, Participant
from casework.disclosure import Audience, InfoClass, Reader, audience_includes, unused
from casework.ids import GoalId, PersonId, RoundtableId
from casework.obstacles import Obstacle
from casework.outcome import Lane, Message, Outcome
from casework.plans import Goal
from casework.roles import FAMILY, Role
from casework.roundtables import (
    ChildPart,
    Purpose,
    Roundtable,
)
from casework.sightings import Sighting, gaps, sightings, since
from casework.statements import Statement, needs, readable

_KINDS = {
    AgendaKind.GOAL: InfoClass.GOALS,
    AgendaKind.OBSTACLE: InfoClass.OBSTACLES,
}
_RATED = frozenset({InfoClass.GOALS, InfoClass.UPDATES_SUMMARY})
"""What somebody must read to see how near others say the goals are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the agenda as its reader sees it."""

    kind: AgendaKind
    text: str
    role: Role | None = None
    mine: bool = False
    goal: GoalId | None = None
    by: PersonId | None = None

    @property
    def shows(self) -> InfoClass:
        """The kind of information it is, for whom it was not written by."""
        return _KINDS.get(self.kind, InfoClass.AGENDA)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgenda(Message):
    """Send the agenda two days before, which is a reminder too."""

    lane = Lane.DIGEST
    shows = InfoClass.AGENDA

    roundtable: RoundtableId
    purpose: Purpose
    entry: Entry
    points: tuple[Point, ...]
    child_part: ChildPart = ChildPart.OPINION
    sightings: tuple[Sighting, ...] = ()
    """How each observer saw the goals go."""
    gaps: tuple[Statement, ...] = ()
    """What waits for a free place, or for somebody to do it."""
    since: tuple[Statement, ...] = ()
    """What became of what was agreed before."""
    ratings: tuple[GoalRating, ...] = ()
    """How near each observer sees the goals."""
    leads: bool = False
    """The reader leads the case, and is told which goals nobody has rated (R17)."""
    scores: tuple[Score, ...] = ()
    """The same as one figure for each observer, for the case manager alone."""
    replied: bool

    def narrowed(self, member: Reader, restricted: frozenset[PersonId]) -> "SendAgenda":
        """Return it as its reader may read it now: rights may have changed.

        What was said by or about people whose data is `restricted` rests (GDPR 18).
        """
        rests = unused(member, restricted)
        every = member.reads >= _RATED
        ratings = tuple(
            r for r in self.ratings if (every or r.by == self.to) and r.by not in rests
        )
        sightings = tuple(s for s in self.sightings if s.person not in rests)
        return replace(
            self,
            points=tuple(
                each
                for each in self.points
                if each.by not in rests and (each.mine or each.shows in member.reads)
            ),
            sightings=sightings if InfoClass.UPDATES_SUMMARY in member.reads else (),
            gaps=readable(self.gaps, member, restricted),
            since=readable(self.since, member, restricted),
            ratings=ratings,
            scores=attainment.scores(ratings) if self.scores else (),
        )

    def kinds(self) -> frozenset[InfoClass]:
        """Return the kinds somebody must be allowed to read for it to stay with them."""
        found = {self.shows, *(each.shows for each in self.points if not each.mine)}
        found |= _RATED if any(r.by != self.to for r in self.ratings) else set()
        found |= {InfoClass.UPDATES_SUMMARY} if self.sightings else set()
        for each in (*self.gaps, *self.since):
            found |= needs(each, self.to)
        return frozenset(found)


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
    aims = [
        AgendaItem(kind=AgendaKind.GOAL, text=each.text, goal=each.id) for each in goals
    ]
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
        goal=item.goal,
        by=item.by,
    )


def send(
    roundtable: Roundtable, circle: Circle, said: tuple[Statement, ...] = ()
) -> Outcome:
    """Send everyone the agenda as far as they may read it, or a mere reminder."""
    return Outcome(
        messages=tuple(
            _with_words(
                _preview(roundtable, circle.code, who, replied=seat.reply is not None),
                roundtable,
                who,
                said,
            )
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
        child_part=roundtable.child_part,
        replied=replied,
    )


def _with_words(
    preview: SendAgenda | RemindAhead,
    roundtable: Roundtable,
    who: Participant,
    said: tuple[Statement, ...],
) -> SendAgenda | RemindAhead:
    if isinstance(preview, RemindAhead):
        return preview
    ratings = attainment.shown_to(roundtable, who)
    return replace(
        preview,
        sightings=sightings(said, who),
        gaps=gaps(said, who),
        since=since(said, who),
        ratings=ratings,
        leads=who.member.manages and roundtable.purpose in attainment.REVIEWS,
        scores=attainment.scores(ratings) if who.member.manages else (),
    )


def may_read(item: AgendaItem, who: Participant) -> bool:
    """Say whether somebody may read a point of the agenda."""
    if item.by == who.person.id:
        return True
    if item.by in who.rests:
        return False
    if item.kind is AgendaKind.GOAL:
        return who.reads(InfoClass.GOALS)
    if item.kind is AgendaKind.OBSTACLE and not who.reads(InfoClass.OBSTACLES):
        return False
    return audience_includes(item.audience, who.member.role)


Messages = SendAgenda | RemindAhead
