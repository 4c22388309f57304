"""When an organisation is open: said by somebody of it, or by the case manager."""

from dataclasses import replace

from casework import timetables
from casework.forms import Field, Form, Option
from casework.ids import TimetableId, new_id
from casework.outcome import Outcome
from casework.refusals import NotYours
from casework.timetables import (
    WORKWEEK,
    ConfirmOrganisation,
    OrganisationChanged,
    Stretch,
    Timetable,
    Week,
)
from handlers import forms
from handlers.free_forms import days_of
from handlers.free_times import organisations
from handlers.turn import Turn

OPEN_ALWAYS: Week = ((Stretch(),),) * 7
_OPENS, _CLOSES = range(6, 12), range(12, 21)


class OrganisationForm:
    """The hours of an organisation, the days on which it is closed, or its breaks."""

    name = "organisation"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask which organisation, what to set, and then that."""
        names = await organisations(turn, form.person)
        if not names:
            raise NotYours
        numbers = tuple(Option(value=str(n), text=each) for n, each in enumerate(names))
        wanted = [
            Field(key="which", options=numbers),
            Field(key="what", options=_words("hours", "closed", "breaks")),
        ]
        if form.all("what"):
            wanted += _PARTS[form.one("what")]
        return next((f for f in wanted if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what are no days to come."""
        if form.all("first"):
            days_of(turn, form)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep it for everybody of that organisation."""
        name = (await organisations(turn, form.person))[int(form.one("which"))]
        found = await turn.tx.timetables.of(organisation=name)
        timetable = found or Timetable(id=TimetableId(new_id()), organisation=name)
        timetable = _changed(turn, timetable, form)
        fact = OrganisationChanged(at=turn.now, by=form.person)
        return Outcome((timetable,), (fact,), (_confirmed(form, timetable),))


_PARTS: dict[str, list[Field]] = {}


def _words(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value=v, word=f"organisation.{v}") for v in values)


def _clocks(hours: range) -> tuple[Option, ...]:
    return tuple(Option(value=str(h), text=f"{h:02}:00") for h in hours)


_PARTS["hours"] = [
    Field(key="opens", options=_clocks(_OPENS)),
    Field(key="closes", options=_clocks(_CLOSES)),
]
_PARTS["closed"] = [
    Field(key="first", takes_text=True),
    Field(key="last", takes_text=True),
]
_PARTS["breaks"] = [Field(key="open", options=_words("yes", "no"))]


def _changed(turn: Turn, timetable: Timetable, form: Form) -> Timetable:
    match form.one("what"):
        case "hours":
            hours = Stretch(int(form.one("opens")) * 60, int(form.one("closes")) * 60)
            return replace(timetable, weekdays=WORKWEEK, hours=hours)
        case "closed":
            first, last = days_of(turn, form)
            outcome = timetables.take_off(timetable, first, last, turn.today, turn.now)
            kept: Timetable = outcome.things[0]
            return kept
        case _:
            return replace(timetable, open_in_breaks=form.one("open") == "yes")


def _confirmed(form: Form, timetable: Timetable) -> ConfirmOrganisation:
    week = timetables.usual_week(timetable, OPEN_ALWAYS)
    return ConfirmOrganisation(
        to=form.person,
        organisation=timetable.organisation,
        week=timetables.lines(week) if timetable.hours else (),
        days_off=timetable.days_off,
        open_in_breaks=timetable.open_in_breaks,
    )


forms.register(OrganisationForm())
