"""Forms: a command that needs a few answers asks for them one at a time.

A kind of form says which field comes next, given the answers so far, and what
to do when none is left. Every answer is kept at once: a form goes on where it
stopped after days or a restart.
"""

from collections.abc import Mapping
from typing import Protocol

from casework import forms
from casework.forms import Field, Form
from casework.ids import CaseId, FormId, PersonId, new_id
from casework.notices import ConfirmCancelled, SettleButtons
from casework.outcome import Outcome
from casework.refusals import NothingAsked, NotYours, OutOfDate
from casework.words import checked
from handlers.actions import Pick
from handlers.incoming import Said
from handlers.turn import Turn


class FormKind(Protocol):
    """What a command asks before it can be carried out."""

    name: str

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Return the next question, or None when everything is known."""

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse the answer just given, if it cannot be right."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Carry the command out."""


_kinds: dict[str, FormKind] = {}


def register(kind: FormKind) -> None:
    """Make a kind of form known, once, when its module is loaded."""
    assert kind.name not in _kinds, kind.name  # noqa: S101 - two would take each other's place
    _kinds[kind.name] = kind


async def begin(
    turn: Turn,
    said: Said,
    kind: str,
    case: CaseId | None = None,
    answers: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Begin a form; one that was left unfinished gives way to it."""
    left = await turn.tx.forms.open_of(said.person.id)
    if left is not None:
        await turn.tx.forms.keep(forms.close(left))
    form = Form(
        id=FormId(new_id()),
        person=said.person.id,
        kind=kind,
        case=case,
        answers=dict(answers or {}),
        known=len(answers or {}),
    )
    await _go_on(turn, form)


async def pick(turn: Turn, said: Said, action: Pick) -> None:
    """Take a pressed option of a form."""
    form = await turn.tx.forms.get(action.form)
    if form.person != said.person.id:
        raise NotYours
    if form.done or form.asked is None or form.asked.key != action.field:
        raise OutOfDate
    if action.value == forms.BACK:
        await settle(turn, said)
        await _go_on(turn, forms.undo(form))
        return
    taken = forms.pick(form, action.value, said.shown.id if said.shown else None)
    if isinstance(taken, Outcome):
        await turn.tx.keep(taken)
        return
    await settle(turn, said)
    await _take(turn, taken)


async def write(turn: Turn, said: Said) -> bool:
    """Take written words as the answer to the open form; False: none waits for any."""
    form = await turn.tx.forms.open_of(said.person.id)
    if form is None or form.asked is None or not form.asked.takes_text:
        return False
    await _take(turn, forms.write(form, checked(said.text)))
    return True


async def cancel(turn: Turn, said: Said) -> None:
    """Give up the form somebody is filling in.

    Raises:
        NothingAsked: there is none.
    """
    if not await let_go(turn, said.person.id):
        raise NothingAsked
    await turn.tx.outbox.add(ConfirmCancelled(to=said.person.id))


async def let_go(turn: Turn, person: PersonId, case: CaseId | None = None) -> bool:
    """Close the form somebody is filling in, of this case or any; False: none is."""
    form = await turn.tx.forms.open_of(person)
    if form is None or case not in {None, form.case}:
        return False
    await turn.tx.forms.keep(forms.close(form))
    return True


async def settle(turn: Turn, said: Said) -> None:
    """Show under the message which of its buttons was pressed."""
    if said.shown is not None and said.chosen is not None:
        await turn.tx.outbox.add(
            SettleButtons(
                to=said.person.id,
                case=said.shown.case,
                shown=said.shown.id,
                chosen=said.chosen,
                keyboard=said.keyboard,
            )
        )


async def _take(turn: Turn, form: Form) -> None:
    await _kinds[form.kind].check(turn, form)
    await _go_on(turn, form)


async def _go_on(turn: Turn, form: Form) -> None:
    kind = _kinds[form.kind]
    field = await kind.next_field(turn, form)
    if field is not None:
        await turn.tx.keep(forms.ask(form, field, turn.now))
        return
    await turn.tx.forms.keep(forms.close(form))
    await turn.tx.keep(await kind.finish(turn, form))


async def wake(turn: Turn, form: Form) -> None:
    """Let a form go that its owner has not gone on with for days."""
    await turn.tx.forms.keep(forms.close(form))
