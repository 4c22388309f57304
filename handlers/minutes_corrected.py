"""The minutes once they are out: read again, found wrong, corrected."""

from dataclasses import replace

from casework import minutes as drafts
from casework import minutes_corrected as corrections
from casework import minutes_sent
from casework.circles import Circle
from casework.forms import Field, Form, Option
from casework.outcome import Outcome
from casework.refusals import NotHeldYet
from casework.roundtables import Roundtable, RoundtableState
from casework.words import checked, shortened
from handlers import circles, forms, minutes, which_case
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import SettleCorrection, WithRoundtable
from handlers.turn import Turn

LIMIT = 1000
ELSEWHERE = "-"


async def command(turn: Turn, said: Said) -> None:
    """Show the newest minutes of a case; its leader goes on with unfinished ones.

    Raises:
        NotHeldYet: there are none.
        NotYours: the asker may not read them.
    """
    case, member = await which_case.of(turn, said)
    circle = await circles.of_case(turn, case.id)
    past = await turn.tx.roundtables.of_case(case.id)
    if member.manages:
        circle = replace(circle, manager=said.person.id)
        if going_on := [r for r in past if r.state is RoundtableState.HELD]:
            held = await minutes.held_with(turn, going_on[-1])
            await turn.tx.outbox.add(drafts.show(going_on[-1], circle, held))
            return
    minuted = [r for r in past if r.version]
    if not minuted:
        raise NotHeldYet
    await _show(turn, said, minuted[-1], circle)


async def show(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Show the minutes whole to somebody who was invited, or leads the case."""
    meeting = await turn.tx.roundtables.get(action.roundtable)
    circle = await circles.of_case(turn, meeting.case)
    await _show(turn, said, meeting, circle)


async def _show(turn: Turn, said: Said, meeting: Roundtable, circle: Circle) -> None:
    who = circles.participant(circle, said.person.id)
    if not who.member.manages:
        meeting.seat_of(said.person.id)
    held = await minutes.held_with(turn, meeting)
    await turn.tx.outbox.add(minutes_sent.show(meeting, circle, who, held, turn.now))


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask somebody what is wrong in the minutes."""
    meeting, circle = await circles.joined(turn, said.person.id, action.roundtable)
    who = circles.participant(circle, said.person.id)
    corrections.check_open(meeting, who, turn.now)
    answers = {"roundtable": (str(meeting.id),)}
    await forms.begin(turn, said, CorrectionForm.name, meeting.case, answers)


async def settle(turn: Turn, said: Said, action: SettleCorrection) -> None:
    """Take a correction into the minutes, or leave it beside them."""
    meeting, circle = await circles.led(turn, said.person.id, action.roundtable)
    held = await minutes.held_with(turn, meeting)
    when = (turn.now, turn.almanac, action.take)
    outcome = corrections.settle(meeting, circle, action.place, held, when)
    await forms.settle(turn, said)
    await turn.tx.keep(outcome)
    about = meeting.corrections[action.place].about
    if action.take and about is not None:
        await _rename(turn, outcome.things[0], about)


async def _rename(turn: Turn, corrected: Roundtable, about: int) -> None:
    """Let the activity of a corrected decision read as the decision does."""
    decision = corrected.decisions[about]
    if decision.activity is None:
        return
    activity = await turn.tx.activities.find(decision.activity)
    if activity is not None and activity.runs:
        await turn.tx.activities.keep(replace(activity, title=decision.text))


class CorrectionForm:
    """What somebody finds wrong in the minutes, and where."""

    name = "correction"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask which decision it is about, if there are any, then for the words."""
        meeting, _ = await circles.joined(turn, form.person, roundtable_of(form))
        if meeting.decisions and "about" not in form.answers:
            options = [
                Option(value=str(place), text=f"{place + 1}. {shortened(each.text)}")
                for place, each in enumerate(meeting.decisions)
            ]
            options.append(Option(value=ELSEWHERE, word="correction.elsewhere"))
            return Field(key="about", options=tuple(options))
        about = _about(form)
        if form.all("text") or form.all("reads"):
            return None
        if about is None:
            return Field(key="text", takes_text=True)
        now = meeting.decisions[about].text
        return Field(key="reads", takes_text=True, about={"text": now})

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more than can stand beside minutes."""
        for words in (*form.all("text"), *form.all("reads")):
            checked(words, limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep it and tell the case manager."""
        meeting, circle = await circles.joined(turn, form.person, roundtable_of(form))
        who = circles.participant(circle, form.person)
        about = _about(form)
        said = (form.one("text" if about is None else "reads"), about)
        return corrections.correct(meeting, circle, who, said, turn.now)


def _about(form: Form) -> int | None:
    given = form.all("about")
    return int(given[0]) if given and given[0] != ELSEWHERE else None


forms.register(CorrectionForm())
