"""The questions by which people set when they can come to roundtables."""

from dataclasses import replace
from datetime import date, time

from casework import timetables
from casework.forms import Field, Form, Option
from casework.ids import PersonId
from casework.outcome import Outcome
from casework.timetables import Stretch, Timetable, Told
from casework.told_times import parse_told
from handlers import forms
from handlers.days import day_of, offered
from handlers.free_times import TOLD, minutes, own, shown, usual
from handlers.turn import Turn

_OPENS, _CLOSES = range(7, 13), range(13, 21)
_LUNCHES = ("-", "11:30–12:30", "12:00–12:30", "12:00–13:00", "13:00–14:00")


class WeekForm:
    """Working days, hours and lunch."""

    name = "week"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask on which days, from when, until when, and for the lunch hour."""
        days = tuple(Option(value=str(n), word=f"weekday.{n}") for n in range(7))
        lunch = (Option(value=_LUNCHES[0], word="lunch.none"), *_texts(_LUNCHES[1:]))
        fields = (
            Field(key="days", options=days, many=True, preset=tuple("01234")),
            Field(key="opens", options=_clocks(_OPENS)),
            Field(key="closes", options=_clocks(_CLOSES)),
            Field(key="lunch", options=lunch),
        )
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take every hour that was offered."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep them, and show what follows."""
        timetable = replace(
            await own(turn, form.person),
            weekdays=tuple(sorted(int(day) for day in form.all("days"))),
            hours=Stretch(int(form.one("opens")) * 60, int(form.one("closes")) * 60),
            lunch=_lunch(form.one("lunch")),
        )
        return await _kept(turn, timetable)


class DaysOffForm:
    """Days on which somebody cannot come."""

    name = "days_off"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the first and the last day."""
        fields = (
            Field(key="first", takes_text=True),
            Field(key="last", options=offered("week", "two_weeks"), takes_text=True),
        )
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what are no days to come."""
        days_of(turn, form)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep them, and show what follows."""
        first, last = days_of(turn, form)
        timetable = await own(turn, form.person)
        kept = timetables.take_off(timetable, first, last, turn.today, turn.now)
        return await _kept(turn, kept.things[0])


class ToldForm:
    """What somebody says in words, shown back before it counts."""

    name = TOLD

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the words, then whether they were understood."""
        if "words" not in form.answers:
            return Field(key="words", takes_text=True)
        if {"confirm", "confirm_only"} & form.answers.keys():
            return None
        told = await _told(turn, form)
        timetable = await own(turn, form.person)
        timetable = replace(timetable, told=(*timetable.told, told))
        person = await turn.tx.people.get(form.person)
        week = timetables.week_of(timetable, usual(person))
        values = ("yes", "no") if told.never or told.only else ("yes", "only", "no")
        return Field(
            key="confirm_only" if told.only else "confirm",
            options=tuple(Option(value=v, word=f"told.{v}") for v in values),
            days=timetables.lines(week, told.weekdays),
        )

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse words that are not certain.

        Raises:
            NotUnderstood: they are not.
        """
        if form.all("words"):
            parse_told(form.one("words"))

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep what was confirmed, and show what follows."""
        told = await _told(turn, form)
        timetable = await own(turn, form.person)
        said = (form.all("confirm") or form.all("confirm_only"))[0]
        if said == "no":
            return await _kept(turn, timetable)
        told = replace(told, only=told.only or said == "only")
        return await _kept(turn, timetables.tell(timetable, told, turn.now).things[0])


def days_of(turn: Turn, form: Form) -> tuple[date, date]:
    """Return the first and the last of the days off given so far.

    Raises:
        NotADate, InThePast: they are no days to come.
    """
    first = day_of(form.one("first"), turn.today)
    if not form.all("last"):
        return first, first
    return first, max(first, day_of(form.one("last"), first))


async def _told(turn: Turn, form: Form) -> Told:
    person = await turn.tx.people.get(form.person)
    week = timetables.usual_week(await own(turn, form.person), usual(person))
    return timetables.resolved(parse_told(form.one("words")), week)


async def _kept(turn: Turn, timetable: Timetable) -> Outcome:
    await turn.tx.timetables.keep(timetable)
    person = await turn.tx.people.get(PersonId(timetable.person or timetable.id))
    outcome = timetables.changed(timetable, turn.now)
    return replace(outcome, things=(), messages=(await shown(turn, person),))


def _lunch(value: str) -> Stretch | None:
    if value == _LUNCHES[0]:
        return None
    opens, closes = (time.fromisoformat(each) for each in value.split("–"))
    return Stretch(minutes(opens), minutes(closes))


def _clocks(hours: range) -> tuple[Option, ...]:
    return tuple(Option(value=str(h), text=f"{h:02}:00") for h in hours)


def _texts(values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value=value, text=value) for value in values)


for kind in (WeekForm(), DaysOffForm(), ToldForm()):
    forms.register(kind)
