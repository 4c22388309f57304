"""What time does to a check-in: two reminders, a task, and the end of its window.

The clock of reminders starts when a question has been delivered, and each
reminder's when it has been: an outage or a holiday uses nothing up.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from casework.asking import (
    ConfirmPutOff,
    PromptQuestion,
    PutQuestion,
    RemindOfQuestion,
    question,
)
from casework.check_ins import CheckIn, CheckInEnded, CheckInPutOff, CheckInState
from casework.ids import ShownId
from casework.outcome import Outcome
from casework.refusals import OutOfDate

REMIND_AFTER = timedelta(hours=24)
MAX_REMINDERS = 2
REMINDER_LOOK_BACK = timedelta(days=1)
"""How late a reminder may still be sent that was missed."""


def delivered(
    check_in: CheckIn, message: PutQuestion, shown: ShownId, now: datetime
) -> CheckIn:
    """Start the clock of reminders: the question has reached its member."""
    if check_in.asking != message.item:
        return check_in
    reached = replace(check_in, shown=shown)
    if not check_in.runs or message.replaces is not None:
        return reached
    reminded = isinstance(message, RemindOfQuestion)
    clock = replace(
        reached,
        asked_at=check_in.asked_at if reminded else now,
        reminders=check_in.reminders + reminded,
        remind_at=now + REMIND_AFTER,
    )
    return replace(clock, wake_at=_next_look(clock))


def still_wanted(check_in: CheckIn, message: PutQuestion) -> bool:
    """Say whether a question may still be put: an answer silences it (pitfall 11)."""
    awaited = check_in.runs and check_in.asking == message.item
    match message:
        case RemindOfQuestion():
            return awaited
        case PromptQuestion():
            # Its member may have asked for it before it could leave.
            return awaited and check_in.asked_at is None
        case _:
            return True


def put_off(check_in: CheckIn, item: int, until: datetime, now: datetime) -> Outcome:
    """Ask an item again later, as the member wishes; the window stays as it is.

    Raises:
        OutOfDate: it is not being asked now.
    """
    if not check_in.runs or check_in.asking != item:
        raise OutOfDate
    resting = replace(check_in, remind_at=None, again_at=until, handed_over=False)
    fact = CheckInPutOff(
        at=now,
        by=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        until=until,
    )
    confirm = ConfirmPutOff(
        to=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        code=check_in.code,
        until=until,
    )
    return Outcome(
        (replace(resting, wake_at=_next_look(resting)),), (fact,), (confirm,)
    )


def wake(check_in: CheckIn, opens: datetime, now: datetime) -> Outcome:
    """Do what the moment asks for; `opens` is when the member may be written to."""
    if check_in.state not in {CheckInState.ASKED, CheckInState.PLANNED}:
        return Outcome((replace(check_in, asking=None, because=False, wake_at=None),))
    if not check_in.unsettled or _over(check_in, now):
        return end(check_in, now)
    if check_in.again_at is not None and check_in.again_at <= now:
        return _ask_once_more(check_in, opens, now)
    if check_in.remind_at is not None and check_in.remind_at <= now:
        return _climb(check_in, opens, now)
    return Outcome((replace(check_in, wake_at=_next_look(check_in)),))


def end(check_in: CheckIn, now: datetime, *, stopped: bool = False) -> Outcome:
    """End a check-in that will not be asked on: its window is over, or STOP."""
    state = _end_state(check_in, stopped=stopped)
    over = replace(
        check_in,
        state=state,
        asking=None,
        because=False,
        remind_at=None,
        again_at=None,
        ended_at=now,
        wake_at=None,
    )
    fact = CheckInEnded(at=now, case=check_in.case, check_in=check_in.id, state=state)
    return Outcome((over,), (fact,))


def hand_over(check_in: CheckIn) -> CheckIn:
    """Return the check-in as the case manager's concern; it can still be answered."""
    given = replace(check_in, remind_at=None, handed_over=True)
    return replace(given, wake_at=_next_look(given))


def _over(check_in: CheckIn, now: datetime) -> bool:
    return check_in.closes_at is not None and check_in.closes_at <= now


def _end_state(check_in: CheckIn, *, stopped: bool) -> CheckInState:
    if check_in.items and not check_in.unsettled:
        return CheckInState.ANSWERED
    if stopped:
        return CheckInState.STOPPED
    return CheckInState.PARTIAL if check_in.answers else CheckInState.EXPIRED


def _next_look(check_in: CheckIn) -> datetime | None:
    """Return the next moment at which time does something to the check-in."""
    moments = (check_in.again_at, check_in.remind_at, check_in.closes_at)
    return min((moment for moment in moments if moment is not None), default=None)


def _wait(check_in: CheckIn, until: datetime) -> Outcome:
    closes = check_in.closes_at
    wake_at = until if closes is None else min(until, closes)
    return Outcome((replace(check_in, wake_at=wake_at),))


def _ask_once_more(check_in: CheckIn, opens: datetime, now: datetime) -> Outcome:
    if opens > now:
        return _wait(check_in, opens)
    assert check_in.asking is not None  # noqa: S101 - put off while it was asked
    asked = replace(check_in, again_at=None, asked_at=None, wake_at=check_in.closes_at)
    return Outcome((asked,), (), (question(asked, check_in.asking, PromptQuestion),))


def _climb(check_in: CheckIn, opens: datetime, now: datetime) -> Outcome:
    """Take the next rung: a reminder, at most two, then the case manager's task."""
    assert check_in.remind_at is not None  # noqa: S101 - it has come due
    if check_in.reminders >= MAX_REMINDERS:
        return Outcome((hand_over(check_in),))
    if opens > now:
        return _wait(replace(check_in, remind_at=opens), opens)
    if now - check_in.remind_at > REMINDER_LOOK_BACK:
        let_go = replace(
            check_in,
            reminders=check_in.reminders + 1,
            remind_at=now + REMIND_AFTER,
        )
        return Outcome((replace(let_go, wake_at=_next_look(let_go)),))
    item = check_in.asking if check_in.asking is not None else check_in.unsettled[0]
    asked = replace(check_in, remind_at=None, wake_at=check_in.closes_at)
    return Outcome((asked,), (), (question(asked, item, RemindOfQuestion),))
