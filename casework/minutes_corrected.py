"""What people find wrong in the minutes: said, settled by the case manager, kept.

A correction taken into the minutes leaves the first words beside the new ones; one
that is not taken stands beside the minutes. When none waits any more, the corrected
minutes go out to everyone; when the time set is over, they are confirmed.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta

from casework import minutes_sent
from casework.circles import Circle, Participant
from casework.correction_messages import (
    ConfirmCorrection,
    ConfirmSettled,
    CorrectionSettled,
    MinutesConfirmed,
    MinutesCorrected,
    TellBeside,
    TellConfirmed,
    TellCorrection,
)
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.minuted import Correction, CorrectionState, StarState
from casework.outcome import Outcome
from casework.refusals import NotYours, OutOfDate
from casework.roles import Role
from casework.roundtables import Roundtable, RoundtableState
from casework.stages import next_step
from casework.timing import Almanac

READ_AGAIN = timedelta(days=1)
"""How long corrected minutes can at least be read before they stand."""


def correct(
    roundtable: Roundtable,
    circle: Circle,
    who: Participant,
    said: tuple[str, int | None],
    now: datetime,
) -> Outcome:
    """Keep what somebody finds wrong, in a decision or elsewhere.

    Raises:
        OutOfDate: the time to object is over.
        NotYours: they had no seat, or may not read minutes.
    """
    check_open(roundtable, who, now)
    seat, (text, about) = roundtable.seat_of(who.person.id), said
    if about is not None and not 0 <= about < len(roundtable.decisions):
        raise OutOfDate
    correction = Correction(
        person=seat.person, role=who.member.role, text=text, at=now, about=about
    )
    corrected = replace(roundtable, corrections=(*roundtable.corrections, correction))
    fact = MinutesCorrected(
        at=now, by=seat.person, case=roundtable.case, roundtable=roundtable.id
    )
    confirmation = ConfirmCorrection(to=seat.person, case=roundtable.case)
    told = _told(corrected, circle, len(corrected.corrections) - 1)
    return Outcome((corrected,), (fact,), (confirmation, told))


def check_open(roundtable: Roundtable, who: Participant, now: datetime) -> None:
    """Let minutes be objected to by who reads them, until the time set is over.

    Raises:
        OutOfDate: the time to object is over.
        NotYours: they had no seat, or may not read minutes.
    """
    if not who.reads(InfoClass.MINUTES):
        raise NotYours
    roundtable.seat_of(who.person.id)
    until = roundtable.objections_until
    sent = roundtable.state is RoundtableState.MINUTES_DRAFT
    if not sent or until is None or now >= until:
        raise OutOfDate


def settle(
    roundtable: Roundtable,
    circle: Circle,
    place: int,
    held: int,
    when: tuple[datetime, Almanac, bool],
) -> Outcome:
    """Take a correction into the minutes, or leave it beside them.

    When none waits any more, the corrected minutes go out and can be read for at
    least a day more.

    Raises:
        OutOfDate: it has been settled, or the minutes stand already.
    """
    now, almanac, take = when
    if not 0 <= place < len(roundtable.corrections):
        raise OutOfDate
    correction = roundtable.corrections[place]
    drafted = roundtable.state is RoundtableState.MINUTES_DRAFT
    if not drafted or correction.state is not CorrectionState.WAITING:
        raise OutOfDate
    settled = _settled(roundtable, place, now, take=take)
    outcome = Outcome((settled,))
    goes = settled.changed_since and not waiting(settled)
    if goes:
        outcome = minutes_sent.send(_longer(settled, almanac, now), circle, held, now)
    confirmed = ConfirmSettled(
        to=circle.manager,
        case=roundtable.case,
        code=circle.code,
        taken=take,
        waiting=waiting(settled),
        sent=goes,
    )
    fact = CorrectionSettled(
        at=now,
        by=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        taken=take,
    )
    told = () if take else (_beside(roundtable, circle, correction),)
    (kept,) = outcome.things
    kept = replace(kept, wake_at=next_step(kept, almanac))
    return replace(outcome, things=(kept,)) + Outcome((), (fact,), (confirmed, *told))


def waiting(roundtable: Roundtable) -> int:
    """Count the corrections that the case manager has not settled."""
    return sum(c.state is CorrectionState.WAITING for c in roundtable.corrections)


def remind(roundtable: Roundtable, circle: Circle) -> Outcome:
    """Show the case manager again which corrections still wait."""
    return Outcome(
        messages=tuple(
            replace(_told(roundtable, circle, place), again=True)
            for place, each in enumerate(roundtable.corrections)
            if each.state is CorrectionState.WAITING and each.person not in circle.rests
        )
    )


def confirm(
    roundtable: Roundtable, circle: Circle, held: int, now: datetime
) -> Outcome:
    """Let the minutes stand; what was not settled stands beside them."""
    left = [c for c in roundtable.corrections if c.state is CorrectionState.WAITING]
    corrections = tuple(
        replace(c, state=CorrectionState.BESIDE, settled_at=now) if c in left else c
        for c in roundtable.corrections
    )
    confirmed = replace(
        roundtable,
        state=RoundtableState.MINUTES_CONFIRMED,
        corrections=corrections,
        confirmed_at=now,
        star=StarState.NEEDS_CHECK,
        wake_at=None,
    )
    outcome = Outcome((confirmed,))
    if roundtable.changed_since:
        outcome = minutes_sent.send(confirmed, circle, held, now)
    fact = MinutesConfirmed(at=now, case=roundtable.case, roundtable=roundtable.id)
    beside = sum(c.state is CorrectionState.BESIDE for c in corrections)
    told = TellConfirmed(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        beside=beside,
        closing_proposed=roundtable.closing_proposed,
    )
    others = tuple(_beside(roundtable, circle, each) for each in left)
    return outcome + Outcome((), (fact,), (told, *others))


def _settled(
    roundtable: Roundtable, place: int, now: datetime, *, take: bool
) -> Roundtable:
    state = CorrectionState.TAKEN if take else CorrectionState.BESIDE
    correction = replace(roundtable.corrections[place], state=state, settled_at=now)
    corrections = list(roundtable.corrections)
    corrections[place] = correction
    decisions = list(roundtable.decisions)
    if take and correction.about is not None:
        old = decisions[correction.about]
        decisions[correction.about] = replace(
            old, text=correction.text, first=old.first or old.text
        )
    return replace(
        roundtable,
        corrections=tuple(corrections),
        decisions=tuple(decisions),
        changed_since=roundtable.changed_since or take,
    )


def _longer(roundtable: Roundtable, almanac: Almanac, now: datetime) -> Roundtable:
    """Let corrected minutes be read for a while, too."""
    until = almanac.at(almanac.today(now + READ_AGAIN), time(17))
    assert roundtable.objections_until is not None  # noqa: S101 - set at the end
    return replace(roundtable, objections_until=max(until, roundtable.objections_until))


def _told(roundtable: Roundtable, circle: Circle, place: int) -> TellCorrection:
    correction = roundtable.corrections[place]
    about = correction.about
    decision = None if about is None else roundtable.decisions[about]
    names = {each.person.id: each.person.name for each in circle.present}
    return TellCorrection(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        place=place,
        code=circle.code,
        name=names.get(correction.person, ""),
        role=correction.role or Role.OBSERVER,
        text=correction.text,
        stands=decision.text if decision else "",
        number=0 if about is None else about + 1,
        activity=decision.activity if decision else None,
    )


def _beside(
    roundtable: Roundtable, circle: Circle, correction: Correction
) -> TellBeside:
    person: PersonId = correction.person
    return TellBeside(
        to=person, case=roundtable.case, code=circle.code, text=correction.text
    )
