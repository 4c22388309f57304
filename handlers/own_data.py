"""/mydata: asked for, confirmed by the case manager who knows the voice, handed out."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from casework import deadlines, tasks
from casework.cases import Case, Member
from casework.disclosure import InfoClass
from casework.forms import Field, Form
from casework.ids import CaseId, PersonId, TaskId
from casework.outcome import Outcome
from casework.own_data import (
    HANDED_OUT,
    DataAsked,
    DataHandedOut,
    RightAsked,
    SendMyData,
    TellDataAsked,
    TellRightAsked,
)
from casework.refusals import OutOfDate
from casework.roles import AT_HOME
from casework.tasks import Task, TaskKind, TaskState
from handlers import forms, which_case
from handlers.actions import HandOutData
from handlers.incoming import Said
from handlers.tasks import end_with, mine
from handlers.turn import Turn
from storage.channels import number_of

_READ = ("MessageShown", "WordsShown")
Entries = dict[str, list[dict[str, Any]]]


async def ask(turn: Turn, said: Said) -> None:
    """Ask the case manager to make sure who asks, within the month the law gives."""
    case = await which_case.ever_in(turn, said)
    task = await _waiting(turn, case.id, said.person.id, TaskKind.DATA_WANTED)
    if task is None:
        task = tasks.open_task(TaskKind.DATA_WANTED, case, turn.now, said.person.id)
        task = deadlines.clocked(task)
        fact = DataAsked(at=turn.now, by=said.person.id, case=case.id, task=task.id)
        await turn.tx.keep(tasks.announce(task, case) + Outcome((), (fact,)))
    told = TellDataAsked(
        to=said.person.id,
        code=case.code,
        number=number_for(turn, task.id),
        until=turn.almanac.today(deadlines.until(task)),
    )
    await turn.tx.outbox.add(told)


async def ask_erasure(turn: Turn, said: Said) -> None:
    """Ask that one's data is erased; the case manager answers within the month."""
    await _ask_right(turn, said, TaskKind.ERASURE_WANTED)


async def ask_correction(turn: Turn, said: Said) -> None:
    """Ask what is kept wrongly and how it is right; the first words stay (GDPR 16)."""
    case = await which_case.ever_in(turn, said)
    # The form has no case: a form of one asks for a place in its network first.
    about = {"about": (str(case.id),)}
    await forms.begin(turn, said, CorrectionForm.name, None, about)


class CorrectionForm:
    """What is wrong, in the words of whom it is about."""

    name = "wrong_data"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the words."""
        return None if form.all("words") else Field(key="words", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any words that can be kept."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Give them to the case manager, who answers within the month."""
        case = await turn.tx.cases.get(CaseId(UUID(form.one("about"))))
        await _open_right(
            turn, case, form.person, TaskKind.CORRECTION_WANTED, form.one("words")
        )
        return Outcome()


forms.register(CorrectionForm())


async def ask_restriction(turn: Turn, said: Said) -> None:
    """Ask that one's data is not used for now; the case manager answers."""
    await _ask_right(turn, said, TaskKind.RESTRICTION_WANTED)


async def _ask_right(turn: Turn, said: Said, kind: TaskKind) -> None:
    case = await which_case.ever_in(turn, said)
    await _open_right(turn, case, said.person.id, kind)


async def _open_right(
    turn: Turn, case: Case, person: PersonId, kind: TaskKind, words: str = ""
) -> None:
    waiting = await _waiting(turn, case.id, person, kind)
    task = waiting if waiting and not words else None
    if task is None:
        task = tasks.open_task(kind, case, turn.now, person, words)
        task = deadlines.clocked(task)
        fact = RightAsked(at=turn.now, by=person, case=case.id, task=task.id, kind=kind)
        await turn.tx.keep(tasks.announce(task, case) + Outcome((), (fact,)))
    until = turn.almanac.today(deadlines.until(task))
    told = TellRightAsked(to=person, code=case.code, kind=kind, until=until)
    await turn.tx.outbox.add(told)


