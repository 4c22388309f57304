"""Before a roundtable: everyone says what they want to raise; the agenda goes out."""

from casework import agendas, contributions
from casework.circles import Circle
from casework.contributions import ThankForNothingToRaise
from casework.disclosure import Audience
from casework.forms import Field, Form, Option
from casework.outcome import Outcome
from casework.roles import MANAGING
from casework.roundtables import AgendaItem, AgendaKind, Roundtable
from casework.words import checked
from handlers import circles, forms
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import Do, WithRoundtable
from handlers.turn import Turn

LIMIT = 1000


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask somebody what they want to raise."""
    await _begin(turn, said, action, {})


async def take_reply(turn: Turn, said: Said) -> bool:
    """Take words written as a reply to the question what to raise; False: not one."""
    if said.shown is None or said.shown.kind != "AskWhatToRaise":
        return False
    for kept in said.shown.actions:
        if kept.get("what") == Do.RAISE:
            action = WithRoundtable(roundtable=kept["roundtable"], what=Do.RAISE)
            await _begin(turn, said, action, {"text": (checked(said.text, LIMIT),)})
            return True
    return False


async def nothing(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Take note that somebody has nothing to add."""
    meeting, _ = await circles.joined(turn, said.person.id, action.roundtable)
    starts_at = contributions.check_open(meeting, turn.now)
    await forms.settle(turn, said)
    await turn.tx.outbox.add(
        ThankForNothingToRaise(
            to=said.person.id, case=meeting.case, starts_at=starts_at
        )
    )


async def agenda(turn: Turn, meeting: Roundtable, circle: Circle) -> Outcome:
    """Build the agenda and send everyone what they may read of it."""
    obstacles = await turn.tx.obstacles.unresolved(meeting.case)
    goals = await turn.tx.goals.active(meeting.case)
    built = agendas.build(meeting, obstacles, goals)
    return Outcome((built,)) + agendas.send(built, circle)


async def _begin(
    turn: Turn, said: Said, action: WithRoundtable, answers: dict[str, tuple[str, ...]]
) -> None:
    meeting, _ = await circles.joined(turn, said.person.id, action.roundtable)
    contributions.check_open(meeting, turn.now)
    given = {"roundtable": (str(meeting.id),), **answers}
    await forms.begin(turn, said, RaiseForm.name, meeting.case, given)


class RaiseForm:
    """What somebody wants to raise, and who may read it."""

    name = "raise"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the words, then for their readers."""
        if "text" not in form.answers:
            return Field(key="text", takes_text=True)
        if "audience" in form.answers:
            return None
        _, circle = await circles.joined(turn, form.person, roundtable_of(form))
        who = circles.participant(circle, form.person)
        readers = [Audience.FAMILY, Audience.MANAGER]
        if not who.family:
            readers.insert(1, Audience.NETWORK)
        if who.member.role in MANAGING:
            readers.remove(Audience.MANAGER)
        options = tuple(Option(value=a, word=f"audience.{a}") for a in readers)
        return Field(key="audience", options=options)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more than can be read out at a table."""
        checked(form.one("text"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Put it on the agenda in these words."""
        meeting, circle = await circles.joined(turn, form.person, roundtable_of(form))
        item = AgendaItem(
            kind=AgendaKind.RAISED,
            text=form.one("text"),
            by=form.person,
            role=circles.participant(circle, form.person).member.role,
            audience=Audience(form.one("audience")),
            at=turn.now,
        )
        return contributions.raise_item(meeting, circle, item, turn.now)


forms.register(RaiseForm())
