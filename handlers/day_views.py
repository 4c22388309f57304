"""The case manager looks at the days of a draft, and takes a time from there."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from casework import day_views
from casework.circles import Circle
from casework.day_views import DayOff, DaySeen, HourSeen, ShowDays
from casework.drafts import check_draft
from casework.roundtables import Roundtable
from handlers import circles, drafting, forms, times
from handlers.incoming import Said
from handlers.roundtable_actions import SeeDays, TakeTime
from handlers.turn import Turn
from scheduling.holidays import school_breaks
from scheduling.slots import DayCount, DayCounts, Span, count_days


async def see(turn: Turn, said: Said, action: SeeDays) -> None:
    """Show one of the weeks that are looked in, with the ways to those beside it."""
    draft, circle = await circles.led(turn, said.person.id, action.roundtable)
    check_draft(draft)
    first, last = times.weeks_to_search(draft.weeks, turn.today)
    weeks = day_views.mondays(first, last)
    monday = day_views.turn_to(weeks, action.monday)
    sunday = monday + timedelta(days=6)
    days = max(first, monday), min(last, sunday)
    await forms.settle(turn, said)
    shown = await _week(turn, draft, circle, days)
    before, after = day_views.beside(weeks, monday)
    await turn.tx.outbox.add(replace(shown, before=before, after=after))


async def take(turn: Turn, said: Said, action: TakeTime) -> None:
    """Propose a time that was seen there, and show the draft with it."""
    draft, circle = await circles.led(turn, said.person.id, action.roundtable)
    changed = day_views.take(draft, action.starts_at, turn.now)
    await forms.settle(turn, said)
    await turn.tx.keep(await drafting.shown(turn, changed, circle))


async def _week(
    turn: Turn, draft: Roundtable, circle: Circle, days: tuple[date, date]
) -> ShowDays:
    search = times.search_of(turn, draft)
    search = replace(search, first_day=days[0], last_day=days[1])
    length = timedelta(minutes=draft.minutes_long)
    proposed = tuple(
        each
        for each in draft.proposals
        if days[0] <= turn.almanac.today(each) <= days[1]
    )
    invitees, _others = await times.invitees(turn, search, draft, circle)
    counts = count_days(invitees, search, [Span(at, at + length) for at in proposed])
    return ShowDays(
        to=circle.manager,
        case=draft.case,
        roundtable=draft.id,
        code=circle.code,
        monday=days[0] - timedelta(days=days[0].weekday()),
        needed=counts.needed,
        days=_days(turn, counts, proposed),
        proposed=proposed,
        others=tuple(at for at in counts.for_all if at > turn.now),
    )


def _days(
    turn: Turn, counts: DayCounts, proposed: tuple[datetime, ...]
) -> tuple[DaySeen, ...]:
    begins = [turn.almanac.local(each) for each in proposed]
    marked = {(each.date(), each.hour) for each in begins}
    return tuple(_day(turn, each, marked) for each in counts.days)


def _day(turn: Turn, counted: DayCount, marked: set[tuple[date, int]]) -> DaySeen:
    day, can = counted.day, dict(counted.can)
    # The case manager's own time may lie where nobody was found to be free.
    hours = {*can, *(hour for on, hour in marked if on == day)}
    return DaySeen(
        day=day,
        hours=tuple(
            HourSeen(hour=h, can=can.get(h, 0), proposed=(day, h) in marked)
            for h in sorted(hours)
        ),
        off=_off(turn, day),
    )


def _off(turn: Turn, day: date) -> DayOff | None:
    if day in turn.almanac.closed:
        return DayOff.HOLIDAY
    breaks = school_breaks(day)
    return DayOff(breaks[0].name.value) if breaks else None
