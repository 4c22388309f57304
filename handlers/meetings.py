"""A roundtable with a time: convened, answered to, moved, called off."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from casework import announcements, attendance, meetings, opinions, standing_in
from casework.announcements import Change
from casework.cases import Member
from casework.circles import Circle
from casework.drafts import add_seats
from casework.forms import Field, Form, Option
from casework.ids import MemberId
from casework.outcome import Outcome
from casework.refusals import NobodyInvited
from casework.roundtables import Roundtable, RoundtableState
from casework.vacancies import TellConvened
from casework.words import checked
from handlers import calendar, circles, forms, own_calendars, times
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import Convene, WithRoundtable
from handlers.turn import Turn
from handlers.typed_times import (
    check_typed_time,
    chosen_time,
    times_offered,
    typed_time,
)

REASON_LIMIT = 500


async def convene(turn: Turn, said: Said, action: Convene) -> None:
    """Fix the time and invite everyone, once the family's opinions are known."""
    polled, circle = await circles.led(turn, said.person.id, action.roundtable)
    when = (turn.now, turn.almanac)
    uid, secret = calendar.new_uid(turn), turn.office.secrets()
    convened = meetings.convene(polled, action.starts_at, uid, when, secret)
    missing = await circles.opinions_missing(turn, circle)
    if missing:
        await turn.tx.outbox.add(
            opinions.AskOpinionFirst(
                to=said.person.id,
                case=polled.case,
                missing=missing,
                roundtable=polled.id,
            )
        )
        return
    await forms.settle(turn, said)
    await turn.tx.keep(await _convened(turn, convened, circle))


async def convened_by_itself(
    turn: Turn, polled: Roundtable, circle: Circle, starts_at: datetime
) -> Outcome:
    """Fix the time as the case manager chose beforehand, and tell them first."""
    uid, secret = calendar.new_uid(turn), turn.office.secrets()
    when = (turn.now, turn.almanac)
    convened = meetings.convene(polled, starts_at, uid, when, secret)
    told = TellConvened(
        to=circle.manager,
        case=polled.case,
        roundtable=polled.id,
        code=circle.code,
        starts_at=starts_at,
    )
    invited = await _convened(turn, convened, circle)
    return replace(invited, messages=(told, *invited.messages))


async def _convened(turn: Turn, convened: Roundtable, circle: Circle) -> Outcome:
    """Invite everyone; of those who may stand for each other, who said yes first."""
    kept, spared = standing_in.spare_the_others(convened, circle)
    outcome = await announced(turn, kept, circle, Change.CONVENED)
    return replace(outcome, messages=(*outcome.messages, *spared))


async def invite_heir(turn: Turn, member: Member) -> None:
    """Give who has joined in another's place what the others got at their seats."""
    for ahead in await turn.tx.roundtables.ahead(member.case):
        if any(seat.member == member.id for seat in ahead.seats):
            circle = await circles.of_case(turn, member.case)
            secrets = await calendar.new_links(turn, ahead, circle)
            new = [member.id]
            await turn.tx.keep(announcements.invite_late(ahead, circle, new, secrets))


async def see(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Show the case manager who comes, and what can be done."""
    meeting, circle = await circles.led(turn, said.person.id, action.roundtable)
    await turn.tx.outbox.add(attendance.card(meeting, circle, turn.today))


async def begin_move(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager for the new time."""
    await _begin(turn, said, action, MoveForm.name)


async def begin_cancel(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager for the reason, which everyone will read."""
    await _begin(turn, said, action, CancelForm.name)


async def begin_seat(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager who else is to come."""
    await _begin(turn, said, action, SeatForm.name)


async def _begin(turn: Turn, said: Said, action: WithRoundtable, form: str) -> None:
    meeting, _ = await circles.led(turn, said.person.id, action.roundtable)
    meetings.check_ahead(meeting)
    answers = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, form, meeting.case, answers)


async def announced(
    turn: Turn, meeting: Roundtable, circle: Circle, change: Change
) -> Outcome:
    """Tell everyone of a change, each with a link of their own to the calendar."""
    secrets = await calendar.new_links(turn, meeting, circle)
    await own_calendars.touch(turn, meeting.case)
    return announcements.announce(meeting, circle, change, secrets)


class MoveForm:
    """To which time a roundtable is moved."""

    name = "move"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for one of the times that suited, or for a typed one."""
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        suited = [
            choice.at
            for choice in times.ranked(turn, meeting, circle)
            if choice.possible and choice.at != meeting.starts_at
        ]
        wanted = typed_time(turn, form, times_offered(suited))
        return next((f for f in wanted if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a time that is over or does not exist."""
        check_typed_time(turn, form)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Move it and tell everyone, or leave it as it is."""
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        starts_at = chosen_time(turn, form)
        if starts_at is None:
            return Outcome(messages=(attendance.card(meeting, circle, turn.today),))
        when = (turn.now, turn.almanac)
        moved = meetings.move(meeting, starts_at, when)
        return await announced(turn, moved, circle, Change.MOVED)


class CancelForm:
    """Why a roundtable does not take place."""

    name = "cancel_roundtable"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the reason."""
        return None if form.all("reason") else Field(key="reason", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a reason too long for an invitation."""
        checked(form.one("reason"), limit=REASON_LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Call it off, in everybody's calendar too."""
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        gone = meetings.cancel(meeting, form.one("reason"), turn.now)
        if meeting.state is RoundtableState.POLLING:
            return announcements.call_off_poll(gone, circle)
        return await announced(turn, gone, circle, Change.CANCELLED)


class SeatForm:
    """Who is invited besides those who are."""

    name = "seat"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask who else is to come."""
        if "who" in form.answers:
            return None
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        seated = {seat.member for seat in meeting.seats}
        options = tuple(
            Option(
                value=str(p.member.id),
                text=p.person.name,
                word=f"role.{p.member.role}",
            )
            for p in circle.present
            if p.member.id not in seated
        )
        if not options:
            raise NobodyInvited
        return Field(key="who", options=options, many=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the names shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Seat them: they get what the others got."""
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        new = [MemberId(UUID(value)) for value in form.all("who")]
        seated = add_seats(meeting, circle, new)
        secrets = await calendar.new_links(turn, seated, circle)
        return announcements.invite_late(seated, circle, new, secrets)


for _kind in (MoveForm(), CancelForm(), SeatForm()):
    forms.register(_kind)