def number_for(turn: Turn, task: TaskId) -> str:
    """Return the number that only who asked, and their case manager, are shown."""
    return number_of(turn.tx.keys, str(task))


async def hand_out(turn: Turn, said: Said, action: HandOutData) -> None:
    """Hand the data out: the case manager has heard the number from whom it is about.

    Raises:
        OnlyTheCaseManager: somebody else pressed.
        OutOfDate: it was handed out or refused before.
    """
    task = await mine(turn, said, action.task)
    if task.about is None or task.state is TaskState.DONE:
        raise OutOfDate
    await forms.settle(turn, said)
    case = await turn.tx.cases.get(task.case)
    content = json.dumps(await _everything(turn, task), ensure_ascii=False, indent=1)
    fact = DataHandedOut(at=turn.now, by=said.person.id, case=case.id, to=task.about)
    sent = SendMyData(to=task.about, code=case.code, content=content)
    await turn.tx.keep(Outcome((), (fact,), (sent,)))
    await turn.tx.keep(await end_with(turn, task, "handed_on", said.person.id))


async def _waiting(
    turn: Turn, case: CaseId, person: PersonId, kind: TaskKind
) -> Task | None:
    open_ones = await turn.tx.tasks.open_in((case,))
    wanted = (kind, person)
    return next((t for t in open_ones if (t.kind, t.about) == wanted), None)


async def _everything(turn: Turn, task: Task) -> Entries:
    """Return what is kept about and by one person in one case, of nobody else."""
    tx, case, person = turn.tx, task.case, task.about
    places = await tx.members.of_case(case)
    member = next((m for m in places if m.person == person), None)
    own = (tx.rhythms, tx.check_ins, tx.updates, tx.obstacles, tx.activities)
    things: list[Any] = [await tx.people.get(person)] if person else []
    things += [place for place in places if place.person == person]
    for shelf in own:
        things += [each for each in await shelf.of_case(case) if each.person == person]
    things += [each for each in await tx.opinions.of_case(case) if each.of == person]
    things += [each for each in await tx.tasks.of_case(case) if each.about == person]
    entries = _of_things(things)
    entries["done"], entries["read_by"] = await _journal(turn, task, places, member)
    return entries


def _of_things(things: Iterable[Any]) -> Entries:
    entries: Entries = {}
    for thing in things:
        kind = type(thing)
        kept = TypeAdapter(kind).dump_python(thing, mode="json")
        own = {name: kept[name] for name in kept if name in HANDED_OUT[kind]}
        entries.setdefault(kind.__name__, []).append(own)
    return entries


async def _journal(
    turn: Turn, task: Task, places: list[Member], member: Member | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what they did, and, to a family, in which roles others read of them."""
    entries = await turn.tx.journal.of_case(task.case, _since(places, turn))
    role_of = {place.person: place.role for place in places}
    done = [
        {"at": each.at.isoformat(), "what": each.kind}
        for each in entries
        if each.by == task.about and each.kind not in _READ
    ]
    if member is None or InfoClass.ACCESS_LOG not in member.reads:
        return done, []
    read = [
        {
            "at": each.at.isoformat(),
            "role": role_of.get(PersonId(each.by)) if each.by else None,
            "what": each.details["what"],
            "basis": each.details["basis"],
        }
        for each in entries
        if each.kind in _READ
        and each.by != task.about
        and each.details.get("words_of") in {None, str(task.about)}
    ]
    # Of one moment by role and kind: which left first tells what else was on its way.
    read.sort(key=lambda each: (each["at"], str(each["role"]), str(each["what"])))
    return done, [each for each in read if each["role"] not in AT_HOME]


def _since(places: list[Member], turn: Turn) -> Any:
    moments = [place.joined_at for place in places if place.joined_at]
    return min(moments, default=turn.now)
