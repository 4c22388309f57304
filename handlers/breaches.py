"""A breach: shown with whom it reached, closed by a person who says what was done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from casework import recalls
from casework.cases import Case
from casework.catalogue import MESSAGES
from casework.deadlines import until
from casework.disclosure import InfoClass
from casework.forms import Field, Form
from casework.ids import PersonId, TaskId
from casework.outcome import Outcome
from casework.recalls import (
    Decision,
    MessageRecalled,
    MessageWithdrawn,
    ReachedLine,
    ShowBreach,
    Withdrawn,
)
from casework.tasks import Task
from casework.words import checked
from handlers import forms
from handlers.turn import Turn
from storage.journal import Entry

LIMIT = 2000


def shown_by(kind: str) -> InfoClass | None:
    """Return what kind of information a kind of message tells; None: several."""
    shows = getattr(MESSAGES.get(kind), "shows", None)
    return shows if isinstance(shows, InfoClass) else None


async def show(turn: Turn, task: Task, case: Case, reader: PersonId) -> None:
    """Show a breach to the case manager: whom it reached, and what became of it."""
    recalled, done = await _told(turn, task)
    if recalled is None:
        return
    lines = [
        await _line(turn, each, case, done) for each in recalled.details["reached"]
    ]
    shown = ShowBreach(
        to=reader,
        case=case.id,
        task=task.id,
        code=case.code,
        what=shown_by(recalled.details["kind"]),
        made_at=datetime.fromisoformat(recalled.details["made_at"]),
        until=until(task),
        reached=tuple(lines),
        words=task.words,
    )
    await turn.tx.outbox.add(shown)


async def _told(turn: Turn, task: Task) -> tuple[Entry | None, dict[str, Withdrawn]]:
    kinds = (MessageRecalled.__name__, MessageWithdrawn.__name__)
    entries = await turn.tx.journal.of_case(task.case, task.opened_at, kinds)
    mine = [each for each in entries if each.details["task"] == str(task.id)]
    recalled = next((each for each in mine if each.kind == kinds[0]), None)
    done = {
        each.details["person"]: Withdrawn(each.details["withdrawn"])
        for each in mine
        if each.kind == kinds[1]
    }
    return recalled, done


async def _line(
    turn: Turn, reached: dict[str, Any], case: Case, done: dict[str, Withdrawn]
) -> ReachedLine:
    person = PersonId(UUID(reached["person"]))
    who = await turn.tx.people.find(person)
    places = await turn.tx.members.of_case(case.id)
    return ReachedLine(
        name=who.name if who else "",
        role=next((m.role for m in places if m.person == person), None),
        network=reached["network"],
        at=datetime.fromisoformat(reached["at"]) if reached["at"] else None,
        there_since=reached["there_since"],
        withdrawn=done.get(reached["person"]),
    )


class BreachForm:
    """What was done about a breach, and why the authority is told or not."""

    name = "breach"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask why; whether is known from the button."""
        key = f"because_{form.one('notified')}"
        return None if form.all(key) else Field(key=key, takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more words than one reason needs."""
        checked(form.one(f"because_{form.one('notified')}"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Close the breach with what was decided."""
        task = await turn.tx.tasks.get(TaskId(UUID(form.one("task"))))
        case = await turn.tx.cases.get(task.case)
        recalled, _done = await _told(turn, task)
        told = form.one("notified")
        watching = tuple([each.id for each in await turn.tx.people.hear_of_breaches()])
        decision = Decision(
            by=form.person,
            notified=told == "yes",
            because=form.one(f"because_{told}"),
            reached=len(recalled.details["reached"]) if recalled else 0,
        )
        return recalls.close(task, case, decision, watching, turn.now)


forms.register(BreachForm())
