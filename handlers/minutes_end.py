"""The end of the minutes: the next date, the child's view, and everyone reads them."""

from datetime import date

from casework import dates, decisions, minutes, minutes_sent
from casework.agenda_items import AgendaKind
from casework.circles import Circle
from casework.forms import Field, Form, Option
from casework.ids import ActivityId, new_id
from casework.minutes import Closing
from casework.outcome import Outcome
from casework.roundtables import Roundtable
from casework.words import checked
from handlers import dissenting, forms
from handlers.incoming import Said
from handlers.minutes import begin, held_with, led
from handlers.plan_forms import proposed
from handlers.roundtable_actions import WithRoundtable
from handlers.turn import Turn

SUMMARY_LIMIT = 3000
NEXT_WEEKS = (4, 6, 8, 12)
CLOSE = "close"


async def begin_end(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager for what ends the minutes: the next date above all."""
    await begin(turn, said, action, EndForm.name)


class EndForm:
    """What ends the minutes; without a next date or a proposal to close they do not."""

    name = "minutes"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask what was talked about, the next date, the child's view, a summary."""
        meeting, circle = await led(turn, form)
        skip = (Option(value="-", word="minutes.no_summary"),)
        fields = [
            discussed(meeting, circle),
            _next(turn),
            *dissenting.fields(form, circle, whole=True),
        ]
        if minutes.child_differs(meeting) or dissenting.CHILD in form.all("differs"):
            fields.append(Field(key="explanation", takes_text=True))
        fields.append(Field(key="summary", takes_text=True, options=skip))
        return next((f for f in fields if f and f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a next date that does not exist or is over."""
        given = form.all("next")
        if given and given[0] != CLOSE:
            dates.parse_day(given[0], turn.today)
        dissenting.check(form)
        for key in ("explanation", "summary"):
            if form.all(key):
                checked(form.one(key), limit=SUMMARY_LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """End the minutes, make the activities, and send everyone the minutes."""
        meeting, circle = await led(turn, form)
        ended = minutes.end(meeting, _closing(turn, form), turn.almanac, turn.now)
        ids = [ActivityId(new_id()) for _ in ended.decisions]
        ended, made = decisions.activities(ended, circle, ids)
        held = await held_with(turn, ended)
        outcome = minutes_sent.send(ended, circle, held, turn.now)
        for activity in made:
            outcome += await proposed(turn, activity, form.person)
        return outcome


def discussed(meeting: Roundtable, circle: Circle) -> Field | None:
    """Return the question what was talked about, of what who leads may use now."""
    options = tuple(
        Option(value=str(index), text=item.text)
        for index, item in enumerate(meeting.agenda)
        if item.kind is AgendaKind.RAISED and item.by not in circle.rests
    )
    preset = tuple(option.value for option in options)
    return (
        Field(key="discussed", options=options, many=True, preset=preset)
        if options
        else None
    )


def _next(turn: Turn) -> Field:
    days = decisions.days_ahead(turn.today, NEXT_WEEKS, turn.almanac)
    options = [Option(value=day.isoformat(), on=day) for day in days]
    options.append(Option(value=CLOSE, word="minutes.propose_closing"))
    return Field(key="next", options=tuple(options), takes_text=True)


def _closing(turn: Turn, form: Form) -> Closing:
    following = form.one("next")
    next_on: date | None = None
    if following != CLOSE:
        next_on = dates.parse_day(following, turn.today)
    summary = form.one("summary")
    return Closing(
        by=form.person,
        next_on=next_on,
        closing_proposed=following == CLOSE,
        dissents=dissenting.said(turn, form),
        child_unknown=dissenting.UNKNOWN in form.all("differs"),
        explanation=form.one("explanation") if form.all("explanation") else "",
        summary="" if summary == "-" else summary,
        discussed=frozenset(int(index) for index in form.all("discussed")),
    )


forms.register(EndForm())
