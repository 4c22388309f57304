"""The minutes as one reader may see them: drafted by the program from what was entered.

Everything in them was entered by somebody, and says by whom and when (R40). What the
child said reaches those only who read the child's opinions; names reach those only
who see the network.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework import agendas
from casework.agenda_items import AgendaKind
from casework.circles import Circle, Participant
from casework.decisions import (
    DecisionLine,
    DissentLine,
    Somebody,
    dissents,
    lines,
    somebody,
    still_said,
)
from casework.disclosure import InfoClass, Reader
from casework.ids import PersonId
from casework.minuted import Correction, CorrectionState
from casework.roundtables import Purpose, Roundtable


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """What somebody found wrong, and what became of it."""

    who: Somebody
    text: str
    at: datetime
    about: int | None
    """The number of the decision, beginning with 1."""
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Protokoll: the minutes as one reader sees them."""

    held_at: datetime
    purpose: Purpose
    place: str
    came: tuple[Somebody, ...]
    absent: tuple[Somebody, ...]
    points: tuple[agendas.Point, ...]
    """What was raised and talked about, as far as the reader may read it."""
    decisions: tuple[DecisionLine, ...]
    dissents: tuple[DissentLine, ...]
    """Who of the family sees the whole differently."""
    explanation: str
    """How it was explained to the child; for those who read the child's opinions."""
    summary: str
    written_by: Somebody | None
    written_at: datetime | None
    next_on: date | None
    corrections: tuple[CorrectionLine, ...]
    version: int
    confirmed_at: datetime | None

    def narrowed(self, reader: Reader, rests: frozenset[PersonId]) -> "Paper":
        """Return it as its reader may see it now: it may have lain waiting."""
        heard = InfoClass.CHILD_OPINION in reader.reads
        written_by = self.written_by
        return replace(
            self,
            came=tuple(each.narrowed(reader, rests) for each in self.came),
            absent=tuple(each.narrowed(reader, rests) for each in self.absent),
            points=tuple(each for each in self.points if each.by not in rests),
            decisions=tuple(each.narrowed(reader, rests) for each in self.decisions),
            dissents=still_said(self.dissents, reader, rests),
            explanation=self.explanation if heard else "",
            written_by=written_by and written_by.narrowed(reader, rests),
            corrections=tuple(
                replace(each, who=each.who.narrowed(reader, rests))
                for each in self.corrections
                if each.who.person not in rests
            ),
        )

    def kinds(self) -> frozenset[InfoClass]:
        """Return what its reader must be allowed to read for it to stay as it is."""
        people = (*self.came, *self.absent, *(each.who for each in self.decisions))
        named = any(each.name and not each.mine for each in people)
        said = (*self.dissents, *(d for each in self.decisions for d in each.dissents))
        heard = any(each.who.role is None and each.words for each in said)
        kinds = {InfoClass.MINUTES}
        kinds |= {InfoClass.NETWORK} if named else set()
        kinds |= {InfoClass.CHILD_OPINION} if heard or self.explanation else set()
        return frozenset(kinds)


def paper(roundtable: Roundtable, circle: Circle, reader: Participant) -> Paper:
    """Return the minutes as this reader may see them."""
    assert roundtable.held_at is not None  # noqa: S101 - minutes of what was held
    heard = reader.reads(InfoClass.CHILD_OPINION)
    return Paper(
        held_at=roundtable.held_at,
        purpose=roundtable.purpose,
        place=roundtable.place,
        came=_present(roundtable, circle, reader, came=True),
        absent=_present(roundtable, circle, reader, came=False),
        points=_talked_about(roundtable, reader),
        decisions=lines(roundtable, circle, reader),
        dissents=dissents(roundtable, roundtable.dissents, circle, reader),
        explanation=roundtable.explanation if heard else "",
        summary=roundtable.summary,
        written_by=_by(roundtable, circle, reader),
        written_at=roundtable.minuted_at,
        next_on=roundtable.next_on,
        corrections=tuple(_corrections(roundtable.corrections, circle, reader)),
        version=roundtable.version,
        confirmed_at=roundtable.confirmed_at,
    )


def _present(
    roundtable: Roundtable, circle: Circle, reader: Participant, *, came: bool
) -> tuple[Somebody, ...]:
    return tuple(
        somebody(who, reader)
        for seat, who in circle.seated(roundtable)
        if bool(seat.attended) is came
    )


def _talked_about(
    roundtable: Roundtable, reader: Participant
) -> tuple[agendas.Point, ...]:
    talked = [
        item
        for item in roundtable.agenda
        if item.kind is AgendaKind.RAISED and item.discussed
    ]
    return tuple(
        agendas.point(item, reader) for item in talked if agendas.may_read(item, reader)
    )


def _by(roundtable: Roundtable, circle: Circle, reader: Participant) -> Somebody | None:
    for each in circle.present:
        if each.person.id == roundtable.minuted_by:
            return somebody(each, reader)
    return None


def _corrections(
    corrections: Iterable[Correction], circle: Circle, reader: Participant
) -> Iterable[CorrectionLine]:
    here = {each.person.id: each for each in circle.present}
    for each in corrections:
        if each.state is CorrectionState.WAITING or each.person in reader.rests:
            continue
        who = here.get(each.person)
        yield CorrectionLine(
            who=somebody(who, reader)
            if who
            else Somebody(role=each.role, person=each.person),
            text=each.text,
            at=each.at,
            about=None if each.about is None else each.about + 1,
            taken=each.state is CorrectionState.TAKEN,
        )
