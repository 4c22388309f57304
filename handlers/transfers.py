"""The minutes on their way out: a document, and the text for the register."""

from casework import transfers
from casework.circles import Circle
from casework.forms import Field, Form, Option
from casework.minuted import StarState
from casework.opinions import ClientOpinion
from casework.outcome import Outcome
from casework.roundtables import TOOK_PLACE, Roundtable
from casework.transfers import Beside
from casework.words import checked as checked_words
from handlers import circles, forms, minutes
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import Do, WithRoundtable
from handlers.turn import Turn

LIMIT = 300
NONE = "-"


async def document(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Send the case manager the minutes as a document."""
    meeting, circle = await circles.led(turn, said.person.id, action.roundtable)
    beside = await _beside(turn, meeting)
    await turn.tx.outbox.add(transfers.document(meeting, circle, beside))


async def star(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Show the case manager the text for the register."""
    meeting, circle = await circles.led(turn, said.person.id, action.roundtable)
    beside = await _beside(turn, meeting)
    await turn.tx.outbox.add(transfers.star_text(meeting, circle, beside))


async def checked(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Note that the case manager has read the text and finds it right."""
    meeting, circle = await circles.led(turn, said.person.id, action.roundtable)
    outcome = transfers.move(meeting, circle, StarState.READY, "", turn.now)
    await forms.settle(turn, said)
    await turn.tx.keep(outcome)


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask where in the register it is, or why it does not go there."""
    meeting, _ = await circles.led(turn, said.person.id, action.roundtable)
    await forms.settle(turn, said)
    kind = StarForm.name if action.what is Do.STAR_DONE else NotStarForm.name
    answers = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, kind, meeting.case, answers)


async def _beside(turn: Turn, meeting: Roundtable) -> Beside:
    """Return the family's opinions since the last roundtable, goals, and the count."""
    goals = await turn.tx.goals.of_case(meeting.case)
    return Beside(
        opinions=tuple(await _opinions(turn, meeting)),
        goals={goal.id: goal.text for goal in goals},
        held=await minutes.held_with(turn, meeting),
    )


async def _opinions(turn: Turn, meeting: Roundtable) -> list[ClientOpinion]:
    past = await turn.tx.roundtables.of_case(meeting.case)
    before = [
        each.held_at
        for each in past
        if each.state in TOOK_PLACE
        and each.held_at
        and meeting.held_at
        and each.held_at < meeting.held_at
    ]
    since, until = max(before, default=None), meeting.minuted_at
    return [
        each
        for each in await turn.tx.opinions.of_case(meeting.case)
        if (since is None or each.asked_at > since)
        and (until is None or each.asked_at <= until)
    ]


class StarForm:
    """Under which number the minutes are in the register."""

    name = "star"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the number."""
        if form.all("reference"):
            return None
        options = (Option(value=NONE, word="star.no_number"),)
        return Field(key="reference", options=options, takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is too long for a number."""
        checked_words(form.one("reference"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Note that they are there."""
        meeting, circle = await _led(turn, form)
        given = form.one("reference")
        reference = "" if given == NONE else given
        to = StarState.TRANSFERRED
        return transfers.move(meeting, circle, to, reference, turn.now)


class NotStarForm:
    """Why the minutes do not go into the register."""

    name = "not_star"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the reason."""
        return None if form.all("reason") else Field(key="reason", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a reason too long to be read."""
        checked_words(form.one("reason"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Note that they are not, and why."""
        meeting, circle = await _led(turn, form)
        to, reason = StarState.NOT_TRANSFERRED, form.one("reason")
        return transfers.move(meeting, circle, to, reason, turn.now)


async def _led(turn: Turn, form: Form) -> tuple[Roundtable, Circle]:
    return await circles.led(turn, form.person, roundtable_of(form))


for _kind in (StarForm(), NotStarForm()):
    forms.register(_kind)
