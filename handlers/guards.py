"""Who may press, and who is heard: asked before any handler."""

from casework.cases import Member
from casework.deadlines import LADDERS
from casework.people import SayHowToReturn
from casework.refusals import CaseClosed, ConfidentialityFirst, NotYours
from handlers.actions import (
    AcceptConfidentiality,
    Action,
    EndTask,
    HandOutData,
    Run,
    SeeTask,
)
from handlers.incoming import Incoming, Said
from handlers.own_data import CorrectionForm
from handlers.turn import Turn
from storage.parcels import Shown

_IN_CLOSED_CASES = ("newcase", "reopen", "status", "summary")
_RIGHTS = ("/consent", "/correction", "/erasure", "/mydata", "/restrict")
_FOR_THE_STOPPED = ("/start", "/stop", "/help", "/language", "/cancel", *_RIGHTS)
"""What is heard of those too who take no messages: nobody has to come back for a right."""


async def may_press(turn: Turn, said: Said, shown: Shown, action: Action) -> None:
    """Let nobody press what was shown to them about a case they are out of.

    Raises:
        NotYours: they are not in this network (any more).
        ConfidentialityFirst: the newest text waits to be accepted.
        CaseClosed: nothing is done there any more.
    """
    if shown.case is None:
        return
    member = await turn.tx.members.in_case(said.person.id, shown.case)
    case = await turn.tx.cases.get(shown.case)
    if member is None:
        raise NotYours if case.is_open else CaseClosed
    if isinstance(action, AcceptConfidentiality):
        return
    if not member.reads_anything:
        raise ConfidentialityFirst
    if not (case.is_open or _looks_back(action) or await _is_owed(turn, action)):
        raise CaseClosed


async def _is_owed(turn: Turn, action: Action) -> bool:
    """Say whether a button is about what the law gives a time for, closed case or not."""
    if not isinstance(action, SeeTask | EndTask | HandOutData):
        return False
    task = await turn.tx.tasks.get(action.task)
    return task.kind in LADDERS


def _looks_back(action: Action) -> bool:
    """Say whether a button of a closed case may still be pressed."""
    return isinstance(action, Run) and action.command in _IN_CLOSED_CASES


async def has_stopped(turn: Turn, said: Said) -> bool:
    """Tell who had stopped how to return; their words do not undo it (R44)."""
    if said.person.stopped_at is None:
        return False
    if said.text.partition(" ")[0].lower() in _FOR_THE_STOPPED:
        return False
    if await _uses_a_right(turn, said):
        return False
    if said.team is None:
        await turn.tx.outbox.add(SayHowToReturn(to=said.person.id))
    return True


async def _uses_a_right(turn: Turn, said: Said) -> bool:
    """Say whether these are the words that the form of a right waits for."""
    if said.team is not None or said.chosen is not None or said.text.startswith("/"):
        return False
    form = await turn.tx.forms.open_of(said.person.id)
    return form is not None and form.kind == CorrectionForm.name


async def heard_in_team(turn: Turn, incoming: Incoming) -> bool:
    """Say whether words in a team chat come from a member and ask for something.

    Free words among people are theirs; a stranger there is answered by nobody.
    """
    if incoming.team is None or incoming.start:
        return False
    if not incoming.pressed and not incoming.text.startswith("/"):
        return False
    person = await turn.tx.addresses.person_at(incoming.network, incoming.address)
    if person is None:
        return False
    member: Member | None = await turn.tx.members.in_case(person, incoming.team)
    return member is not None and member.reads_anything
