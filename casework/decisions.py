"""Decisions: each with one responsible person and a date; each becomes an activity."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.circles import Circle, Participant
from casework.disclosure import InfoClass, Reader
from casework.ids import ActivityId, MemberId, PersonId, RoundtableId
from casework.minuted import Decision, Dissent
from casework.outcome import Fact
from casework.plans import Activity
from casework.refusals import InThePast, NoWords, OutOfDate
from casework.roles import Role
from casework.roundtables import Roundtable, RoundtableState
from casework.timing import Almanac


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Fact):
    """Something was decided, with one responsible person and a date."""

    roundtable: RoundtableId
    responsible: MemberId
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Somebody as a reader may see them: by name, or by role alone."""

    role: Role | None
    """None: the child."""
    name: str = ""
    organisation: str = ""
    mine: bool = False
    """It is the reader."""
    person: PersonId | None = None
    """Who it is, for asking again when it leaves; shown to nobody."""

    def narrowed(self, reader: Reader, rests: frozenset[PersonId]) -> "Somebody":
        """Return them as the reader may see them now."""
        named = InfoClass.NETWORK in reader.reads and self.person not in rests
        return self if named or self.mine else replace(self, name="", organisation="")


@dataclass(frozen=True, slots=True, kw_only=True)
class DissentLine:
    """Who of the family sees it differently, with their words if they may be read."""

    who: Somebody
    words: str

    def narrowed(self, reader: Reader, rests: frozenset[PersonId]) -> "DissentLine":
        """Return it as the reader may see it now."""
        childs = self.who.role is None
        heard = not childs or InfoClass.CHILD_OPINION in reader.reads
        who = self.who.narrowed(reader, rests)
        return replace(self, who=who, words=self.words if heard else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision as it is read: who does it, until when, who sees it differently."""

    text: str
    who: Somebody
    due_on: date
    first: str = ""
    """The words before they were corrected."""
    at: datetime | None = None
    dissents: tuple[DissentLine, ...] = ()

    def narrowed(self, reader: Reader, rests: frozenset[PersonId]) -> "DecisionLine":
        """Return it as the reader may see it now: rights may have changed."""
        return replace(
            self,
            who=self.who.narrowed(reader, rests),
            dissents=still_said(self.dissents, reader, rests),
        )


def still_said(
    said: Iterable[DissentLine], reader: Reader, rests: frozenset[PersonId]
) -> tuple[DissentLine, ...]:
    """Return who sees it differently, as far as the reader may know that now."""
    return tuple(
        each.narrowed(reader, rests) for each in said if each.who.person not in rests
    )


def decide(
    roundtable: Roundtable,
    circle: Circle,
    decision: Decision,
    when: tuple[datetime, date],
) -> tuple[Roundtable, Fact]:
    """Write down one decision.

    Raises:
        OutOfDate: the minutes are finished, or the meeting was not held.
        NoWords: nothing was decided.
        InThePast: the date is over.
    """
    now, today = when
    if roundtable.state is not RoundtableState.HELD:
        raise OutOfDate
    if not decision.text.strip():
        raise NoWords
    if decision.due_on < today:
        raise InThePast(decision.due_on.strftime("%d.%m.%Y"))
    fact = DecisionMade(
        at=now,
        by=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        responsible=decision.responsible,
        due_on=decision.due_on,
    )
    here = {each.member.id: each.member.role for each in circle.present}
    written = replace(
        decision, by=circle.manager, at=now, role=here.get(decision.responsible)
    )
    return replace(roundtable, decisions=(*roundtable.decisions, written)), fact


def take_out(roundtable: Roundtable, place: int) -> Roundtable:
    """Take a decision out again that was written down wrongly.

    Raises:
        OutOfDate: the minutes are finished, or it is not there any more.
    """
    if roundtable.state is not RoundtableState.HELD or not (
        0 <= place < len(roundtable.decisions)
    ):
        raise OutOfDate
    kept = (each for n, each in enumerate(roundtable.decisions) if n != place)
    return replace(roundtable, decisions=tuple(kept))


def lines(
    roundtable: Roundtable, circle: Circle, reader: Participant
) -> tuple[DecisionLine, ...]:
    """Return the decisions as they are read by one member."""
    here = {each.member.id: each for each in circle.present}
    return tuple(
        DecisionLine(
            text=each.text,
            who=somebody(here[each.responsible], reader)
            if each.responsible in here
            else Somebody(role=each.role),
            due_on=each.due_on,
            first=each.first,
            at=each.at,
            dissents=dissents(roundtable, each.dissents, circle, reader),
        )
        for each in roundtable.decisions
    )


def dissents(
    roundtable: Roundtable,
    said: Iterable[Dissent],
    circle: Circle,
    reader: Participant,
) -> tuple[DissentLine, ...]:
    """Return who sees it differently; the child's words only to who may read them."""
    here = {each.member.id: each for each in circle.present}
    heard = reader.reads(InfoClass.CHILD_OPINION)
    persons = {seat.member: seat.person for seat in roundtable.seats}
    found = []
    for each in said:
        person = persons.get(each.of) if each.of else None
        if person in reader.rests:
            continue
        if each.of is None:
            words = each.words if heard else ""
            found.append(DissentLine(who=Somebody(role=None), words=words))
        elif each.of in here:
            who = somebody(here[each.of], reader)
            found.append(DissentLine(who=who, words=each.words))
        else:
            gone = Somebody(role=Role.PARENT, person=person)
            found.append(DissentLine(who=gone, words=each.words))
    return tuple(found)


def somebody(who: Participant, reader: Participant) -> Somebody:
    """Return somebody as this reader may see them."""
    named = reader.reads(InfoClass.NETWORK) and who.person.id not in reader.rests
    return Somebody(
        role=who.member.role,
        name=who.person.name if named else "",
        organisation=who.member.organisation if named else "",
        mine=who.member.id == reader.member.id,
        person=who.person.id,
    )


def activities(
    roundtable: Roundtable, circle: Circle, ids: Iterable[ActivityId]
) -> tuple[Roundtable, tuple[Activity, ...]]:
    """Return an activity for each decision; its person is still to accept it (R20)."""
    here = {each.member.id: each.person.id for each in circle.present}
    made, decisions = [], []
    for decision, activity_id in zip(roundtable.decisions, ids, strict=True):
        if decision.responsible not in here:
            decisions.append(decision)
            continue
        made.append(
            Activity(
                id=activity_id,
                case=roundtable.case,
                goal=decision.goal,
                title=decision.text,
                responsible=decision.responsible,
                person=here[decision.responsible],
                due_on=decision.due_on,
            )
        )
        decisions.append(replace(decision, activity=activity_id))
    return replace(roundtable, decisions=tuple(decisions)), tuple(made)


def days_ahead(today: date, weeks: Iterable[int], almanac: Almanac) -> tuple[date, ...]:
    """Return the workdays so many weeks ahead, moved on past holidays."""
    return tuple(_open(today + timedelta(weeks=n), almanac) for n in weeks)


def _open(day: date, almanac: Almanac) -> date:
    while day in almanac.closed or day.weekday() > 4:  # noqa: PLR2004 - Friday
        day += timedelta(days=1)
    return day
