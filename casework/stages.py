"""The stages of a convened roundtable: what happens by itself, and when.

Days are counted back over weekends and holidays, so that officials, too, have their
two days; the hours are those of the wall clock.
"""

from datetime import date, datetime, time, timedelta

from casework.minuted import CorrectionState
from casework.roundtables import Roundtable, RoundtableState, Step
from casework.timing import Almanac

FAMILY_ASKED_AT = time(9)
OTHERS_ASKED_AT = time(13)
AGENDA_SENT_AT = time(9)
SOON = timedelta(hours=2)
MINUTES_LATE_AFTER = timedelta(days=2)
_FAMILY_FIRST = timedelta(hours=4)
_TIME_TO_RAISE = timedelta(hours=12)
_BEFORE = (Step.ASK_FAMILY, Step.ASK_OTHERS, Step.SEND_AGENDA)
_AT_IT = (Step.REMIND_SOON, Step.BEGIN, Step.ASK_HELD)
_TIME_TO_SETTLE = 2
"""Workdays the case manager has for the last corrections before the minutes stand."""
_CONFIRMED_AT = time(17)
_SATURDAY = 5


def moments(roundtable: Roundtable, almanac: Almanac) -> dict[Step, datetime]:
    """Return when each step is due; one that makes no sense any more is left out."""
    starts_at, ends_at = roundtable.starts_at, roundtable.ends_at
    convened_at = roundtable.convened_at
    if starts_at is None or ends_at is None or convened_at is None:
        return {}
    found = _before(starts_at, convened_at, almanac)
    if convened_at < starts_at - SOON:
        found[Step.REMIND_SOON] = starts_at - SOON
    found[Step.BEGIN] = starts_at
    found[Step.ASK_HELD] = ends_at
    found[Step.REMIND_MINUTES] = ends_at + MINUTES_LATE_AFTER
    return found


def due(roundtable: Roundtable, almanac: Almanac, now: datetime) -> tuple[Step, ...]:
    """Return the steps whose moment has come, in the order in which they are taken."""
    pending = _pending(roundtable, almanac)
    return tuple(step for step, moment in pending.items() if moment <= now)


def next_step(roundtable: Roundtable, almanac: Almanac) -> datetime | None:
    """Return when the next step is due, or None when all are taken."""
    return min(_pending(roundtable, almanac).values(), default=None)


def _pending(roundtable: Roundtable, almanac: Almanac) -> dict[Step, datetime]:
    match roundtable.state:
        case RoundtableState.CONVENED:
            wanted = {*_BEFORE, *_AT_IT, Step.REMIND_MINUTES}
        case RoundtableState.HELD:
            wanted = {Step.REMIND_MINUTES}
        case RoundtableState.MINUTES_DRAFT if roundtable.objections_until is not None:
            return _after(roundtable, roundtable.objections_until, almanac)
        case _:
            return {}
    return {
        step: moment
        for step, moment in moments(roundtable, almanac).items()
        if step in wanted - roundtable.done
    }


def _after(
    roundtable: Roundtable, until: datetime, almanac: Almanac
) -> dict[Step, datetime]:
    waits = any(
        each.state is CorrectionState.WAITING for each in roundtable.corrections
    )
    if not waits:
        return {Step.CONFIRM_MINUTES: until}
    day = almanac.today(until)
    for _ in range(_TIME_TO_SETTLE):
        day = _next_workday(day, almanac)
    last = almanac.at(day, _CONFIRMED_AT)
    steps = {Step.REMIND_CORRECTIONS: until, Step.CONFIRM_MINUTES: last}
    return {step: at for step, at in steps.items() if step not in roundtable.done}


def _before(
    starts_at: datetime, convened_at: datetime, almanac: Almanac
) -> dict[Step, datetime]:
    meets_on = almanac.today(starts_at)
    agenda_on = _workday(meets_on - timedelta(days=2), almanac)
    asked_on = _workday(
        min(meets_on - timedelta(days=3), agenda_on - timedelta(days=1)), almanac
    )
    family = max(almanac.at(asked_on, FAMILY_ASKED_AT), convened_at)
    # Convened late, everything moves together, the family still first.
    others = max(almanac.at(asked_on, OTHERS_ASKED_AT), family + _FAMILY_FIRST)
    others = max(min(others, starts_at - _FAMILY_FIRST), family)
    agenda = max(almanac.at(agenda_on, AGENDA_SENT_AT), others + _TIME_TO_RAISE)
    agenda = max(min(agenda, starts_at - SOON - timedelta(hours=1)), others)
    return dict(zip(_BEFORE, (family, others, agenda), strict=True))


def _workday(day: date, almanac: Almanac) -> date:
    while day.weekday() >= _SATURDAY or day in almanac.closed:
        day -= timedelta(days=1)
    return day


def _next_workday(day: date, almanac: Almanac) -> date:
    day += timedelta(days=1)
    while day.weekday() >= _SATURDAY or day in almanac.closed:
        day += timedelta(days=1)
    return day
