"""Danger: the assistant is no emergency channel and says so at once (R31).

Words only make the reply appear; what they mean is for people to decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.disclosure import InfoClass
from casework.ids import CaseId, PersonId, TaskId
from casework.outcome import Fact, Lane, Message, Outcome, Relayed
from casework.people import Person
from casework.roles import Role
from casework.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerReported(Fact):
    """Somebody said, by a button or in words, that somebody is in danger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowEmergencyNumbers(Message):
    """Show whom to call: 112, and 116 111 about a child in need."""

    code: str
    by_words: bool
    """Certain words made this appear, no button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDanger(Relayed):
    """Tell the case manager, as soon as may be, that somebody speaks of danger."""

    # Danger does not wait for working hours (R31 goes before R43).
    lane = Lane.REPLY
    shows = InfoClass.UPDATES_FULL

    code: str
    name: str
    phone: str
    words: str
    by_words: bool
    task: TaskId | None = None


Messages = ShowEmergencyNumbers | AlertDanger


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who speaks of danger, in which case, to which case manager."""

    person: Person
    role: Role
    case: CaseId
    code: str
    manager: PersonId


def mentioned(words: str, signs: Iterable[str]) -> bool:
    """Say whether the words hold a sign of danger: the beginning of a word of each."""
    plain = "".join(c if c.isalnum() else " " for c in words.casefold())
    text = f" {' '.join(plain.replace('ё', 'е').split())}"
    return any(f" {sign}" in text for sign in signs)


def alert(witness: Witness, task: Task, at: datetime, *, by_words: bool) -> Outcome:
    """Show whom to call, and alert the case manager with the words as written."""
    person = witness.person
    return Outcome(
        (task,),
        (DangerReported(at=at, by=person.id, case=witness.case),),
        (
            ShowEmergencyNumbers(to=person.id, code=witness.code, by_words=by_words),
            AlertDanger(
                to=witness.manager,
                case=witness.case,
                code=witness.code,
                name=person.name,
                role=witness.role,
                writer=person.id,
                phone=person.phone,
                words=task.words,
                by_words=by_words,
                task=task.id,
            ),
        ),
    )
