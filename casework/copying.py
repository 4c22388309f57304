"""How a case manager's own calendar is kept in step with what they lead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from casework.busy_calendars import Trouble
from casework.calendars import Entry
from casework.outcome import Outcome
from casework.own_calendars import (
    ConfirmOwnCalendarEnded,
    Copy,
    Done,
    Job,
    OwnCalendar,
    OwnCalendarEnded,
    OwnCalendarGiven,
    OwnState,
    ShowOwnCalendar,
    TellMovedThere,
    TellOwnCalendarTrouble,
    TellOwnCalendarWorks,
)

LOOKED_THROUGH = timedelta(hours=1)
"""How often at least it is seen whether everything lies there as it should."""
SOONEST, LATEST = timedelta(minutes=1), timedelta(minutes=30)
"""When it is tried again after a failure: first, and at most."""
PATIENCE = timedelta(hours=1)
"""How long a server may be away before its owner need hear of it."""
LETTING_GO = timedelta(days=3)
"""How long entries are tried to be taken out of a calendar that was ended."""


def give(calendar: OwnCalendar, now: datetime) -> Outcome:
    """Use a calendar from now on; it is tried at once."""
    new = replace(
        calendar,
        state=OwnState.USED,
        trouble=None,
        failing_since=None,
        told=False,
        worked_at=None,
        wake_at=now,
    )
    return Outcome(
        (new,),
        (OwnCalendarGiven(at=now, by=new.person),),
        (shown(new, len(new.there)),),
    )


def end(calendar: OwnCalendar, now: datetime) -> Outcome:
    """Put nothing there any more, and take out what was put."""
    since = None if calendar.trouble is None else now
    ending = replace(
        calendar, state=OwnState.ENDING, failing_since=since, told=False, wake_at=now
    )
    fact = OwnCalendarEnded(at=now, by=calendar.person)
    return Outcome((ending,), (fact,))


def touched(calendar: OwnCalendar, now: datetime) -> OwnCalendar | None:
    """Return the calendar to be looked through at once; None: it has to wait.

    After a wrong password it waits for the right one: trying on would only have the
    account locked.
    """
    if calendar.trouble is not None or calendar.state is OwnState.ENDED:
        return None
    return replace(calendar, wake_at=now)


def jobs(
    calendar: OwnCalendar, wanted: Sequence[Copy], now: datetime
) -> tuple[Job, ...]:
    """Return what has to be done so that a calendar holds what it should.

    What is over stays there as it is; what is gone from the wanted is taken out.
    """
    if calendar.state is not OwnState.USED:
        wanted = ()
    there = {copy.roundtable: copy for copy in calendar.there}
    keep = {copy.roundtable for copy in wanted}
    out = [Job(copy=c, put=False) for c in calendar.there if c.roundtable not in keep]
    put = [
        Job(copy=copy, put=True, before=_before(there.get(copy.roundtable)))
        for copy in wanted
        if copy.entry.starts_at > now and _differs(there.get(copy.roundtable), copy)
    ]
    return (*out, *put)


def done(
    calendar: OwnCalendar, what: Done, wanted: Sequence[Copy], now: datetime
) -> Outcome:
    """Keep what was done in a calendar, and say what its owner has to know.

    `wanted` is as of now: what changed meanwhile is done at once.
    """
    kept = _with(calendar, what)
    moved = tuple(
        TellMovedThere(
            to=kept.person, code=copy.entry.code, starts_at=copy.entry.starts_at
        )
        for copy in what.moved_there
    )
    if what.trouble is not None:
        return Outcome(messages=moved) + _failed(kept, what.trouble, now)
    return Outcome(messages=moved) + _worked(kept, wanted, now)


def overtaken(calendar: OwnCalendar, what: Done, now: datetime) -> OwnCalendar:
    """Return a calendar whose password came anew while it was written: tried at once."""
    return replace(_with(calendar, what), worked_at=None, wake_at=now)


def _with(calendar: OwnCalendar, what: Done) -> OwnCalendar:
    there = {copy.roundtable: copy for copy in calendar.there}
    there.update({copy.roundtable: copy for copy in what.put})
    left = tuple(c for c in there.values() if c.roundtable not in what.taken_out)
    return replace(calendar, there=left)


def _worked(calendar: OwnCalendar, wanted: Sequence[Copy], now: datetime) -> Outcome:
    if calendar.state is OwnState.ENDING and not calendar.there:
        told = ConfirmOwnCalendarEnded(to=calendar.person, host=calendar.host)
        return Outcome((_emptied(calendar),), (), (told,))
    kept = replace(
        calendar,
        worked_at=now,
        trouble=None,
        failing_since=None,
        told=False,
        wake_at=now if jobs(calendar, wanted, now) else now + LOOKED_THROUGH,
    )
    works = TellOwnCalendarWorks(
        to=kept.person, calendar=kept.id, host=kept.host, count=len(kept.there)
    )
    news = calendar.worked_at is None or calendar.told
    return Outcome((kept,), (), (works,) if news else ())


def _failed(calendar: OwnCalendar, trouble: Trouble, now: datetime) -> Outcome:
    since = calendar.failing_since or now
    if calendar.state is OwnState.ENDING and (
        trouble is Trouble.NO_LOGIN or now - since > LETTING_GO
    ):
        told = _trouble(calendar, trouble, left=len(calendar.there))
        # Nothing more can be done there: its owner has to.
        return Outcome((_emptied(calendar),), (), (told,))
    first = calendar.worked_at is None
    at_once = first or trouble is Trouble.NO_LOGIN or now - since >= PATIENCE
    pause = min(max(SOONEST, (now - since) / 4), LATEST)
    kept = replace(
        calendar,
        trouble=trouble,
        failing_since=since,
        told=calendar.told or at_once,
        wake_at=None if trouble is Trouble.NO_LOGIN else now + pause,
    )
    news = at_once and not calendar.told
    return Outcome((kept,), (), (_trouble(kept, trouble),) if news else ())


def shown(calendar: OwnCalendar, count: int) -> ShowOwnCalendar:
    """Return what its owner sees of a calendar; never the password."""
    return ShowOwnCalendar(
        to=calendar.person,
        calendar=calendar.id,
        host=calendar.host,
        state=calendar.state,
        count=count,
        worked=calendar.worked_at is not None,
        trouble=calendar.trouble,
    )


def _trouble(
    calendar: OwnCalendar, trouble: Trouble, left: int = 0
) -> TellOwnCalendarTrouble:
    return TellOwnCalendarTrouble(
        to=calendar.person,
        calendar=calendar.id,
        host=calendar.host,
        trouble=trouble,
        first=calendar.worked_at is None,
        left=left,
    )


def _emptied(calendar: OwnCalendar) -> OwnCalendar:
    """Return what is left of a calendar that was ended: that there was one."""
    return OwnCalendar(
        id=calendar.id,
        person=calendar.person,
        url="",
        user="",
        password="",
        state=OwnState.ENDED,
    )


def _before(copy: Copy | None) -> datetime | None:
    return None if copy is None else copy.entry.starts_at


def _differs(there: Copy | None, wanted: Copy) -> bool:
    if there is None:
        return True
    return _told_of(there.entry) != _told_of(wanted.entry)


def _told_of(entry: Entry) -> tuple[int, datetime, int, str]:
    return entry.sequence, entry.starts_at, entry.minutes_long, entry.place
