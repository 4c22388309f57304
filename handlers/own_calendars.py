"""A case manager's own calendar: given, tried at once, kept in step, ended."""

from dataclasses import replace

from casework import copying
from casework.calendars import Entry
from casework.cases import Case
from casework.forms import Form
from casework.ids import CaseId, OwnCalendarId, PersonId, new_id
from casework.outcome import Outcome
from casework.own_calendars import Copy, Done, OwnCalendar, OwnState
from casework.refusals import NotYours, OnlyTheCaseManager
from casework.roundtables import TOOK_PLACE, Roundtable, RoundtableState
from handlers import forms
from handlers.busy import ServerForm, checked_link
from handlers.calendar import meeting_of
from handlers.free_actions import EndOwnCalendar
from handlers.incoming import Said
from handlers.turn import Office, Turn
from scheduling import invitations

_FIXED = TOOK_PLACE | {RoundtableState.CONVENED}
NEW = "new"
"""The word after the command that gives another calendar, or a new password."""


async def command(turn: Turn, said: Said) -> None:
    """Show a case manager how it stands with their calendar, or ask for it.

    Raises:
        OnlyTheCaseManager: nobody else's calendar is written.
    """
    current = await _current(turn, said.person.id)
    if current is not None and said.text.strip().lower() != NEW:
        shown = copying.shown(current, len(current.there))
        await turn.tx.outbox.add(shown)
        return
    if not said.person.case_manager:
        raise OnlyTheCaseManager
    await forms.begin(turn, said, OwnCalendarForm.name)


async def end(turn: Turn, said: Said, action: EndOwnCalendar) -> None:
    """Put nothing there any more and take out what was put, at one tap."""
    calendar = await turn.tx.own_calendars.get(action.calendar)
    if calendar.person != said.person.id or calendar.state is OwnState.ENDED:
        raise NotYours
    await forms.settle(turn, said)
    await turn.tx.keep(copying.end(calendar, turn.now))


class OwnCalendarForm(ServerForm):
    """The calendar on a server into which roundtables are put."""

    name = "own_calendar"

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Try it at once; another one used before is let go."""
        url, user = checked_link(form.one("link")), form.one("user").strip()
        password = form.one("password").strip()
        before = await _current(turn, form.person)
        if before is not None and (before.url, before.user) == (url, user):
            return copying.give(replace(before, password=password), turn.now)
        let_go = Outcome() if before is None else copying.end(before, turn.now)
        new = OwnCalendar(
            id=OwnCalendarId(new_id()),
            person=form.person,
            url=url,
            user=user,
            password=password,
        )
        return let_go + copying.give(new, turn.now)


forms.register(OwnCalendarForm())


async def touch(turn: Turn, case_id: CaseId) -> None:
    """Have it looked at once whether the calendar of who leads a case is right."""
    case = await turn.tx.cases.get(case_id)
    await touch_of(turn, case.manager)


async def touch_of(turn: Turn, person: PersonId) -> None:
    """Have it looked at once whether somebody's calendar is right."""
    for calendar in await turn.tx.own_calendars.written(person):
        touched = copying.touched(calendar, turn.now)
        if touched is not None:
            await turn.tx.own_calendars.keep(touched)


async def wanted(turn: Turn, calendar: OwnCalendar) -> tuple[Copy, ...]:
    """Return what should lie in a calendar: what its owner leads and is not called off.

    Of closed cases, and of those that others lead now, nothing.
    """
    found: list[Copy] = []
    for case in await turn.tx.cases.led_by(calendar.person):
        if case.manager == calendar.person and case.is_open:
            meetings = await turn.tx.roundtables.of_case(case.id)
            found.extend(
                Copy(roundtable=each.id, entry=_entry(each, case))
                for each in meetings
                if each.uid and each.state in _FIXED
            )
    return tuple(found)


def _entry(meeting: Roundtable, case: Case) -> Entry:
    """Return it by the name that the leader's mailed invitation has, too."""
    seats = [seat for seat in meeting.seats if seat.person == case.manager]
    return meeting.entry(case.code, seats[0].member if seats else None)


def content_of(copy: Copy, office: Office) -> bytes:
    """Return the calendar object that is put there."""
    return invitations.stored(meeting_of(copy.entry, office.zone, office.mailbox))


async def keep_done(turn: Turn, asked: OwnCalendar, what: Done) -> None:
    """Keep what was done in a calendar.

    Also if it was ended meanwhile: what was put there is then still to be taken out.
    """
    calendar = await turn.tx.own_calendars.get(asked.id)
    if calendar.state is OwnState.ENDED:
        return
    if calendar.password != asked.password:
        fresh = copying.overtaken(calendar, what, turn.now)
        await turn.tx.own_calendars.keep(fresh)
        return
    should = await wanted(turn, calendar)
    await turn.tx.keep(copying.done(calendar, what, should, turn.now))


async def _current(turn: Turn, person: PersonId) -> OwnCalendar | None:
    found = await turn.tx.own_calendars.written(person)
    return next((c for c in found if c.state is OwnState.USED), None)
