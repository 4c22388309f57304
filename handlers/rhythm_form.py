"""Everybody chooses when they are asked: the day, the time, how often."""

from dataclasses import replace
from datetime import time

from casework import rhythms as rules
from casework.forms import Field, Form, Option
from casework.ids import CaseId
from casework.outcome import Outcome
from casework.people import Person
from casework.refusals import NothingAsked
from casework.rhythms import Rhythm
from handlers import forms, rhythms
from handlers.incoming import Said
from handlers.turn import Turn

_SATURDAY = 5
_AT_WORK = ("08:30", "09:00", "10:00", "12:00", "14:00", "15:30")
_EVENINGS = ("16:00", "17:00", "18:00", "19:00", "19:30")
_WEEKEND = ("09:00", "11:00", "13:00", "15:00", "17:00", "18:00", "19:00")
_WEEKS = ("1", "2", "4")


async def begin(turn: Turn, said: Said) -> None:
    """Ask when somebody wants to be asked.

    Raises:
        NothingAsked: they are asked nothing regularly.
    """
    code = said.text.strip().upper()
    mine = [await _coded(turn, rhythm) for rhythm in await _of(turn, said.person)]
    meant = [rhythm for own, rhythm in mine if code in {"", own}] or [
        r for _, r in mine
    ]
    if not meant:
        raise NothingAsked
    case = meant[0].case if len(meant) == 1 else None
    await forms.begin(turn, said, RhythmForm.name, case)


class RhythmForm:
    """On which day, at what time, how often."""

    name = "rhythm"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the case if there are several, then day, time and weeks."""
        person = await turn.tx.people.get(form.person)
        fields = [
            Field(key="weekday", options=_weekdays(person)),
            Field(key="at", options=_times(person, form)),
            Field(key="weeks", options=_words("weeks", _WEEKS)),
        ]
        if form.case is None:
            fields.insert(0, Field(key="which", options=await _cases(turn, person)))
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any button."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Set the rhythm anew; what an earlier one had planned is gone."""
        person = await turn.tx.people.get(form.person)
        mine = await _of(turn, person)
        which = form.all("which") or (str(form.case),)
        rhythm = next(r for r in mine if str(r.case) == which[0])
        case = await turn.tx.cases.get(CaseId(rhythm.case))
        wished = replace(
            rhythm,
            weekday=int(form.one("weekday")),
            at=time.fromisoformat(form.one("at")),
            every_weeks=int(form.one("weeks")),
            since=turn.today,
        )
        asked = await turn.tx.check_ins.of_person(person.id)
        # An occurrence answered ahead of its time is not asked once more.
        ahead = [c.due_at for c in asked if c.member == rhythm.member]
        after = rhythms.following(turn, wished, max([turn.now, *ahead]))
        return rules.choose(rules.advance(wished, after), case.code, turn.now)


forms.register(RhythmForm())


async def _of(turn: Turn, person: Person) -> list[Rhythm]:
    mine = await turn.tx.rhythms.of_person(person.id)
    return [rhythm for rhythm in mine if not rhythm.paused]


async def _coded(turn: Turn, rhythm: Rhythm) -> tuple[str, Rhythm]:
    return (await turn.tx.cases.get(rhythm.case)).code, rhythm


async def _cases(turn: Turn, person: Person) -> tuple[Option, ...]:
    coded = [await _coded(turn, rhythm) for rhythm in await _of(turn, person)]
    return tuple(Option(value=str(r.case), text=code) for code, r in coded)


def _words(group: str, values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value=v, word=f"{group}.{v}") for v in values)


def _weekdays(person: Person) -> tuple[Option, ...]:
    days = range(_SATURDAY if person.official else 7)
    return _words("weekday", tuple(str(day) for day in days))


def _times(person: Person, form: Form) -> tuple[Option, ...]:
    """Offer times within the hours at which this person may be written to."""
    weekday = int(form.one("weekday")) if form.all("weekday") else 0
    offered: tuple[str, ...] = _AT_WORK if person.official else _EVENINGS
    if weekday >= _SATURDAY:
        offered = _WEEKEND
    opens, closes = person.hours.opens, person.hours.closes
    within = [t for t in offered if opens <= time.fromisoformat(t) < closes]
    return tuple(
        Option(value=t, text=t) for t in within or (opens.isoformat("minutes"),)
    )
