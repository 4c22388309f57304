"""The child's and the parent's opinion, written down before anything is decided."""

from uuid import UUID

from casework import opinions
from casework.circles import Circle, Participant
from casework.forms import Field, Form, Option
from casework.ids import OpinionId, PersonId, RoundtableId, new_id
from casework.opinions import ClientOpinion, How, Whose
from casework.outcome import Outcome
from casework.refusals import NotYours
from casework.roundtables import RoundtableState
from casework.words import checked
from handlers import circles, forms, voting, which_case
from handlers.incoming import Said
from handlers.roundtable_actions import WriteOpinion
from handlers.turn import Turn

LIMIT = 2000


async def opinion(turn: Turn, said: Said) -> None:
    """Let the case manager write down an opinion, and a parent their own."""
    case, _ = await which_case.of(turn, said)
    circle = await circles.of_case(turn, case.id)
    who = circles.participant(circle, said.person.id)
    await forms.begin(turn, said, OpinionForm.name, case.id, _known(who))


async def begin(turn: Turn, said: Said, action: WriteOpinion) -> None:
    """Ask the case manager for the opinion without which nothing is convened."""
    circle = await circles.of_case(turn, action.case)
    known = _known(circles.participant(circle, said.person.id))
    known["whose"] = (action.whose,)
    if action.of is not None:
        known["of"] = (str(action.of),)
    if action.roundtable is not None:
        known["about"] = (str(action.roundtable),)
    await forms.begin(turn, said, OpinionForm.name, action.case, known)


class OpinionForm:
    """Whose opinion, how they were asked, and what they said, or why not asked."""

    name = "opinion"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask whose, how, and for the words, or the reason why there are none."""
        if form.all("how") == (How.NOT_ASKED,):
            last = Field(key="why_not", takes_text=True)
        elif form.all("how") == (How.BOT,):
            last = Field(key="own_words", takes_text=True)
        else:
            last = Field(key="words", takes_text=True)
        which = await _which_parent(turn, form)
        how = _options("how", _HOW if form.all("whose") != _PARENT else _HOW_PARENTS)
        fields = (_options("whose", tuple(Whose)), *which, how, last)
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more words than can be kept as one opinion."""
        for key in _WORDS:
            if form.all(key):
                checked(form.one(key), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep the opinion as it was said."""
        assert form.case is not None  # noqa: S101 - begun with a case
        circle = await circles.of_case(turn, form.case)
        about = form.all("about")
        written = ClientOpinion(
            id=OpinionId(new_id()),
            case=form.case,
            whose=Whose(form.one("whose")),
            how=How(form.one("how")),
            words=next(form.one(key) for key in _WORDS if form.all(key)),
            asked_at=turn.now,
            written_by=form.person,
            about=RoundtableId(UUID(about[0])) if about else None,
            of=_of(form, circle),
        )
        writer = circles.participant(circle, form.person)
        _check_writer(writer, written)
        left = await circles.opinions_missing(turn, circle, written)
        missing = left if writer.member.manages else ()
        await turn.tx.keep(opinions.write(written, missing, circle.code))
        return await _back_to_the_result(turn, written)


_WORDS = ("words", "own_words", "why_not")
_PARENT = (Whose.PARENT,)
_HOW = tuple(how for how in How if how is not How.BOT)
_HOW_PARENTS = (How.CONVERSATION, How.TRUSTED_PERSON, How.NOT_ASKED)
"""Nobody has a parent draw, or observes what they think."""


def _known(who: Participant) -> dict[str, tuple[str, ...]]:
    """Return what need not be asked: a parent writes down their own words.

    Raises:
        NotYours: it is neither a case manager nor a parent.
    """
    if who.member.manages:
        return {}
    if not who.family:
        raise NotYours
    own = (str(who.person.id),)
    return {"whose": (Whose.PARENT,), "of": own, "how": (How.BOT,)}


async def _which_parent(turn: Turn, form: Form) -> tuple[Field, ...]:
    """Return the question which parent it is, where there are several."""
    if form.all("whose") != _PARENT or form.case is None:
        return ()
    parents = (await circles.of_case(turn, form.case)).parents
    if len(parents) <= 1:
        return ()
    options = tuple(
        Option(value=str(p.person.id), text=p.person.name, word=f"role.{p.member.role}")
        for p in parents
    )
    return (Field(key="of", options=options),)


def _of(form: Form, circle: Circle) -> PersonId | None:
    """Return which parent it is, also where there is only one."""
    if form.all("whose") != _PARENT:
        return None
    if form.all("of"):
        return PersonId(UUID(form.one("of")))
    return circle.parents[0].person.id if len(circle.parents) == 1 else None


async def _back_to_the_result(turn: Turn, written: ClientOpinion) -> Outcome:
    """Show the case manager the times again, if that is where they came from."""
    if written.about is None:
        return Outcome()
    roundtable, circle = await circles.led(turn, written.written_by, written.about)
    if roundtable.state is not RoundtableState.POLLING:
        return Outcome()
    return await voting.after_opinion(turn, roundtable, circle)


def _check_writer(who: Participant, written: ClientOpinion) -> None:
    parent = written.whose is Whose.PARENT and written.of == who.person.id
    own = who.family and parent and written.how is How.BOT
    if not own and not who.member.manages:
        raise NotYours


def _options(key: str, values: tuple[str, ...]) -> Field:
    options = tuple(Option(value=str(v), word=f"{key}.{v}") for v in values)
    return Field(key=key, options=options)


forms.register(OpinionForm())
