"""Forms: the few questions the program asks to carry out a command, one at a time."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from casework.ids import CaseId, FormId, PersonId, ShownId
from casework.outcome import Message, Outcome
from casework.refusals import NotAChoice
from casework.timetables import DayTimes

FORGOTTEN_AFTER = timedelta(days=2)
"""How long a form waits for its owner to go on."""
PASSWORD = "password"  # noqa: S105 - the name of a question
"""The answer that is kept in no form that is done with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice: its value, and what it is called.

    The name is a word of the program (`word`, a key that the wording knows), or
    what a person wrote (`text`), or both, or a moment, or a day.
    """

    value: str
    word: str = ""
    text: str = ""
    at: datetime | None = None
    says: bool = False
    """Pressing it is the same as writing its text."""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form."""

    key: str
    options: tuple[Option, ...] = ()
    takes_text: bool = False
    many: bool = False
    preset: tuple[str, ...] = ()
    """What is ticked to begin with, where many can be."""
    about: dict[str, str] = field(default_factory=dict)
    """What the words of the question need to know."""
    at: datetime | None = None
    """The moment that the words of the question name as {moment}."""
    notes: tuple[str, ...] = ()
    """What is to be said before the question, each by the key of its words."""
    days: tuple[DayTimes, ...] = ()
    """Weekdays with times, which the words of the question name as {days}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form one person is filling in, kept after every answer."""

    id: FormId
    person: PersonId
    kind: str
    case: CaseId | None = None
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    asked: Field | None = None
    done: bool = False
    known: int = 0
    """How many answers were there from the beginning; they cannot be taken back."""
    wake_at: datetime | None = None

    @property
    def goes_back(self) -> bool:
        """Say whether there is an answer that can be taken back."""
        return len(self.answers) > self.known

    def one(self, key: str) -> str:
        """Return the answer to a question that takes one."""
        return self.answers[key][0]

    def all(self, key: str) -> tuple[str, ...]:
        """Return the answers to a question that takes many."""
        return self.answers.get(key, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class AskField(Message):
    """Put one question of a form to its owner."""

    form: FormId
    kind: str
    field: Field
    ticked: tuple[str, ...] = ()
    goes_back: bool = False
    replaces: ShownId | None = None


Messages = AskField

DONE = "·done"
"""The value of the button that ends the ticking of many options."""
BACK = "·back"
"""The value of the button that takes the last answer back."""


def ask(form: Form, asked: Field, now: datetime) -> Outcome:
    """Put the next question; the form waits for its answer."""
    waiting = replace(
        form, asked=asked, ticked=asked.preset, wake_at=now + FORGOTTEN_AFTER
    )
    return Outcome((waiting,), (), (_question(waiting, asked),))


def pick(form: Form, value: str, shown: ShownId | None = None) -> Form | Outcome:
    """Take a pressed option: the answered form, or the question ticked anew.

    Raises:
        NotAChoice: it is not among the options asked for.
    """
    asked = form.asked
    if asked is None:
        raise NotAChoice
    if asked.many and value == DONE:
        return answered(form, *form.ticked)
    chosen = next((o for o in asked.options if o.value == value), None)
    if chosen is None:
        raise NotAChoice
    if not asked.many:
        return answered(form, chosen.text if chosen.says else value)
    ticked = tuple(v for v in form.ticked if v != value)
    if len(ticked) == len(form.ticked):
        ticked = (*ticked, value)
    again = replace(form, ticked=ticked)
    return Outcome((again,), (), (_question(again, asked, shown),))


def write(form: Form, words: str) -> Form:
    """Take written words as the answer.

    Raises:
        NotAChoice: the question asked can only be answered by a button.
    """
    if form.asked is None or not form.asked.takes_text:
        raise NotAChoice
    return answered(form, words)


def answered(form: Form, *values: str) -> Form:
    """Return the form with its open question answered."""
    if form.asked is None:
        raise NotAChoice
    answers = {**form.answers, form.asked.key: values}
    return replace(form, answers=answers, asked=None, ticked=())


def undo(form: Form) -> Form:
    """Return the form without the answer given last.

    Raises:
        NotAChoice: there is none that can be taken back.
    """
    if not form.goes_back:
        raise NotAChoice
    kept = dict(list(form.answers.items())[:-1])
    return replace(form, answers=kept, asked=None, ticked=())


def close(form: Form) -> Form:
    """Return the form as done with: finished, or given up; no password stays in it."""
    kept = {key: value for key, value in form.answers.items() if key != PASSWORD}
    return replace(form, answers=kept, done=True, asked=None, wake_at=None)


def _question(form: Form, asked: Field, replaces: ShownId | None = None) -> AskField:
    return AskField(
        to=form.person,
        case=form.case,
        form=form.id,
        kind=form.kind,
        field=asked,
        ticked=form.ticked,
        goes_back=form.goes_back,
        replaces=replaces,
    )
