"""What people set for themselves: absence and hours."""

from datetime import time

from casework import people
from casework.forms import Field, Form, Option
from casework.outcome import Outcome
from casework.people import Hours, ShowSettings
from handlers import forms
from handlers.days import day_of, offered
from handlers.incoming import Said
from handlers.turn import Turn

SHARED, ALONE = "shared", "alone"
"""Words after the command that say who looks into a phone."""
_OPENS = tuple(range(6, 13))
_CLOSES = tuple(range(13, 23))


async def show(turn: Turn, said: Said) -> None:
    """Show somebody what is set for them, and how to change it."""
    person = said.person
    if said.text in {SHARED, ALONE}:
        person = people.share_phone(person, shared=said.text == SHARED)
        await turn.tx.people.keep(person)
        await forms.settle(turn, said)
    await turn.tx.outbox.add(
        ShowSettings(
            to=person.id,
            language=person.language,
            hours=person.hours,
            email=person.email,
            away_until=person.away_until if person.is_away(turn.today) else None,
            official=person.official,
            shares_phone=person.shares_phone,
        )
    )


async def away(turn: Turn, said: Said) -> None:
    """Take the last day of an absence from the command, or ask for it.

    Raises:
        NotADate, InThePast: the day typed is none to come.
    """
    if said.text:
        until = day_of(said.text, turn.today)
        await turn.tx.keep(people.go_away(said.person, until, turn.today, turn.now))
        return
    await forms.begin(turn, said, AwayForm.name)


async def hours(turn: Turn, said: Said) -> None:
    """Ask in which hours somebody may be written to."""
    await forms.begin(turn, said, HoursForm.name)


class AwayForm:
    """Until when somebody is away."""

    name = "away"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the last day."""
        if "until" in form.answers:
            return None
        spans = offered("week", "two_weeks", "month")
        return Field(key="until", options=spans, takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is no day to come."""
        if form.all("until"):
            day_of(form.one("until"), turn.today)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Ask nothing of the person until then."""
        person = await turn.tx.people.get(form.person)
        until = day_of(form.one("until"), turn.today)
        return people.go_away(person, until, turn.today, turn.now)


class HoursForm:
    """The hours in which somebody may be written to."""

    name = "hours"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask from when, and until when."""
        fields = (
            Field(key="opens", options=_clocks(_OPENS)),
            Field(key="closes", options=_clocks(_CLOSES)),
        )
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take every hour that was offered."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Write to the person within these hours only."""
        person = await turn.tx.people.get(form.person)
        opens, closes = int(form.one("opens")), int(form.one("closes"))
        return people.open_at(person, Hours(time(opens), time(closes)))


for kind in (AwayForm(), HoursForm()):
    forms.register(kind)


def _clocks(hours_offered: tuple[int, ...]) -> tuple[Option, ...]:
    return tuple(Option(value=str(h), text=f"{h:02}:00") for h in hours_offered)
