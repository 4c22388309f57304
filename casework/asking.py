"""What a check-in says: its questions, its thanks, and what else it must tell."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from casework.check_ins import CheckIn, CheckInState, Item
from casework.disclosure import InfoClass
from casework.ids import CheckInId, ShownId
from casework.outcome import Lane, Message, Relayed
from casework.questions import SkipReason

FORGOTTEN_AFTER = timedelta(days=2)
"""How long a question asked once more, after the end, waits for its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The case manager who has just been told that somebody asks for help."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutQuestion(Message):
    """Put one question of a check-in to its member."""

    # Whoever works on a goal may be asked about it; observers are asked nothing.
    shows = InfoClass.TASKS_OWN

    check_in: CheckInId
    code: str
    question_set: str
    item: int
    of: int
    asked: Item
    intro: bool = False
    met: bool = False
    """The reader has been asked by this set before: the short words will do."""
    because: bool = False
    waits: int = 1
    """How many questions still wait for an answer, this one among them."""
    words_kept: bool = False
    told: Told | None = None
    """Who was told of the answer before."""
    waiting: tuple[str, ...] = ()
    """The codes of the cases whose check-ins wait for this one."""
    replaces: ShownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuestion(PutQuestion):
    """Ask somebody who is here now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptQuestion(PutQuestion):
    """Ask somebody who is not expecting it at this moment."""

    lane = Lane.PROMPT


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfQuestion(PutQuestion):
    """Ask once more, at most twice (R43)."""

    lane = Lane.PROMPT


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOtherAnswers(Message):
    """Show what can be said instead of an answer: why not, or when."""

    shows = InfoClass.TASKS_OWN

    check_in: CheckInId
    code: str
    question_set: str
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords(Message):
    """Tell the writer that the words are kept and the question is still open."""

    shows = InfoClass.TASKS_OWN

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPutOff(Message):
    """Tell the member when the question comes again."""

    shows = InfoClass.TASKS_OWN

    check_in: CheckInId
    code: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thank(Message):
    """Thank for a check-in, or for one answer given late or changed."""

    shows = InfoClass.TASKS_OWN

    check_in: CheckInId
    code: str
    question_set: str
    done: bool
    late: bool = False
    changed: bool = False
    left: int = 0
    told: Told | None = None
    offer_rhythm: bool = False
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAnswered(Message):
    """Tell who presses an old button that it is answered, and offer a change."""

    shows = InfoClass.TASKS_OWN

    check_in: CheckInId
    code: str
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as it stands now, with its question."""

    item: int
    asked: Item
    choice: str
    words: str
    skipped: SkipReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAnswer(Message):
    """Ask which of the answers given shall be changed."""

    shows = InfoClass.TASKS_OWN

    check_in: CheckInId
    code: str
    question_set: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNoneWaits(Message):
    """Tell somebody that nothing is to be answered now, and when it will be."""

    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellChangedSince(Relayed):
    """Tell the case manager that somebody answered late or changed an answer."""

    lane = Lane.DIGEST
    shows = InfoClass.UPDATES_FULL

    code: str
    name: str
    late: bool


Messages = (
    AskQuestion
    | PromptQuestion
    | RemindOfQuestion
    | OfferOtherAnswers
    | NoteWords
    | ConfirmPutOff
    | Thank
    | TellAnswered
    | ChooseAnswer
    | TellNoneWaits
    | TellChangedSince
)

Put = TypeVar("Put", bound=PutQuestion)


def question(
    check_in: CheckIn,
    item: int,
    kind: type[Put],
    *,
    intro: bool = False,
    met: bool = False,
) -> Put:
    """Return the message that puts one item of a check-in."""
    kept = check_in.latest(item)
    return kind(
        to=check_in.person,
        case=check_in.case,
        check_in=check_in.id,
        code=check_in.code,
        question_set=check_in.question_set,
        item=item,
        of=len(check_in.items),
        asked=check_in.items[item],
        intro=intro,
        met=met,
        because=check_in.because,
        waits=len(check_in.unsettled),
        words_kept=kept is not None and bool(kept.words),
    )


def given_so_far(check_in: CheckIn) -> tuple[Given, ...]:
    """Return every answer that stands now, in the order of the questions."""
    return tuple(
        Given(
            item=item,
            asked=asked,
            choice=answer.choice,
            words=answer.words,
            skipped=answer.skipped,
        )
        for item, asked in enumerate(check_in.items)
        if (answer := check_in.latest(item))
    )


def awaiting(check_in: CheckIn, item: int, now: datetime) -> CheckIn:
    """Return the check-in as it waits for the answer to one item.

    While it runs, the clock of reminders starts only when the question has
    been delivered; until then nothing but the end of the window is awaited.
    """
    running = check_in.state is CheckInState.ASKED
    return replace(
        check_in,
        asking=item,
        because=False,
        asked_at=None,
        remind_at=None,
        again_at=None,
        wake_at=check_in.closes_at if running else now + FORGOTTEN_AFTER,
    )
