"""Before a roundtable: everyone says what they want to raise; the agenda goes out."""

from datetime import timedelta

from casework import agendas, contributions, sightings, spoken
from casework.agenda_items import AgendaItem, AgendaKind
from casework.attainment import REVIEWS
from casework.circles import Circle, Participant
from casework.contributions import ThankForNothingToRaise
from casework.disclosure import Audience
from casework.forms import Field, Form, Option
from casework.outcome import Outcome
from casework.roles import MANAGING
from casework.roundtables import Roundtable
from casework.words import checked
from handlers import circles, forms, letters
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import Do, WithRoundtable
from handlers.turn import Turn
from storage.recent import Reach, known_of

LIMIT = 1000
LOOKED_BACK = timedelta(weeks=8)
"""How far back the agenda tells how the goals went."""
ELSEWHERE = "elsewhere"
"""The answer that words were not meant for the roundtable at all."""


async def ask(
    turn: Turn, meeting: Roundtable, circle: Circle, *, family: bool
) -> Outcome:
    """Ask the family, or all the others, what to raise and how near the goals are."""
    reviewed = meeting.purpose in REVIEWS
    goals = reviewed and bool(await turn.tx.goals.active(meeting.case))
    return contributions.ask(meeting, circle, family=family, goals=goals)


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


async def take_words(turn: Turn, said: Said) -> bool:
    """Take free words as what was asked for; False: nobody is waited for.

    It comes after every other question. Whether it was meant so is asked with the
    readers: one tap sends the words to the case manager instead.
    """
    found = await _waiting(turn, said)
    if found is None:
        return False
    given = {
        "roundtable": (str(found.id),),
        "text": (checked(said.text, LIMIT),),
        "unasked": ("yes",),
    }
    await forms.begin(turn, said, RaiseForm.name, found.case, given)
    return True


async def _waiting(turn: Turn, said: Said) -> Roundtable | None:
    """Return the next roundtable for which somebody has not said what to raise."""
    found = []
    for member in await turn.tx.members.of_person(said.person.id):
        if member.reads:
            who = Participant(member, said.person)
            ahead = await turn.tx.roundtables.ahead(member.case)
            found += [r for r in ahead if contributions.waits_for(r, who, turn.now)]
    return min(found, key=lambda each: each.starts_at or turn.now, default=None)


async def nothing(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Take note that somebody has nothing to add."""
    meeting, _ = await circles.joined(turn, said.person.id, action.roundtable)
    starts_at = contributions.check_open(meeting, turn.now)
    answered = contributions.answered(meeting, said.person.id, turn.now)
    await turn.tx.roundtables.keep(answered)
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
    case = await turn.tx.cases.get(meeting.case)
    reach = Reach(said=turn.now - LOOKED_BACK)
    (known,) = await known_of(turn.tx, [case], reach, turn.almanac, turn.now)
    built = agendas.build(meeting, spoken.shared(obstacles, known), goals)
    said = sightings.statements(known, await turn.tx.activities.of_case(case.id))
    return Outcome((built,)) + agendas.send(built, circle, said)


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
        options = [Option(value=a, word=f"audience.{a}") for a in readers]
        if "unasked" not in form.answers:
            return Field(key="audience", options=tuple(options))
        options.append(Option(value=ELSEWHERE, word="audience.elsewhere"))
        about = {"code": circle.code, "text": form.one("text")}
        taken = ("raise.taken",)
        return Field(key="audience", options=tuple(options), about=about, notes=taken)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more than can be read out at a table."""
        checked(form.one("text"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Put it on the agenda in these words."""
        meeting, circle = await circles.joined(turn, form.person, roundtable_of(form))
        if form.one("audience") == ELSEWHERE:
            person = await turn.tx.people.get(form.person)
            await letters.offer(turn, Said(person=person, text=form.one("text")))
            return Outcome()
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
