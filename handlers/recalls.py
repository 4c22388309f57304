"""/recall: a message that went to the wrong place is taken back from all who got it."""

from uuid import UUID

from casework import recalls
from casework.cases import Case
from casework.catalogue import MESSAGES
from casework.disclosure import InfoClass
from casework.forms import Field, Form, Option
from casework.ids import PersonId, ShownId, TaskId
from casework.outcome import Outcome
from casework.overviews import ShowCaseStatus, ShowSummary
from casework.own_data import SendMyData
from casework.recalls import Astray, ConfirmRecallWanted, Reached, TakeBack, Withdrawn
from casework.refusals import NothingToRecall, OnlyTheCaseManager, OutOfDate
from casework.tasks import TaskKind
from casework.words import checked
from handlers import breaches, forms, tasks, which_case
from handlers.actions import CloseBreach
from handlers.incoming import Said
from handlers.turn import Turn
from storage import sent
from storage.posting import Post
from storage.sent import Sent

SHOWN = 10
LIMIT = 1000
_WHOLE = {ShowSummary, ShowCaseStatus, SendMyData}
_OF_THE_WORK = {InfoClass.SILENCE, InfoClass.ACCESS_LOG, InfoClass.NOTES}
RECALLABLE = frozenset(
    name
    for name, kind in MESSAGES.items()
    if kind in _WHOLE
    or (getattr(kind, "shows", None) or InfoClass.NOTES) not in _OF_THE_WORK
)
"""What tells something of a family or of the network."""


async def recall(turn: Turn, said: Said) -> None:
    """Ask the case manager which message; a member's wish becomes a task of theirs."""
    case, member = await which_case.of(turn, said)
    if member.manages:
        await forms.begin(turn, said, RecallForm.name, case.id)
        return
    await tasks.open_once(turn, TaskKind.RECALL_WANTED, case.id, said.person.id)
    told = ConfirmRecallWanted(to=said.person.id, code=case.code)
    await turn.tx.outbox.add(told)


class RecallForm:
    """Which message went to the wrong place, to whom, and what happened."""

    name = "recall"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask who got it, which message, from whom to take it, and what happened."""
        if not form.all("who"):
            return await _who(turn, form)
        if not form.all("which"):
            return await _which(turn, form)
        got = await sent.alike(turn.tx, _picked(form))
        if len({each.person for each in got}) > 1 and not form.all("whom"):
            options = ("one", "all")
            return Field(
                key="whom",
                options=tuple(Option(value=o, word=f"recall.{o}") for o in options),
                about={"count": str(len(got))},
            )
        return None if form.all("why") else Field(key="why", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more words than one account needs."""
        if form.all("why"):
            checked(form.one("why"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Take it back, and let the clock of the breach run."""
        if form.case is None:
            raise OutOfDate
        member = await turn.tx.members.in_case(form.person, form.case)
        if member is None or not member.manages:
            raise OnlyTheCaseManager
        case = await turn.tx.cases.get(form.case)
        return await _take_back(turn, form, case)


async def _who(turn: Turn, form: Form) -> Field:
    options = []
    for member in await turn.tx.members.of_case(form.case or UUID(int=0)):
        got = await _got(turn, form, member.person)
        if got and member.person != form.person:
            person = await turn.tx.people.get(member.person)
            role = f"role.{member.role}"
            options.append(Option(value=str(person.id), text=person.name, word=role))
    if not options:
        raise NothingToRecall
    return Field(key="who", options=tuple(options))


async def _which(turn: Turn, form: Form) -> Field:
    got = await _got(turn, form, PersonId(UUID(form.one("who"))))
    options = tuple(
        Option(value=str(each.id), word=_word(each.kind), at=each.made_at)
        for each in got
    )
    return Field(key="which", options=options)


async def _got(turn: Turn, form: Form, person: PersonId) -> list[Sent]:
    if form.case is None:
        return []
    return await sent.to_person(turn.tx, form.case, person, RECALLABLE, SHOWN)


def _word(kind: str) -> str:
    shows = breaches.shown_by(kind)
    return f"recall.{shows}" if shows else "recall.more"


def _picked(form: Form) -> ShownId:
    return ShownId(int(form.one("which")))


async def _take_back(turn: Turn, form: Form, case: Case) -> Outcome:
    got = await sent.alike(turn.tx, _picked(form))
    if form.all("whom") != ("all",):
        got = [each for each in got if each.id == _picked(form)]
    got = [each for each in got if each.person != form.person]
    if not got:
        raise NothingToRecall
    unsent = [each.id for each in got if each.state is not Post.SENT]
    await turn.tx.held.withdraw(unsent)
    reached = tuple([await _reached(turn, each) for each in got])
    astray = Astray(
        kind=got[0].kind,
        made_at=got[0].made_at,
        reached=reached,
        words=form.one("why"),
    )
    watching = tuple([each.id for each in await turn.tx.people.hear_of_breaches()])
    outcome = recalls.recall(case, astray, form.person, watching, turn.now)
    await turn.tx.keep(outcome)
    (task,) = outcome.things
    for each in got:
        if each.state is not Post.SENT:
            how = Withdrawn.UNKNOWN if each.state is Post.HELD else Withdrawn.NOT_SENT
            await turn.tx.keep(recalls.withdrawn(task, each.person, how, turn.now))
    return Outcome()


async def _reached(turn: Turn, each: Sent) -> Reached:
    there = False
    for place in await turn.tx.addresses.of(each.person):
        if each.ended_at is not None and place.network == each.network:
            there = there or place.heard_at > each.ended_at
    return Reached(
        person=each.person,
        shown=each.id,
        network=each.network,
        at=each.ended_at if each.state is Post.SENT else None,
        there_since=there,
    )


async def withdrawn(turn: Turn, message: TakeBack, how: Withdrawn) -> None:
    """Write down what a network made of taking a message back."""
    task = await turn.tx.tasks.find(TaskId(message.task))
    if task is not None:
        await turn.tx.keep(recalls.withdrawn(task, message.to, how, turn.now))


async def begin_closing(turn: Turn, said: Said, action: CloseBreach) -> None:
    """Ask why the authority is told of a breach, or why it is not."""
    task = await tasks.mine(turn, said, action.task)
    told = "yes" if action.notified else "no"
    answers = {"task": (str(task.id),), "notified": (told,)}
    await forms.begin(turn, said, breaches.BreachForm.name, task.case, answers)


forms.register(RecallForm())
