"""The end of the minutes: the next date, the child's view, and everyone reads them."""

from datetime import date

from casework import dates, decisions, minutes, minutes_sent
from casework.forms import Field, Form, Option
from casework.ids import ActivityId, new_id
from casework.minutes import Closing
from casework.outcome import Outcome
from casework.roundtables import AgendaKind, Roundtable
from casework.words import checked
from handlers import circles, forms
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.minutes import begin, held_with, led
from handlers.plan_forms import proposed
from handlers.roundtable_actions import WithRoundtable
from handlers.turn import Turn

LIMIT = 1000
SUMMARY_LIMIT = 3000
NEXT_WEEKS = (4, 6, 8, 12)
CLOSE = "close"


async def begin_end(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager for what ends the minutes: the next date above all."""
    await begin(turn, said, action, EndForm.name)


async def begin_correction(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask somebody what is wrong in the minutes."""
    meeting, circle = await circles.joined(turn, said.person.id, action.roundtable)
    who = circles.participant(circle, said.person.id)
    minutes_sent.check_open(meeting, who, turn.now)
    answers = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, CorrectionForm.name, meeting.case, answers)


class EndForm:
    """What ends the minutes; without a next date or a proposal to close they do not."""

    name = "minutes"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask what was talked about, the next date, the child's view, a summary."""
        meeting, _ = await led(turn, form)
        skip = (Option(value="-", word="minutes.no_summary"),)
        differs = tuple(Option(value=v, word=f"differs.{v}") for v in _DIFFERS)
        fields = [
            _discussed(meeting),
            _next(turn),
            Field(key="differs", options=differs),
            Field(key="summary", takes_text=True, options=skip),
        ]
        if form.all("differs") == ("yes",):
            fields.insert(3, Field(key="explanation", takes_text=True))
        return next((f for f in fields if f and f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a next date that does not exist or is over."""
        given = form.all("next")
        if given and given[0] != CLOSE:
            dates.parse_day(given[0], turn.today)
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


class CorrectionForm:
    """What somebody finds wrong in the minutes."""

    name = "correction"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the words."""
        return None if form.all("text") else Field(key="text", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more than can stand beside minutes."""
        checked(form.one("text"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Put it beside the minutes and tell the case manager."""
        meeting, circle = await circles.joined(turn, form.person, roundtable_of(form))
        who = circles.participant(circle, form.person)
        return minutes_sent.correct(meeting, circle, who, form.one("text"), turn.now)


_DIFFERS = ("no", "yes", "unknown")


def _discussed(meeting: Roundtable) -> Field | None:
    options = tuple(
        Option(value=str(index), text=item.text)
        for index, item in enumerate(meeting.agenda)
        if item.kind is AgendaKind.RAISED
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
    following, differs = form.one("next"), form.one("differs")
    next_on: date | None = None
    if following != CLOSE:
        next_on = dates.parse_day(following, turn.today)
    summary = form.one("summary")
    return Closing(
        next_on=next_on,
        closing_proposed=following == CLOSE,
        child_differs=None if differs == "unknown" else differs == "yes",
        explanation=form.one("explanation") if form.all("explanation") else "",
        summary="" if summary == "-" else summary,
        discussed=frozenset(int(index) for index in form.all("discussed")),
    )


for _kind in (EndForm(), CorrectionForm()):
    forms.register(_kind)
