"""After a roundtable: held or not, who came, what was decided."""

from uuid import UUID

from casework import dates, decisions, minutes
from casework.circles import Circle
from casework.forms import Field, Form, Option
from casework.ids import GoalId, MemberId
from casework.minuted import Decision
from casework.outcome import Outcome
from casework.refusals import OutOfDate
from casework.roundtables import (
    Reply,
    Roundtable,
    RoundtableState,
    count_held,
)
from casework.words import checked, shortened
from handlers import circles, dissenting, forms
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import WithRoundtable
from handlers.turn import Turn

LIMIT = 1000
DUE_WEEKS = (1, 2, 4, 12)
NO_GOAL = "-"


async def see(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Show the case manager the minutes so far, or ask whether it was held."""
    meeting, circle = await circles.led(turn, said.person.id, action.roundtable)
    if meeting.state is RoundtableState.HELD:
        held = await held_with(turn, meeting)
        await turn.tx.outbox.add(minutes.show(meeting, circle, held))
        return
    minutes.check_over(meeting, turn.now)
    for message in minutes.ask_held(meeting, circle).messages:
        await turn.tx.outbox.add(message)


async def begin_attendance(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager who came."""
    await begin(turn, said, action, AttendanceForm.name)


async def begin_decision(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager for one decision."""
    await begin(turn, said, action, DecisionForm.name)


async def begin_take_out(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager which decision was written down wrongly."""
    meeting, _ = await circles.led(turn, said.person.id, action.roundtable)
    if not meeting.decisions:
        raise OutOfDate
    await begin(turn, said, action, TakeOutForm.name)


async def begin(turn: Turn, said: Said, action: WithRoundtable, form: str) -> None:
    """Begin a form about a meeting that has begun or is over."""
    meeting, _ = await circles.led(turn, said.person.id, action.roundtable)
    minutes.check_over(meeting, turn.now)
    answers = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, form, meeting.case, answers)


async def led(turn: Turn, form: Form) -> tuple[Roundtable, Circle]:
    """Return the meeting a form is about, if its owner leads the case."""
    return await circles.led(turn, form.person, roundtable_of(form))


async def held_with(turn: Turn, meeting: Roundtable) -> int:
    """Count the roundtables held in this case, with this one."""
    others = await turn.tx.roundtables.of_case(meeting.case)
    return 1 + count_held(each for each in others if each.id != meeting.id)


class AttendanceForm:
    """Who came."""

    name = "attendance"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the names; those who did not decline are ticked."""
        if "came" in form.answers:
            return None
        meeting, circle = await led(turn, form)
        seated = circle.seated(meeting)
        options = tuple(
            Option(
                value=str(s.member), text=p.person.name, word=f"role.{p.member.role}"
            )
            for s, p in seated
        )
        preset = (str(s.member) for s, _ in seated if s.reply is not Reply.DECLINES)
        return Field(key="came", options=options, many=True, preset=tuple(preset))

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the names shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Count it as held and show the minutes so far."""
        meeting, circle = await led(turn, form)
        came = [MemberId(UUID(value)) for value in form.all("came")]
        held, facts = minutes.hold(meeting, circle, came, turn.now)
        message = minutes.show(held, circle, await held_with(turn, held))
        return Outcome((held,), facts, (message,))


class DecisionForm:
    """One decision: the words, who does it, until when, who sees it differently."""

    name = "decision"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the words, the one responsible, the date, the goal, other views."""
        if "text" not in form.answers:
            return Field(key="text", takes_text=True)
        _, circle = await led(turn, form)
        fields = (
            await self._who(turn, form),
            _due(turn),
            await _goal(turn, form),
            *dissenting.fields(form, circle, whole=False),
        )
        open_fields = (f for f in fields if f.options or f.takes_text)
        return next((f for f in open_fields if f.key not in form.answers), None)

    async def _who(self, turn: Turn, form: Form) -> Field:
        _, circle = await led(turn, form)
        options = tuple(
            Option(
                value=str(p.member.id), text=p.person.name, word=f"role.{p.member.role}"
            )
            for p in circle.present
        )
        return Field(key="responsible", options=options)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a date that does not exist or is over."""
        checked(form.one("text"), limit=LIMIT)
        if form.all("due"):
            dates.parse_day(form.one("due"), turn.today)
        dissenting.check(form)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Write the decision down and show the minutes so far."""
        meeting, circle = await led(turn, form)
        goal = form.all("goal")
        decision = Decision(
            text=form.one("text"),
            responsible=MemberId(UUID(form.one("responsible"))),
            due_on=dates.parse_day(form.one("due"), turn.today),
            goal=GoalId(UUID(goal[0])) if goal and goal[0] != NO_GOAL else None,
            dissents=dissenting.said(turn, form),
        )
        when = (turn.now, turn.today)
        decided, fact = decisions.decide(meeting, circle, decision, when)
        message = minutes.show(decided, circle, await held_with(turn, decided))
        return Outcome((decided,), (fact,), (message,))


class TakeOutForm:
    """Which decision was written down wrongly, and is taken out again."""

    name = "take_out"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask which one."""
        if "which" in form.answers:
            return None
        meeting, _ = await led(turn, form)
        options = tuple(
            Option(value=str(place), text=shortened(each.text))
            for place, each in enumerate(meeting.decisions)
        )
        return Field(key="which", options=options)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the decisions shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Take it out and show the minutes so far."""
        meeting, circle = await led(turn, form)
        left = decisions.take_out(meeting, int(form.one("which")))
        message = minutes.show(left, circle, await held_with(turn, left))
        return Outcome((left,), (), (message,))


def _due(turn: Turn) -> Field:
    days = decisions.days_ahead(turn.today, DUE_WEEKS, turn.almanac)
    options = tuple(Option(value=day.isoformat(), on=day) for day in days)
    return Field(key="due", options=options, takes_text=True)


async def _goal(turn: Turn, form: Form) -> Field:
    meeting, _ = await led(turn, form)
    goals = await turn.tx.goals.active(meeting.case)
    options = [Option(value=str(goal.id), text=goal.text) for goal in goals]
    if options:
        options.append(Option(value=NO_GOAL, word="decision.no_goal"))
    return Field(key="goal", options=tuple(options))


for _kind in (AttendanceForm(), DecisionForm(), TakeOutForm()):
    forms.register(_kind)
