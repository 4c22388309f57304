"""The child's and the parent's opinion, written down before anything is decided."""

from uuid import UUID

from casework import opinions
from casework.circles import Participant
from casework.forms import Field, Form, Option
from casework.ids import OpinionId, RoundtableId, new_id
from casework.opinions import ClientOpinion, How, Whose
from casework.outcome import Outcome
from casework.refusals import NotYours
from casework.words import checked
from handlers import circles, forms, which_case
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
        fields = (_options("whose", tuple(Whose)), _options("how", _HOW), last)
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
        )
        writer = circles.participant(circle, form.person)
        _check_writer(writer, written)
        missing = await circles.opinions_missing(turn, form.case)
        left = (w for w in missing if w is not written.whose and writer.member.manages)
        return opinions.write(written, tuple(left), circle.code)


_WORDS = ("words", "own_words", "why_not")
_HOW = tuple(how for how in How if how is not How.BOT)


def _known(who: Participant) -> dict[str, tuple[str, ...]]:
    """Return what need not be asked: a parent writes down their own words.

    Raises:
        NotYours: it is neither a case manager nor a parent.
    """
    if who.member.manages:
        return {}
    if not who.family:
        raise NotYours
    return {"whose": (Whose.PARENT,), "how": (How.BOT,)}


def _check_writer(who: Participant, written: ClientOpinion) -> None:
    own = who.family and written.whose is Whose.PARENT and written.how is How.BOT
    if not own and not who.member.manages:
        raise NotYours


def _options(key: str, values: tuple[str, ...]) -> Field:
    options = tuple(Option(value=str(v), word=f"{key}.{v}") for v in values)
    return Field(key=key, options=options)


forms.register(OpinionForm())
