"""What people set about when they can come: days, hours, lunch, days off, words."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import time
from typing import Any, TypeVar

from casework import timetables
from casework.busy_calendars import CalendarKind
from casework.ids import PersonId, TimetableId, new_id
from casework.people import Person
from casework.refusals import NotUnderstood, OutOfDate
from casework.timetables import (
    CalendarLine,
    ShowFreeTime,
    Stretch,
    Timetable,
    Week,
)
from casework.told_times import parse_told
from handlers import busy, forms, own_calendars
from handlers.free_actions import EndOwnCalendar, ForgetCalendar, ForgetLine, SeeBusy
from handlers.incoming import Said
from handlers.turn import Turn

Line = TypeVar("Line")

OFFICE = Stretch(8 * 60, 17 * 60)
TOLD = "told"
"""The form that takes what somebody says in words."""
_LINK = ("http://", "https://", "webcal://", "webcals://")


async def free(turn: Turn, said: Said) -> None:
    """Show somebody when they can be asked to come, or take what they say about it.

    Raises:
        NotUnderstood: what they say is not certain enough to be kept.
    """
    word = said.text.strip()
    if word in _FORMS:
        await forms.begin(turn, said, _FORMS[word])
    elif word == "caldav":
        await busy.begin(turn, said, CalendarKind.CALDAV)
    elif word.lower().startswith(_LINK):
        await turn.tx.keep(await busy.add_link(turn, said.person.id, word))
    elif word:
        parse_told(word)
        await forms.begin(turn, said, TOLD, answers={"words": (word,)})
    else:
        await turn.tx.outbox.add(await shown(turn, said.person))


async def calendar(turn: Turn, said: Said) -> None:
    """Take the link to a published calendar, or ask for it."""
    if said.text:
        await turn.tx.keep(await busy.add_link(turn, said.person.id, said.text))
        return
    await busy.begin(turn, said, CalendarKind.LINK)


async def take(turn: Turn, said: Said) -> bool:
    """Take words that say when somebody can come; False: they say something else."""
    words = said.text.strip()
    if words.lower().startswith(("webcal://", "webcals://")) or _is_file(words):
        await turn.tx.keep(await busy.add_link(turn, said.person.id, words))
        return True
    try:
        parse_told(words)
    except NotUnderstood:
        return False
    await forms.begin(turn, said, TOLD, answers={"words": (words,)})
    return True


async def forget_calendar(turn: Turn, said: Said, action: ForgetCalendar) -> None:
    """Read a calendar no more."""
    await busy.remove(turn, said, action.calendar)


async def see_busy(turn: Turn, said: Said, action: SeeBusy) -> None:
    """Show what was read of a calendar."""
    await busy.show(turn, said, action.calendar)


async def forget_line(turn: Turn, said: Said, action: ForgetLine) -> None:
    """Take back one thing that was told, or one stretch of days off.

    Raises:
        OutOfDate: the timetable has changed since the button was shown.
    """
    timetable = await own(turn, said.person.id)
    there = timetable.told if action.told else timetable.days_off
    if len(there) != action.of or not 0 <= action.number < len(there):
        raise OutOfDate
    if action.told:
        told = _cut(timetable.told, action.number)
        changed = replace(timetable, told=told)
    else:
        changed = replace(timetable, days_off=_cut(timetable.days_off, action.number))
    await forms.settle(turn, said)
    await turn.tx.keep(timetables.changed(changed, turn.now))
    await turn.tx.outbox.add(await shown(turn, said.person))


async def own(turn: Turn, person: PersonId) -> Timetable:
    """Return somebody's timetable, a new one if nothing was set yet."""
    found = await turn.tx.timetables.of(person)
    return found or Timetable(id=TimetableId(new_id()), person=person)


def usual(person: Person) -> Week:
    """Return the week of somebody who has set nothing.

    Officials come in office hours, and not outside the hours in which they may be
    written to; families within the hours in which they may be written to.
    """
    hours = Stretch(minutes(person.hours.opens), minutes(person.hours.closes))
    if not person.official:
        return ((hours,),) * 7
    opens, closes = max(hours.opens, OFFICE.opens), min(hours.closes, OFFICE.closes)
    # Who is only written to in the evening still works by day.
    office = Stretch(opens, closes) if opens < closes else OFFICE
    return (*((office,),) * 5, (), ())


_FORMS = {
    "week": "week",
    "off": "days_off",
    "words": TOLD,
    "link": busy.LinkForm.name,
    "school": "organisation",
}
"""What the buttons under /free begin, by the word that follows the command."""

PRESSES: dict[type, Callable[[Turn, Said, Any], Awaitable[None]]] = {
    EndOwnCalendar: own_calendars.end,
    ForgetCalendar: forget_calendar,
    ForgetLine: forget_line,
    SeeBusy: see_busy,
}


async def shown(turn: Turn, person: Person) -> ShowFreeTime:
    """Return when somebody can come, as they are shown it."""
    timetable = await own(turn, person.id)
    calendars = await turn.tx.busy_calendars.of_people([person.id])
    return ShowFreeTime(
        to=person.id,
        week=timetables.lines(timetables.week_of(timetable, usual(person))),
        lunch=timetable.lunch,
        days_off=timetable.days_off,
        told=timetable.told,
        calendars=tuple(
            CalendarLine(
                id=each.id,
                host=each.host,
                trouble=each.trouble or "",
                read_at=each.read_at,
            )
            for each in calendars
        ),
        organisations=await organisations(turn, person.id),
    )


async def organisations(turn: Turn, person: PersonId) -> tuple[str, ...]:
    """Return the organisations whose hours somebody may set, each once.

    Their own, and for case managers those of the networks they lead.
    """
    found: dict[str, None] = {}
    for mine in await turn.tx.members.of_person(person):
        if not mine.reads_anything:
            continue
        theirs = await turn.tx.members.active(mine.case) if mine.manages else [mine]
        for member in theirs:
            if member.organisation:
                found.setdefault(member.organisation)
    return tuple(sorted(found))


def _is_file(words: str) -> bool:
    alone = len(words.split()) == 1 and words.lower().startswith("https://")
    return alone and words.lower().partition("?")[0].endswith(".ics")


def _cut(lines: tuple[Line, ...], number: int) -> tuple[Line, ...]:
    return tuple(line for n, line in enumerate(lines) if n != number)


def minutes(clock: time) -> int:
    """Return a time of day in minutes since midnight."""
    return clock.hour * 60 + clock.minute
