"""The case manager takes somebody off the list of who is expected."""

from uuid import UUID

from casework import meetings, unseating
from casework.forms import Field, Form, Option
from casework.ids import MemberId
from casework.outcome import Outcome
from casework.refusals import NobodyInvited
from handlers import circles, forms, mailing
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import WithRoundtable
from handlers.turn import Turn


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager who need not come after all."""
    meeting, _ = await circles.led(turn, said.person.id, action.roundtable)
    meetings.check_ahead(meeting)
    answers = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, UnseatForm.name, meeting.case, answers)


class UnseatForm:
    """Who need not come after all."""

    name = "unseat"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask who."""
        if "who" in form.answers:
            return None
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        options = tuple(
            Option(
                value=str(seat.member),
                text=who.person.name,
                word=f"role.{who.member.role}",
            )
            for seat, who in circle.seated(meeting)
            if not seat.chair
        )
        if not options:
            raise NobodyInvited
        return Field(key="who", options=options, many=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the names shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Take their seats away, and the meeting out of their calendars."""
        meeting, circle = await circles.led(turn, form.person, roundtable_of(form))
        meetings.check_ahead(meeting)
        members = [MemberId(UUID(value)) for value in form.all("who")]
        gone = unseating.free_seats(meeting, members)
        if not gone:
            raise NobodyInvited
        for seat in gone:
            person = await turn.tx.people.get(seat.person)
            await mailing.unseat(turn, meeting, person.id, person.email)
        return unseating.unseat(meeting, circle, gone)


forms.register(UnseatForm())
