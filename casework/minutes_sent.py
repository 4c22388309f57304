"""The minutes as everyone gets them, at the same moment, the family plainly first."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from casework.agenda_items import AgendaKind
from casework.circles import Circle, Participant
from casework.decisions import DecisionLine
from casework.disclosure import InfoClass, Reader, unused
from casework.ids import PersonId, RoundtableId
from casework.outcome import Fact, Lane, Message, Outcome, TeamPost
from casework.papers import Paper, paper
from casework.refusals import NotYours, OutOfDate
from casework.roundtables import Roundtable, RoundtableState


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSent(Fact):
    """The minutes went out to everyone; a later version is corrected."""

    roundtable: RoundtableId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A point the reader raised, and whether it was talked about."""

    text: str
    discussed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMinutes(Message):
    """Send the minutes as this reader may see them, and ask what is wrong in them."""

    lane = Lane.URGENT
    shows = InfoClass.MINUTES

    roundtable: RoundtableId
    code: str
    paper: Paper
    raised: tuple[Raised, ...]
    """What the reader raised, and what came of it."""
    objections_until: datetime
    open: bool
    """Whether what is wrong can still be said."""
    held: int
    managing: bool
    plain: bool
    """In plain words, as the family gets them first."""

    def narrowed(
        self: "Sent", member: Reader, restricted: frozenset[PersonId]
    ) -> "Sent":
        """Return it as its reader may see it now."""
        rests = unused(member, restricted)
        return replace(self, paper=self.paper.narrowed(member, rests))

    def kinds(self) -> frozenset[InfoClass]:
        """Return what its reader must be allowed to read for it to stay as it is."""
        return self.paper.kinds()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMinutes(SendMinutes):
    """Show the minutes to somebody who asks for them."""

    lane = Lane.REPLY


Sent = TypeVar("Sent", bound=SendMinutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNextDate(Message):
    """Tell somebody who reads no minutes what is theirs, and the next date."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE

    code: str
    held_at: datetime
    mine: tuple[DecisionLine, ...]
    raised: tuple[Raised, ...]
    next_on: date | None
    corrected: bool

    def narrowed(
        self, member: Reader, restricted: frozenset[PersonId]
    ) -> "TellNextDate":
        """Return it as its reader may see it now."""
        rests = unused(member, restricted)
        mine = tuple(each.narrowed(member, rests) for each in self.mine)
        return replace(self, mine=mine)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMinutes(TeamPost):
    """Tell the team chat that the minutes are out: a code, a date, no name."""

    code: str
    next_on: date | None


def send(roundtable: Roundtable, circle: Circle, held: int, now: datetime) -> Outcome:
    """Send the minutes to everyone who was invited, the family at the same time."""
    sent = replace(roundtable, version=roundtable.version + 1, changed_since=False)
    first = sent.version == 1
    messages = tuple(
        message
        for _, who in circle.seated(sent)
        if (message := _for(sent, circle, who, held, now))
    )
    post = PostMinutes(case=sent.case, code=circle.code, next_on=sent.next_on)
    fact = MinutesSent(
        at=now,
        by=circle.manager,
        case=sent.case,
        roundtable=sent.id,
        version=sent.version,
    )
    return Outcome((sent,), (fact,), (*messages, post) if first else messages)


def show(
    roundtable: Roundtable, circle: Circle, who: Participant, held: int, now: datetime
) -> ShowMinutes:
    """Show somebody the minutes as everyone gets them; the family sees them whole.

    Raises:
        NotYours: they may not read minutes.
        OutOfDate: they have not gone out yet.
    """
    if not who.reads(InfoClass.MINUTES):
        raise NotYours
    if roundtable.version == 0:
        raise OutOfDate
    sent = _minutes(ShowMinutes, roundtable, circle, who, now)
    return replace(sent, held=held, plain=False)


def _for(
    roundtable: Roundtable,
    circle: Circle,
    who: Participant,
    held: int,
    now: datetime,
) -> SendMinutes | TellNextDate | None:
    if who.reads(InfoClass.MINUTES):
        return replace(_minutes(SendMinutes, roundtable, circle, who, now), held=held)
    seen = paper(roundtable, circle, who)
    mine = tuple(line for line in seen.decisions if line.who.mine)
    corrected = roundtable.version > 1
    if corrected and not any(line.first for line in mine):
        return None
    return TellNextDate(
        to=who.person.id,
        case=roundtable.case,
        code=circle.code,
        held_at=seen.held_at,
        mine=mine,
        raised=() if corrected else raised_by(roundtable, who.person.id),
        next_on=roundtable.next_on,
        corrected=corrected,
    )


def _minutes(
    kind: type[Sent],
    roundtable: Roundtable,
    circle: Circle,
    who: Participant,
    now: datetime,
) -> Sent:
    until = roundtable.objections_until
    assert until is not None  # noqa: S101 - set when the minutes end
    drafted = roundtable.state is RoundtableState.MINUTES_DRAFT
    return kind(
        to=who.person.id,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        paper=paper(roundtable, circle, who),
        raised=raised_by(roundtable, who.person.id),
        objections_until=until,
        open=drafted and now < until,
        held=0,
        managing=who.member.manages,
        plain=who.family,
    )


def raised_by(roundtable: Roundtable, person: PersonId) -> tuple[Raised, ...]:
    """Return what somebody raised, and whether it was talked about."""
    return tuple(
        Raised(text=item.text, discussed=bool(item.discussed))
        for item in roundtable.agenda
        if item.kind is AgendaKind.RAISED and item.by == person
    )


Messages = SendMinutes | ShowMinutes | TellNextDate | PostMinutes
