"""The case manager repeats a roundtable every two weeks; holidays are asked about."""

from dataclasses import replace
from datetime import datetime

from casework import attendance, meetings, series
from casework.announcements import (
    Change,
    InviteToRoundtable,
    announce,
    invitation,
)
from casework.circles import Circle
from casework.forms import Field, Form, Option
from casework.ids import RoundtableId, new_id
from casework.meetings import Answer
from casework.outcome import Outcome, Outgoing
from casework.refusals import OutOfDate
from casework.roundtables import Reply, Roundtable, RoundtableState
from handlers import attending, calendar, circles, forms, own_calendars
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import AnswerSeries, WithRoundtable
from handlers.turn import Turn

_LEFT_OUT = "-"


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager how many dates there are to be."""
    meeting, _ = await circles.led(turn, said.person.id, action.roundtable)
    if meeting.state is not RoundtableState.CONVENED:
        raise OutOfDate
    given = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, RepeatForm.name, meeting.case, given)


class RepeatForm:
    """How often a roundtable is repeated, and what becomes of dates on holidays."""

    name = "repeat"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the number of dates, then for each that falls on a holiday."""
        if not form.all("count"):
            counts = tuple(Option(value=str(n), text=str(n)) for n in series.COUNTS)
            return Field(key="count", options=counts)
        meeting, _ = await circles.led(turn, form.person, roundtable_of(form))
        for number, at in enumerate(_dates(turn, meeting, form)):
            key = f"date{number}"
            if key not in form.answers and not series.is_free(at, turn.almanac):
                return _other_day(turn, key, at)
        return None

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the buttons shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Fix the dates and invite everyone to all of them at once."""
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        starts = [
            _chosen(form, f"date{number}", at)
            for number, at in enumerate(_dates(turn, meeting, form))
        ]
        named = [
            (RoundtableId(new_id()), at, calendar.new_uid(turn)) for at in starts if at
        ]
        dated = series.repeat(meeting, named, (turn.now, turn.almanac))
        if not dated:
            return Outcome(messages=(attendance.card(meeting, circle, turn.today),))
        first = replace(meeting, series=meeting.id)
        return Outcome((first,)) + await _announced(turn, dated, circle)


async def answer(turn: Turn, said: Said, action: AnswerSeries) -> None:
    """Take it that somebody comes to all dates ahead, or show them one by one."""
    person = said.person.id
    _, circle = await circles.joined(turn, person, action.first)
    ahead = await _of(turn, action.first)
    await forms.settle(turn, said)
    for meeting in ahead:
        if action.all:
            given = Answer(
                person=person,
                reply=Reply.COMES,
                sequence=meeting.sequence,
                at=turn.now,
            )
            taken = meetings.answer(meeting, given, turn.now)
            await turn.tx.keep(
                Outcome((taken,), (attending.fact_of(meeting, given, turn.now),))
            )
        else:
            await turn.tx.keep(await _invitation(turn, meeting, circle, said))
    if action.all:
        moments = tuple(each.starts_at for each in ahead if each.starts_at)
        told = series.ConfirmSeries(
            to=person, case=circle.case, code=circle.code, moments=moments
        )
        await turn.tx.outbox.add(told)


def ahead_of(turn: Turn, all_: list[Roundtable]) -> list[Roundtable]:
    """Return the roundtables that are fixed and still to come, soonest first."""
    fixed = [r for r in all_ if r.state is RoundtableState.CONVENED]
    coming = [r for r in fixed if r.starts_at and r.starts_at > turn.now]
    return sorted(coming, key=lambda each: each.starts_at or turn.now)


async def _of(turn: Turn, first: RoundtableId) -> list[Roundtable]:
    meeting = await turn.tx.roundtables.get(first)
    all_ = await turn.tx.roundtables.of_case(meeting.case)
    return ahead_of(turn, [r for r in all_ if r.series == first and r.id != first])


async def _announced(
    turn: Turn, dated: tuple[Roundtable, ...], circle: Circle
) -> Outcome:
    """Tell everyone of all dates in one message, and let each have its own mails."""
    await own_calendars.touch(turn, circle.case)
    told = series.announce(dated, circle, dated[0].series or dated[0].id)
    rest: tuple[Outgoing, ...] = ()
    for each in dated:
        secrets = await calendar.new_links(turn, each, circle)
        messages = announce(each, circle, Change.CONVENED, secrets).messages
        rest += tuple(m for m in messages if not isinstance(m, InviteToRoundtable))
    return replace(told, messages=(*told.messages, *rest))


async def _invitation(
    turn: Turn, meeting: Roundtable, circle: Circle, said: Said
) -> Outcome:
    """Return the one invitation to one date, for who wants to answer one by one."""
    secrets = await calendar.new_links(turn, meeting, circle)
    seat = meeting.seat_of(said.person.id)
    shown = invitation(meeting, circle, seat, Change.CONVENED, secrets[seat.member])
    return Outcome(messages=(shown,))


def _dates(turn: Turn, meeting: Roundtable, form: Form) -> tuple[datetime, ...]:
    assert meeting.starts_at is not None  # noqa: S101 - repeated once it has one
    return series.dates(meeting.starts_at, int(form.one("count")), turn.almanac)


def _other_day(turn: Turn, key: str, at: datetime) -> Field:
    near = series.instead(at, turn.almanac)
    options = [Option(value=f"@{each.isoformat()}", at=each) for each in near]
    options.append(Option(value=_LEFT_OUT, word="repeat.leave_out"))
    return Field(key=key, options=tuple(options), at=at)


def _chosen(form: Form, key: str, at: datetime) -> datetime | None:
    if not form.all(key):
        return at
    given = form.one(key)
    return None if given == _LEFT_OUT else datetime.fromisoformat(given[1:])


forms.register(RepeatForm())
